"""Attributes of nodes: those that are known before apply, since they follow from names and fixed ports."""

from collections.abc import Iterable

from provisioners.backends.compose.ports import Port, ports_of
from provisioners.backends.compose.scope import Scope
from provisioners.backends.compose.types import Kind
from topology.graph.model import Node

ENDPOINT = "tosca.capabilities.Endpoint"


def fill_in(scope: Scope) -> None:
    """Give the scope the attributes of each service."""
    for node in scope.of_kind(Kind.SERVICE):
        scope.attributes[node.address] = known_attributes(node, scope.names[node.address], ports_of(scope, node))


def known_attributes(node: Node, service: str, ports: Iterable[Port]) -> dict[str, str]:
    """The attributes of a service: the other containers of the deployment reach it by its name.

    ``address``, ``private_address``, ``hostname`` and the ``ip_address`` of its endpoints are that name. Fixed ports
    give ``public_address``, ``url`` and ``published_ports.80/tcp``.
    """
    found = dict.fromkeys(("address", "private_address", "hostname"), service)
    for name, capability in node.capabilities.items():
        if capability.type.is_a(ENDPOINT):
            found[f"{name}.ip_address"] = service
    return {**found, **published_attributes(scheme(node), [port for port in ports if port.published])}


def published_attributes(protocol: str, ports: Iterable[Port]) -> dict[str, str]:
    """What published ports give: their numbers, and address and URL of the first."""
    found: dict[str, str] = {}
    for port in ports:
        found.setdefault("public_address", port.reachable_at)
        found.setdefault("url", f"{protocol}://{port.reachable_at}:{port.published}")
        found.setdefault(f"published_ports.{port.key}", str(port.published))
    return found


def scheme(node: Node) -> str:
    """The protocol of a node's endpoint, for its URL."""
    for capability in node.capabilities.values():
        protocol = capability.properties.get("protocol")
        if capability.type.is_a(ENDPOINT) and isinstance(protocol, str):
            return protocol
    return "tcp"
