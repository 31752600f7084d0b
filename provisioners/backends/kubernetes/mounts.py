"""What a container sees of storage: volumes, folders of the host, secret files and configuration files."""

from provisioners.backends.kubernetes.beside import SECRETS_FOLDER, config_file_key, secret_file_key
from provisioners.backends.kubernetes.kinds import is_claimed_by_instance
from provisioners.backends.kubernetes.rendering import Manifest, Rendering
from provisioners.backends.kubernetes.volumes import claim_name
from provisioners.containers.model import Container, Mount

SECRET_FILES, SECRET_CONFIG, CONFIG = "secret-files", "secret-config-files", "config-files"
EVERYBODY_READS = 0o444


def volumes(rendering: Rendering, container: Container) -> list[Manifest]:
    """The volumes of a pod, save those that come from the templates of a stateful set."""
    name = rendering.names.of(container.name)
    found: list[Manifest] = [
        {"name": rendering.volume_name(volume), "persistentVolumeClaim": {"claimName": claim_name(rendering, volume)}}
        for volume in rendering.volumes_of(container)
        if not is_claimed_by_instance(rendering.topology, volume)
    ]
    for index, mount in enumerate(_of_host(container)):
        path = rendering.topology.host_paths[mount.storage].path
        found.append({"name": f"host-{index}", "hostPath": {"path": path}})
    if container.secret_files:
        items = [{"key": secret_file_key(file), "path": file} for file in container.secret_files]
        secret = {"secretName": name, "defaultMode": EVERYBODY_READS, "items": items}
        found.append({"name": SECRET_FILES, "secret": secret})
    if any(text.is_secret for text in container.config_files.values()):
        found.append({"name": SECRET_CONFIG, "secret": {"secretName": name, "defaultMode": EVERYBODY_READS}})
    if any(not text.is_secret for text in container.config_files.values()):
        found.append({"name": CONFIG, "configMap": {"name": name, "defaultMode": EVERYBODY_READS}})
    return found


def mounts(rendering: Rendering, container: Container) -> list[Manifest]:
    """Where a container sees them."""
    found: list[Manifest] = [
        {"name": rendering.volume_name(rendering.topology.volumes[mount.storage]), "mountPath": mount.location}
        for mount in container.mounts
        if mount.is_volume
    ]
    for index, mount in enumerate(_of_host(container)):
        found.append({"name": f"host-{index}", "mountPath": mount.location})
    if container.secret_files:
        found.append({"name": SECRET_FILES, "mountPath": SECRETS_FOLDER, "readOnly": True})
    for path, text in container.config_files.items():
        sort = SECRET_CONFIG if text.is_secret else CONFIG
        found.append({"name": sort, "mountPath": path, "subPath": config_file_key(path), "readOnly": True})
    return found


def _of_host(container: Container) -> list[Mount]:
    return [mount for mount in container.mounts if not mount.is_volume]
