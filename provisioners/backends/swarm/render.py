"""A whole graph as a stack's file. Pure: the same graph and context give the same bytes."""

from collections.abc import Iterable, Mapping

from provisioners.backends.contract import NativeObject, RenderContext, Rendered
from provisioners.backends.docker_engine.escape import Writer
from provisioners.backends.swarm.limits import limits
from provisioners.backends.swarm.networks import network_settings, networks
from provisioners.backends.swarm.sections import NETWORK_SETTINGS, service_sections
from provisioners.backends.swarm.services import Service, service
from provisioners.backends.swarm.storage import volumes
from provisioners.backends.swarm.types import PLATFORM
from provisioners.backends.yaml_text import as_yaml
from provisioners.containers.model import Topology
from provisioners.containers.names import names_for
from provisioners.containers.read import read
from provisioners.planning.fingerprint import fingerprint
from provisioners.planning.model import NO_DATA
from topology.graph.model import Node, TopologyGraph

FILE = "stack.yaml"
VERSION = "3.9"
"""Of the file's format: the newest that ``docker stack deploy`` of Docker Engine 20.10 takes."""


def render(graph: TopologyGraph, context: RenderContext) -> Rendered:
    """The stack's file and its configuration files; with errors, or without a container, there are none."""
    topology = read(graph, context, PLATFORM)
    found = (*topology.diagnostics, *limits(topology, context.options))
    diagnostics = tuple(sorted(found, key=lambda each: (each.span, each.code, each.message)))
    if not topology.containers or any(diagnostic.is_error for diagnostic in diagnostics):
        return Rendered(files={}, objects={}, diagnostics=diagnostics)
    writer = Writer(context.secret_digest)
    services = {
        address: service(writer, topology, container, context.options)
        for address, container in topology.containers.items()
    }
    objects = {each.address: each for each in _objects(writer, topology, services)}
    configs = {path: text for each in services.values() for path, text in each.files.items()}
    return Rendered(
        files={FILE: as_yaml(_document(topology, services)), **configs},
        objects={address: objects[address] for address in graph.nodes if address in objects},
        builds=tuple(each.build for each in services.values() if each.build is not None),
        secrets=writer.secrets,
        diagnostics=diagnostics,
    )


def _document(topology: Topology, services: Mapping[str, Service]) -> dict[str, object]:
    parts: dict[str, Mapping[str, object]] = {
        "services": {topology.containers[address].name: found.native for address, found in services.items()},
        "networks": networks(topology),
        "volumes": volumes(topology),
        "secrets": {key: value for found in services.values() for key, value in found.secrets.items()},
        "configs": {key: value for found in services.values() for key, value in found.configs.items()},
    }
    return {"version": VERSION, **{key: value for key, value in parts.items() if value}}


def _objects(writer: Writer, topology: Topology, services: Mapping[str, Service]) -> Iterable[NativeObject]:
    volume_keys, network_keys = names_for(topology.volumes), names_for(topology.networks)
    for address, container in topology.containers.items():
        sections = _sections(writer, topology, address, services[address])
        known = topology.attributes.get(address, {})
        yield _object(container.node, container.name, {"name": container.name, **sections}, known)
    for volume in topology.volumes.values():
        if volume.used_by:
            yield _object(volume.node, volume.name, {"name": volume_keys[volume.address]}, {}, volume.deletion_policy)
    for network in topology.networks.values():
        if network.used_by:
            sections = {"name": network_keys[network.address], NETWORK_SETTINGS: network_settings(network)}
            yield _object(network.node, network.name, sections, {})


def _sections(writer: Writer, topology: Topology, address: str, found: Service) -> dict[str, object]:
    """What a service consists of, together with what it refers to, by section.

    The names of volumes and networks are in it: unlike their keys in the file, they change with the generation.
    """
    container = topology.containers[address]
    sections = service_sections(found.native)
    beside: dict[str, object] = {
        "volumes": sorted({topology.volumes[mount.storage].name for mount in container.mounts if mount.is_volume}),
        "networks": sorted({topology.networks[each].name for each in container.networks}),
    }
    for name, content in beside.items():
        if content:
            sections[name] = [sections.get(name), content]
    return {name: [content, *writer.digests(content)] if content else content for name, content in sections.items()}


def _object(
    node: Node, name: str, sections: Mapping[str, object], attributes: Mapping[str, str], policy: str = NO_DATA
) -> NativeObject:
    return NativeObject(
        address=node.address,
        node_type=node.type.name,
        name=name,
        fingerprint=fingerprint(sections),
        deletion_policy=policy,
        attributes=attributes,
    )
