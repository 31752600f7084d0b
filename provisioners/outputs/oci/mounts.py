"""What a bundle mounts: the kernel's file systems, volumes, folders of the host, secrets and configuration files.

Relative sources are relative to the bundle (OCI runtime specification, "Mounts").
"""

from collections.abc import Iterator

from provisioners.containers.model import Container, Topology
from provisioners.containers.text import Text
from provisioners.outputs.contract import SecretNote
from provisioners.planning.fingerprint import digest

Mount = dict[str, object]

SECRETS, FILES, VOLUMES = "secrets", "files", "volumes"
SAFE = ("nosuid", "noexec", "nodev")


def mounts(topology: Topology, container: Container) -> list[Mount]:
    """All mounts, in the order in which they are made."""
    return [*_kernel(container), *_storage(topology, container), *_files(container)]


def secret_notes(container: Container) -> Iterator[SecretNote]:
    """Where each secret file has to be written before the bundle runs."""
    for source, _, text in _secrets(container):
        place = f"{container.name}/{source}"
        yield SecretNote(place, text.parts, f"write the file {place}")


def files(container: Container) -> dict[str, str]:
    """The configuration files without a secret part, by their path in the bundle."""
    return {
        f"{FILES}/{digest(path)[:16]}": text.plain
        for path, text in container.config_files.items()
        if not text.is_secret
    }


def _kernel(container: Container) -> list[Mount]:
    sys_options = ["nosuid", "noexec", "nodev"] + ([] if container.rights.privileged else ["ro"])
    return [
        _mount("/proc", "proc", "proc", SAFE),
        _mount("/dev", "tmpfs", "tmpfs", ("nosuid", "strictatime", "mode=755", "size=65536k")),
        _mount(
            "/dev/pts", "devpts", "devpts", ("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")
        ),
        _mount("/dev/shm", "tmpfs", "shm", (*SAFE, "mode=1777", "size=65536k")),  # noqa: S108 - the container's own
        _mount("/dev/mqueue", "mqueue", "mqueue", SAFE),
        _mount("/sys", "sysfs", "sysfs", sys_options),
        _mount("/sys/fs/cgroup", "cgroup", "cgroup", (*SAFE, "relatime", "ro")),
    ]


def _storage(topology: Topology, container: Container) -> Iterator[Mount]:
    for mount in container.mounts:
        if mount.is_volume:
            source = f"../{VOLUMES}/{topology.volumes[mount.storage].name}"
        else:
            source = topology.host_paths[mount.storage].path
        yield _bind(mount.location, source, "rw")


def _files(container: Container) -> Iterator[Mount]:
    for source, target, _ in _secrets(container):
        yield _bind(target, source, "ro")
    for path, text in container.config_files.items():
        if not text.is_secret:
            yield _bind(path, f"{FILES}/{digest(path)[:16]}", "ro")


def _secrets(container: Container) -> Iterator[tuple[str, str, Text]]:
    """Each secret that is a file: its path in the bundle, where the container sees it, and what it holds."""
    for name, text in container.secret_files.items():
        yield f"{SECRETS}/{name}", f"/run/secrets/{name}", text
    for path, text in container.config_files.items():
        if text.is_secret:
            yield f"{SECRETS}/file.{digest(path)[:16]}", path, text


def _bind(target: str, source: str, access: str) -> Mount:
    return _mount(target, "bind", source, ("rbind", "nosuid", "nodev", access))


def _mount(target: str, kind: str, source: str, options: list[str] | tuple[str, ...]) -> Mount:
    return {"destination": target, "type": kind, "source": source, "options": list(options)}
