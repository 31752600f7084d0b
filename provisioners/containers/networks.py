"""Networks that the template names, and which containers join them."""

import ipaddress

from provisioners.containers.model import Network
from provisioners.containers.names import generated_name
from provisioners.containers.properties import is_set
from provisioners.containers.scope import Scope
from provisioners.containers.types import Kind
from topology.diagnostics import Severity
from topology.graph.model import Node

WITHOUT_COUNTERPART = ("segmentation_id", "physical_network", "network_type", "start_ip", "end_ip", "network_name")


def joined(scope: Scope, address: str) -> tuple[str, ...]:
    """The networks that a container is linked to: itself, or by a port bound to it or to what it is hosted on."""
    direct = [edge.target for edge in scope.edges_to(address, Kind.NETWORK)]
    ports = [
        edge.source
        for bound in (address, *scope.hosts_of(address))
        for edge in scope.graph.into(bound)
        if scope.kinds[edge.source] is Kind.PORT
    ]
    through = [edge.target for port in ports for edge in scope.edges_to(port, Kind.NETWORK)]
    return tuple(dict.fromkeys((*direct, *through)))


def network(scope: Scope, node: Node) -> Network:
    """A network; ``name`` is the one on the platform, which grows with the generation."""
    _check(scope, node)
    generation = scope.generation(node.address)
    members = tuple(one.address for one in scope.of_kind(Kind.CONTAINER) if node.address in joined(scope, one.address))
    return Network(
        node=node,
        name=generated_name(scope.project, scope.names[node.address], generation),
        generation=generation,
        internal=is_set(node.properties.get("internal")),
        ipv6=node.properties.get("ip_version") == 6,
        subnet=_address_property(scope, node, "cidr"),
        gateway=_address_property(scope, node, "gateway_ip"),
        used_by=members,
    )


def _address_property(scope: Scope, node: Node, key: str) -> str:
    value = node.properties.get(key)
    if value is None:
        return ""
    text = scope.plain(node, value, "properties", key)
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError:
        found = None
    if found is None or "%" in text:
        scope.findings.add("TS815", node, ("properties", key), f"{text!r} is no address of a network.")
        return ""
    return text


def _check(scope: Scope, node: Node) -> None:
    if node.properties.get("network_id") is not None:
        message = f"{scope.title} makes '{node.name}' anew and cannot take over an existing network."
        scope.findings.add("TS814", node, ("properties", "network_id"), message)
    for key in WITHOUT_COUNTERPART:
        if node.properties.get(key) is not None:
            message = f"{scope.title} has no counterpart for '{key}' of '{node.name}'."
            scope.findings.add("TS807", node, ("properties", key), message, severity=Severity.WARNING)
