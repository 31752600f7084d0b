"""Attributes of nodes: those that are known before apply, since they follow from names and fixed ports."""

from collections.abc import Iterable

from provisioners.containers.model import Port
from provisioners.containers.ports import ENDPOINT, scheme
from topology.graph.model import Node


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
