"""Attributes of nodes: before apply those that follow from names and fixed ports."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from provisioners.containers.model import Port
from provisioners.containers.ports import ENDPOINT
from topology.graph.model import Node


def known_attributes(node: Node, service: str, ports: Iterable[Port]) -> dict[str, str]:
    """The attributes of a service: the other containers of the deployment reach it by its name.

    ``address``, ``private_address``, ``hostname`` and the ``ip_address`` of its endpoints are that name. Fixed ports
    give ``published_ports.80/tcp``.
    """
    found = dict.fromkeys(("address", "private_address", "hostname"), service)
    for name, capability in node.capabilities.items():
        if capability.type.is_a(ENDPOINT):
            found[f"{name}.ip_address"] = service
    return {**found, **{f"published_ports.{port.key}": str(port.published) for port in ports if port.published}}


def published_attributes(scheme: str, host: str, ports: Iterable[tuple[str, int]]) -> dict[str, str]:
    """What published ports give, each as ``80/tcp`` and the swarm's port: their numbers, address and URL of the first.

    ``host`` is a node of the swarm; every node answers for every port, save those that are published by the node alone.
    """
    found: dict[str, str] = {}
    for key, published in ports:
        found.setdefault("public_address", host)
        found.setdefault("url", f"{scheme}://{host}:{published}")
        found.setdefault(f"published_ports.{key}", str(published))
    return found


def manager_host(url: str) -> str:
    """The manager's host as a client would write it in a URL; this machine where it is reached by a socket."""
    host = urlsplit(url).hostname or "localhost"
    return f"[{host}]" if ":" in host else host
