"""Ports that the host publishes, and those that a container listens on."""

import ipaddress
from collections.abc import Iterator, Mapping

from provisioners.containers.model import LOOPBACK, WILDCARDS, Port
from provisioners.containers.properties import settings
from provisioners.containers.scope import Scope
from provisioners.containers.types import Kind
from topology.graph.model import Node
from topology.values.value import Value

ENDPOINT = "tosca.capabilities.Endpoint"


def ports_of(scope: Scope, node: Node) -> tuple[Port, ...]:
    """The published ports of a container; what cannot be one is a finding and left out."""
    items = settings(node).get("ports")
    if not isinstance(items, tuple):
        return ()
    found = (_port(scope, node, item, index) for index, item in enumerate(items) if isinstance(item, Mapping))
    return tuple(port for port in found if port is not None)


def listens_on(scope: Scope, node: Node) -> tuple[tuple[int, str], ...]:
    """The ports inside a container that others may connect to, with their protocol: its endpoints' first."""
    published = ((port.target, port.protocol) for port in ports_of(scope, node))
    return tuple(dict.fromkeys((*_endpoint_ports(node), *published)))


def scheme(node: Node) -> str:
    """The protocol of a node's endpoint, for its URL."""
    for capability in node.capabilities.values():
        protocol = capability.properties.get("protocol")
        if capability.type.is_a(ENDPOINT) and isinstance(protocol, str):
            return protocol
    return "tcp"


def check_clashes(scope: Scope) -> None:
    """Note the ports of the host that two nodes of the template want."""
    taken: dict[tuple[int, str], list[tuple[str, Node]]] = {}
    for node in scope.of_kind(Kind.CONTAINER):
        for port in ports_of(scope, node):
            others = taken.setdefault((port.published, port.protocol), [])
            for address, other in others:
                if port.published and (address == port.address or {address, port.address} & set(WILDCARDS)):
                    message = f"Port {port.published} of the host is already taken by '{other.name}'."
                    scope.findings.add("TS810", node, ("properties", "ports", port.index), message)
            others.append((port.address, node))


def _endpoint_ports(node: Node) -> Iterator[tuple[int, str]]:
    for capability in node.capabilities.values():
        port = capability.properties.get("port")
        if capability.type.is_a(ENDPOINT) and isinstance(port, int) and not isinstance(port, bool):
            yield port, "udp" if capability.properties.get("protocol") == "udp" else "tcp"


def _port(scope: Scope, node: Node, item: Mapping[str, Value], index: int) -> Port | None:
    def read(key: str, default: str) -> str:
        value = item.get(key)
        return default if value is None else scope.plain(node, value, "properties", "ports", index, key)

    target, published = read("target", ""), read("published", "0")
    address = read("address", LOOPBACK)
    if not (target.isdecimal() and published.isdecimal()):
        return None
    if not _is_address(address):
        message = f"{address!r} is not an address of the host."
        scope.findings.add("TS815", node, ("properties", "ports", index, "address"), message)
        return None
    return Port(int(target), int(published), read("protocol", "tcp"), address, index)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
