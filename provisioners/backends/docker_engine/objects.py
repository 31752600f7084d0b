"""The native objects of a file that a Docker command reads: services, volumes and networks, each with its sections."""

from collections.abc import Iterable, Mapping

from provisioners.backends.contract import NativeObject
from provisioners.backends.docker_engine.escape import Writer
from provisioners.backends.native_object import native_object
from provisioners.containers.model import Container, Topology
from provisioners.containers.names import names_for

Sections = Mapping[str, object]


def native_objects(
    topology: Topology, services: Mapping[str, Sections], networks: Mapping[str, Sections]
) -> Iterable[NativeObject]:
    """Those of a topology; the sections of services and networks are by address."""
    volume_keys, network_keys = names_for(topology.volumes), names_for(topology.networks)
    for address, container in topology.containers.items():
        sections = {"name": container.name, **services[address]}
        yield native_object(container.node, container.name, sections, topology.attributes.get(address, {}))
    for volume in topology.volumes.values():
        if volume.used_by:
            sections = {"name": volume_keys[volume.address]}
            yield native_object(volume.node, volume.name, sections, {}, volume.deletion_policy)
    for network in topology.networks.values():
        if network.used_by:
            sections = {"name": network_keys[network.address], **networks[network.address]}
            yield native_object(network.node, network.name, sections, {})


def with_references(
    writer: Writer, topology: Topology, container: Container, sections: Sections, beside: Sections
) -> dict[str, object]:
    """What a service consists of, together with what it refers to, by section; secrets are there by their digests.

    The names of volumes and networks are in it: unlike their keys in the file, they change with the generation.
    """
    found = dict(sections)
    referred: dict[str, object] = {
        **beside,
        "volumes": sorted({topology.volumes[mount.storage].name for mount in container.mounts if mount.is_volume}),
        "networks": sorted({topology.networks[address].name for address in container.networks}),
    }
    for name, content in referred.items():
        if content:
            found[name] = [found.get(name), content]
    return {name: [content, *writer.digests(content)] if content else content for name, content in found.items()}
