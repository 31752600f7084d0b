"""A whole graph as a Compose file. Pure: the same graph and context give the same bytes."""

from collections.abc import Callable, Iterable, Mapping

from provisioners.backends.compose.attributes import fill_in
from provisioners.backends.compose.limits import check_limits
from provisioners.backends.compose.mounts import deletion_policy, is_used, volume_name, volumes
from provisioners.backends.compose.networks import network_name, network_settings, networks
from provisioners.backends.compose.rights import check_rights
from provisioners.backends.compose.scope import Scope
from provisioners.backends.compose.sections import service_sections
from provisioners.backends.compose.services import Service, service
from provisioners.backends.compose.types import Kind
from provisioners.backends.compose.writing import as_yaml
from provisioners.backends.contract import NativeObject, RenderContext, Rendered
from provisioners.planning.fingerprint import fingerprint
from provisioners.planning.model import NO_DATA
from topology.graph.model import Node, TopologyGraph

FILE = "compose.yaml"


def render(graph: TopologyGraph, context: RenderContext) -> Rendered:
    """The Compose file of a graph; with errors, or without a container, there is none."""
    scope = Scope(graph, context)
    fill_in(scope)
    check_rights(scope)
    check_limits(scope)
    services = {node.address: service(scope, node) for node in scope.of_kind(Kind.SERVICE)}
    document = _document(scope, services)
    diagnostics = scope.findings.all()
    if not services or any(diagnostic.is_error for diagnostic in diagnostics):
        return Rendered(files={}, objects={}, diagnostics=diagnostics)
    return Rendered(
        files={FILE: as_yaml(document)},
        objects={found.address: found for found in _objects(scope, services)},
        builds=tuple(found.build for found in services.values() if found.build is not None),
        secrets=scope.secrets,
        diagnostics=diagnostics,
    )


def _document(scope: Scope, services: Mapping[str, Service]) -> dict[str, object]:
    parts: dict[str, Mapping[str, object]] = {
        "services": {scope.names[address]: found.native for address, found in services.items()},
        "networks": networks(scope),
        "volumes": volumes(scope),
        "secrets": {key: value for found in services.values() for key, value in found.secrets.items()},
        "configs": {key: value for found in services.values() for key, value in found.configs.items()},
    }
    return {"name": scope.project, **{key: value for key, value in parts.items() if value}}


def _objects(scope: Scope, services: Mapping[str, Service]) -> Iterable[NativeObject]:
    for node in scope.graph.nodes.values():
        match scope.kinds[node.address]:
            case Kind.SERVICE:
                sections = _sections(scope, node, services[node.address])
                yield _object(scope, node, scope.names[node.address], sections, NO_DATA)
            case Kind.VOLUME if is_used(scope, node):
                yield _object(scope, node, volume_name(scope, node.address), {}, deletion_policy(node))
            case Kind.NETWORK if is_used(scope, node):
                sections = {"settings": network_settings(scope, node)}
                yield _object(scope, node, network_name(scope, node.address), sections, NO_DATA)


def _sections(scope: Scope, node: Node, found: Service) -> dict[str, object]:
    """What a service consists of, together with what it refers to, by section."""
    sections = service_sections(found.native)
    beside: dict[str, object] = {
        "secrets": found.secrets,
        "files": found.configs,
        "volumes": _names_of(scope, node, Kind.VOLUME, volume_name),
        "networks": _names_of(scope, node, Kind.NETWORK, network_name),
    }
    for name, content in beside.items():
        if content:
            sections[name] = [sections.get(name), content]
    return {
        name: [content, *scope.secret_digests(content)] if content else content for name, content in sections.items()
    }


def _names_of(scope: Scope, node: Node, kind: Kind, name: Callable[[Scope, str], str]) -> list[str]:
    """The names of what a service uses; unlike its key in the file, a name changes with the generation."""
    return sorted(
        {name(scope, edge.target) for edge in scope.graph.out_of(node.address) if scope.kinds[edge.target] is kind}
    )


def _object(scope: Scope, node: Node, name: str, sections: Mapping[str, object], policy: str) -> NativeObject:
    return NativeObject(
        address=node.address,
        node_type=node.type.name,
        name=name,
        fingerprint=fingerprint({"name": scope.names[node.address], **sections}),
        deletion_policy=policy,
        attributes=scope.attributes.get(node.address, {}),
    )
