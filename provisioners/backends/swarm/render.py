"""A whole graph as a stack's file. Pure: the same graph and context give the same bytes."""

from collections.abc import Iterable, Mapping

from provisioners.backends.contract import NativeObject, RenderContext, Rendered
from provisioners.backends.docker_engine.escape import Writer
from provisioners.backends.docker_engine.objects import native_objects, with_references
from provisioners.backends.findings import in_order
from provisioners.backends.swarm.limits import limits
from provisioners.backends.swarm.networks import network_settings, networks
from provisioners.backends.swarm.sections import NETWORK_SETTINGS, service_sections
from provisioners.backends.swarm.services import Service, service
from provisioners.backends.swarm.storage import volumes
from provisioners.backends.swarm.types import PLATFORM
from provisioners.backends.yaml_text import as_yaml
from provisioners.containers.model import Topology
from provisioners.containers.read import read
from topology.graph.model import TopologyGraph

FILE = "stack.yaml"
VERSION = "3.9"
"""Of the file's format: the newest that ``docker stack deploy`` of Docker Engine 20.10 takes."""


def render(graph: TopologyGraph, context: RenderContext) -> Rendered:
    """The stack's file and its configuration files; with errors, or without a container, there are none."""
    topology = read(graph, context, PLATFORM)
    diagnostics = in_order((*topology.diagnostics, *limits(topology, context.options)))
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
    of_services = {
        address: with_references(writer, topology, topology.containers[address], service_sections(found.native), {})
        for address, found in services.items()
    }
    of_networks = {address: {NETWORK_SETTINGS: network_settings(each)} for address, each in topology.networks.items()}
    return native_objects(topology, of_services, of_networks)
