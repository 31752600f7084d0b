"""Volumes of an application.

Marathon mounts a local persistent volume below the sandbox only, by a name without a slash; a second entry then mounts
it where the container wants it. A volume of a driver is mounted at once.
"""

from collections.abc import Mapping

from provisioners.backends.mesos.sizes import mebibytes
from provisioners.containers.model import Container, Mount, Topology, Volume


def volumes(topology: Topology, container: Container, options: Mapping[str, str]) -> list[dict[str, object]]:
    """What an application mounts, in the order of the template."""
    found: list[dict[str, object]] = []
    for mount in container.mounts:
        if not mount.is_volume:
            found.append(_host(topology.host_paths[mount.storage].path, mount))
        elif driver := options.get("volume_driver"):
            found.append(_external(topology.volumes[mount.storage].name, driver, mount))
        else:
            volume = topology.volumes[mount.storage]
            found += _local(volume.name, size_of(volume, options), mount)
    return found


def size_of(volume: Volume, options: Mapping[str, str]) -> int:
    """The size of a local volume in MiB; 0 where neither the template nor the target says it."""
    return int(options.get("default_volume_size") or 0) if volume.size is None else mebibytes(volume.size)


def is_resident(topology: Topology, container: Container, options: Mapping[str, str]) -> bool:
    """Whether an application is bound to an agent by a local volume."""
    return not options.get("volume_driver") and any(mount.is_volume for mount in container.mounts)


def names(topology: Topology, container: Container) -> dict[str, str]:
    """The volumes of an application: their names by address."""
    return {mount.storage: topology.volumes[mount.storage].name for mount in container.mounts if mount.is_volume}


def _host(path: str, mount: Mount) -> dict[str, object]:
    return {"containerPath": mount.location, "hostPath": path, "mode": "RW"}


def _external(name: str, driver: str, mount: Mount) -> dict[str, object]:
    external = {"name": name, "provider": "dvdi", "options": {"dvdi/driver": driver}}
    return {"containerPath": mount.location, "external": external, "mode": "RW"}


def _local(name: str, size: int, mount: Mount) -> list[dict[str, object]]:
    return [
        {"containerPath": name, "persistent": {"type": "root", "size": size}, "mode": "RW"},
        {"containerPath": mount.location, "hostPath": name, "mode": "RW"},
    ]
