"""What a container finds in its file system: volumes, folders of the host, secrets and configuration files."""

from collections.abc import Iterator

from provisioners.containers.model import Container, Topology, Volume
from provisioners.containers.text import Text
from provisioners.outputs.contract import SecretNote
from provisioners.outputs.quadlet import names
from provisioners.outputs.quadlet.escape import raw, word
from provisioners.outputs.quadlet.unit import Pair, unit


def volume_unit(volume: Volume) -> str:
    """The unit of a volume."""
    return unit({"Volume": (("VolumeName", volume.name),)})


def mounts(topology: Topology, container: Container) -> Iterator[Pair]:
    """The keys for volumes, folders of the host and configuration files without a secret part."""
    for mount in container.mounts:
        if mount.is_volume:
            source = names.volume_unit(topology, topology.volumes[mount.storage])
        else:
            source = topology.host_paths[mount.storage].path
        yield "Volume", f"{source}:{raw(mount.location)}"
    for path, text in container.config_files.items():
        if not text.is_secret:
            yield "Volume", f"./{names.file_name(topology, container, path)}:{raw(path)}:ro,z"


def secrets(topology: Topology, container: Container) -> Iterator[Pair]:
    """The keys for secrets: Podman keeps them, and the unit names them."""
    for key, text in container.environment.items():
        if text.is_secret:
            yield "Secret", word(f"{names.secret(topology, container, 'env', key)},type=env,target={key}")
    for source, target, _ in _files(topology, container):
        yield "Secret", word(f"{source},type=mount,target={target},mode=0444")


def secret_notes(topology: Topology) -> Iterator[SecretNote]:
    """How each secret is given to Podman."""
    for container in topology.containers.values():
        for key, text in container.environment.items():
            if text.is_secret:
                yield _note(names.secret(topology, container, "env", key), text)
        for source, _, text in _files(topology, container):
            yield _note(source, text)


def _files(topology: Topology, container: Container) -> Iterator[tuple[str, str, Text]]:
    """Each secret that is a file: its name, where the container sees it, and what it holds."""
    for key, text in container.secret_files.items():
        yield names.secret(topology, container, "secret", key), key, text
    for path, text in container.config_files.items():
        if text.is_secret:
            yield names.secret(topology, container, "file", names.file_digest(path)), path, text


def _note(name: str, text: Text) -> SecretNote:
    return SecretNote(name, text.parts, f"run `podman secret create {name} FILE`")
