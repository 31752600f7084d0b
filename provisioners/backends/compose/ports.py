"""Ports that the host publishes, from the property ``ports`` of a container."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from provisioners.backends.compose.escape import literal
from provisioners.backends.compose.properties import settings
from provisioners.backends.compose.scope import Scope
from provisioners.backends.compose.types import Kind
from topology.graph.model import Node
from topology.values.value import Value

LOOPBACK = "127.0.0.1"
_WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


@dataclass(frozen=True, slots=True)
class Port:
    """One published port; ``published`` is 0 where the engine chooses. ``index`` is its place in the template."""

    target: int
    published: int
    protocol: str
    address: str
    index: int

    @property
    def key(self) -> str:
        """The name under which attributes give it: ``80/tcp``."""
        return f"{self.target}/{self.protocol}"

    @property
    def reachable_at(self) -> str:
        """The host's address as a client on the host would write it in a URL."""
        if self.address in _WILDCARDS:
            return "localhost"
        return f"[{self.address}]" if ":" in self.address else self.address

    def native(self) -> dict[str, object]:
        """The long form of a service's port (Compose specification, "ports")."""
        protocol = literal(self.protocol)
        form: dict[str, object] = {"target": self.target, "host_ip": self.address, "protocol": protocol}
        return {**form, "published": str(self.published)} if self.published else form


def ports_of(scope: Scope, node: Node) -> tuple[Port, ...]:
    """The ports of a container; what cannot be one is a finding and left out."""
    items = settings(node).get("ports")
    if not isinstance(items, tuple):
        return ()
    found = (_port(scope, node, item, index) for index, item in enumerate(items) if isinstance(item, Mapping))
    return tuple(port for port in found if port is not None)


def check_clashes(scope: Scope) -> None:
    """Note the ports of the host that two nodes of the template want."""
    taken: dict[tuple[int, str], list[tuple[str, Node]]] = {}
    for node in scope.of_kind(Kind.SERVICE):
        for port in ports_of(scope, node):
            others = taken.setdefault((port.published, port.protocol), [])
            for address, other in others:
                if port.published and (address == port.address or {address, port.address} & set(_WILDCARDS)):
                    message = f"Port {port.published} of the host is already taken by '{other.name}'."
                    scope.findings.add("TS810", node, ("properties", "ports", port.index), message)
            others.append((port.address, node))


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
