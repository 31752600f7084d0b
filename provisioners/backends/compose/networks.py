"""Networks: a default one for the deployment, and those that the template names."""

import ipaddress

from provisioners.backends.compose.mounts import is_used
from provisioners.backends.compose.names import generated_name, labels
from provisioners.backends.compose.properties import is_set, settings
from provisioners.backends.compose.scope import Scope
from provisioners.backends.compose.types import Kind
from topology.diagnostics import Severity
from topology.graph.model import Node

DEFAULT = "default"
WITHOUT_COUNTERPART = ("segmentation_id", "physical_network", "network_type", "start_ip", "end_ip", "network_name")


def joined(scope: Scope, node: Node) -> list[str]:
    """The networks of a service, by their keys in the file.

    A service joins the networks it is linked to, or else the default one. It joins the default one as well when it
    and the other end of one of its connections share no network, so that every connection of the template works.
    """
    own = _linked(scope, node.address)
    if not own:
        return [DEFAULT]
    lonely = any(not own & _linked(scope, other) for other in _partners(scope, node.address))
    return [*([DEFAULT] if lonely else []), *sorted(own)]


def networks(scope: Scope) -> dict[str, dict[str, object]]:
    """The top-level networks: the default one where somebody joins it, and those that a service is linked to."""
    found: dict[str, dict[str, object]] = {}
    if any(DEFAULT in joined(scope, node) for node in scope.of_kind(Kind.SERVICE) if not on_host(node)):
        own = {"toposmith.deployment": scope.context.deployment}
        found[DEFAULT] = {"name": f"{scope.project}-default", "labels": own}
    for node in scope.of_kind(Kind.NETWORK):
        _check(scope, node)
        if is_used(scope, node):
            found[scope.names[node.address]] = {
                "name": network_name(scope, node.address),
                "labels": labels(scope.context.deployment, node.address, scope.context.generations),
                **network_settings(scope, node),
            }
    return found


def network_name(scope: Scope, address: str) -> str:
    return generated_name(scope.project, scope.names[address], scope.generation(address))


def on_host(node: Node) -> bool:
    """Whether a container uses the host's network instead of one of its own."""
    return is_set(settings(node).get("host_network"))


def _linked(scope: Scope, address: str) -> frozenset[str]:
    edges = scope.graph.out_of(address)
    return frozenset(scope.names[edge.target] for edge in edges if scope.kinds[edge.target] is Kind.NETWORK)


def _partners(scope: Scope, address: str) -> list[str]:
    ends = [edge.target for edge in scope.graph.out_of(address)] + [edge.source for edge in scope.graph.into(address)]
    return [end for end in ends if scope.kinds[end] is Kind.SERVICE]


def network_settings(scope: Scope, node: Node) -> dict[str, object]:
    """A network's own settings; its name and labels are left out."""
    native: dict[str, object] = {}
    if is_set(node.properties.get("internal")):
        native["internal"] = True
    if node.properties.get("ip_version") == 6:
        native["enable_ipv6"] = True
    subnet = {
        "subnet": _address_property(scope, node, "cidr"),
        "gateway": _address_property(scope, node, "gateway_ip"),
    }
    if subnet["subnet"]:
        native["ipam"] = {"config": [{key: value for key, value in subnet.items() if value}]}
    return native


def _address_property(scope: Scope, node: Node, key: str) -> str:
    value = node.properties.get(key)
    if value is None:
        return ""
    text = scope.plain(node, value, "properties", key)
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        network = None
    if network is None or "%" in text:
        scope.findings.add("TS815", node, ("properties", key), f"{text!r} is no address of a network.")
        return ""
    return text


def _check(scope: Scope, node: Node) -> None:
    if node.properties.get("network_id") is not None:
        message = f"Compose makes '{node.name}' anew and cannot take over an existing network."
        scope.findings.add("TS814", node, ("properties", "network_id"), message)
    for key in WITHOUT_COUNTERPART:
        if node.properties.get(key) is not None:
            message = f"Compose has no counterpart for '{key}' of '{node.name}'."
            scope.findings.add("TS807", node, ("properties", key), message, severity=Severity.WARNING)
