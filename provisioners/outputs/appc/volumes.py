"""Volumes of the pod, and where apps see them. All are of kind host: those of kind empty end with the pod."""

from collections.abc import Iterator, Mapping

from provisioners.containers.model import Container, Topology
from provisioners.containers.text import Text
from provisioners.outputs.appc.names import file_name, volume_name
from provisioners.outputs.contract import SecretNote
from provisioners.planning.fingerprint import digest

Native = dict[str, object]

FILES, SECRETS, VOLUMES = "files", "secrets", "volumes"


def volumes(topology: Topology, folder: str) -> list[Native]:
    """All volumes of the pod; ``folder`` is the deployment's on the host."""
    found = [
        _host(volume_name(topology, volume), f"{folder}/{VOLUMES}/{volume.name}")
        for volume in topology.volumes.values()
        if volume.used_by
    ]
    found += [_host(_path_name(path.path), path.path) for path in topology.host_paths.values()]
    for container in topology.containers.values():
        found += [_host(name, f"{folder}/{source}", True) for name, source, _, _ in _files(container)]
    return found


def mounts(topology: Topology, container: Container) -> list[Native]:
    """What an app sees."""
    found = [_mount(_source(topology, mount.storage), mount.location) for mount in container.mounts]
    return [*found, *(_mount(name, target) for name, _, target, _ in _files(container))]


def files(topology: Topology) -> Mapping[str, str]:
    """The configuration files without a secret part, by their path below the deployment's folder."""
    return {
        source: text.plain
        for container in topology.containers.values()
        for _, source, _, text in _files(container)
        if source.startswith(FILES)
    }


def secret_notes(topology: Topology, folder: str) -> Iterator[SecretNote]:
    """Where each secret has to be written on the host."""
    for container in topology.containers.values():
        for _, source, _, text in _files(container):
            if source.startswith(SECRETS):
                place = f"{folder}/{source}"
                yield SecretNote(place, text.parts, f"write the file {place} on the host")


def _files(container: Container) -> Iterator[tuple[str, str, str, Text]]:
    """Each file: its volume's name, where it lies below the folder, where the app sees it, and what it holds."""
    for key, text in container.secret_files.items():
        target = f"/run/secrets/{key}"
        name = file_name(container.name, target)
        yield name, f"{SECRETS}/{name}", target, text
    for path, text in container.config_files.items():
        name = file_name(container.name, path)
        yield name, f"{SECRETS if text.is_secret else FILES}/{name}", path, text


def _source(topology: Topology, storage: str) -> str:
    if storage in topology.volumes:
        return volume_name(topology, topology.volumes[storage])
    return _path_name(topology.host_paths[storage].path)


def _path_name(path: str) -> str:
    return f"host-{digest(path)[:16]}"


def _host(name: str, source: str, read_only: bool = False) -> Native:
    native: Native = {"name": name, "kind": "host", "source": source}
    return {**native, "readOnly": True} if read_only else native


def _mount(volume: str, path: str) -> Native:
    return {"volume": volume, "path": path}
