"""Volumes and folders of the host, and where services see them."""

from provisioners.backends.docker_engine.escape import literal
from provisioners.backends.docker_engine.labels import labels
from provisioners.containers.model import Container, Mount, Topology
from provisioners.containers.names import names_for


def mounts(topology: Topology, container: Container) -> list[dict[str, object]]:
    """What a service mounts: one entry for each of its edges to storage."""
    return [_volume(topology, mount) if mount.is_volume else _bind(topology, mount) for mount in container.mounts]


def volumes(topology: Topology) -> dict[str, dict[str, object]]:
    """The top-level volumes: those that a service uses."""
    keys = names_for(topology.volumes)
    return {
        keys[address]: {
            "name": volume.name,
            "labels": labels(topology.deployment, address, volume.generation),
        }
        for address, volume in topology.volumes.items()
        if volume.used_by
    }


def _volume(topology: Topology, mount: Mount) -> dict[str, object]:
    source = names_for(topology.volumes)[mount.storage]
    return {"type": "volume", "source": source, "target": literal(mount.location)}


def _bind(topology: Topology, mount: Mount) -> dict[str, object]:
    source = literal(topology.host_paths[mount.storage].path)
    return {"type": "bind", "source": source, "target": literal(mount.location), "bind": {"create_host_path": False}}
