"""Attributes of nodes: those that are known before apply, and what ports give after it."""

from collections.abc import Iterable, Mapping

from provisioners.backends.kubernetes.names import Names
from provisioners.containers.model import Port
from provisioners.containers.ports import ENDPOINT, scheme
from topology.graph.model import Node


def known_attributes(
    names: Names, options: Mapping[str, str], node: Node, name: str, ports: Iterable[Port]
) -> dict[str, str]:
    """The attributes of a container: others of the deployment reach it by the name of its service.

    ``address``, ``private_address``, ``hostname`` and the ``ip_address`` of its endpoints are that name. Fixed ports
    of nodes at an address that the target names give ``public_address``, ``url`` and ``published_ports.80/tcp``.
    """
    service = names.of(name)
    found = dict.fromkeys(("address", "private_address", "hostname"), service)
    for key, capability in node.capabilities.items():
        if capability.type.is_a(ENDPOINT):
            found[f"{key}.ip_address"] = service
    host = options.get("public_address")
    if host and options.get("published_by", "NodePort") == "NodePort":
        fixed = {port.key: port.published for port in ports if port.published}
        found |= published_attributes(scheme(node), host, fixed)
    return found


def published_attributes(protocol: str, host: str, ports: Mapping[str, int]) -> dict[str, str]:
    """What ports at a host give: their numbers by the container's port, and address and URL of the first."""
    found: dict[str, str] = {}
    shown = f"[{host}]" if ":" in host else host
    for key, number in ports.items():
        found.setdefault("public_address", host)
        found.setdefault("url", f"{protocol}://{shown}:{number}")
        found[f"published_ports.{key}"] = str(number)
    return found
