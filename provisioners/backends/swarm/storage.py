"""Volumes and folders of the nodes, and where services see them."""

from provisioners.backends.docker_engine.escape import literal
from provisioners.backends.docker_engine.labels import labels
from provisioners.backends.swarm.escape import templated
from provisioners.containers.model import Container, Mount, Topology
from provisioners.containers.names import names_for


def mounts(topology: Topology, container: Container) -> list[dict[str, object]]:
    """What a service mounts: one entry for each of its edges to storage."""
    return [_mount(topology, mount) for mount in container.mounts]


def volumes(topology: Topology) -> dict[str, dict[str, object]]:
    """The top-level volumes: those that a service uses."""
    keys = names_for(topology.volumes)
    return {
        keys[address]: {
            "name": volume.name,
            "labels": {
                name: templated(text) for name, text in labels(topology.deployment, address, volume.generation).items()
            },
        }
        for address, volume in topology.volumes.items()
        if volume.used_by
    }


def _mount(topology: Topology, mount: Mount) -> dict[str, object]:
    target = literal(templated(mount.location))
    if mount.is_volume:
        return {"type": "volume", "source": names_for(topology.volumes)[mount.storage], "target": target}
    return {"type": "bind", "source": literal(templated(topology.host_paths[mount.storage].path)), "target": target}
