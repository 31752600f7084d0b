"""Requests from outside that lead to a container: routes by host and path, and load balancers."""

from provisioners.containers.model import Route
from provisioners.containers.ports import listens_on
from provisioners.containers.properties import whole
from provisioners.containers.scope import Scope
from provisioners.containers.text import Text
from provisioners.containers.types import LOAD_BALANCER, Kind
from topology.graph.model import Node


def route(scope: Scope, node: Node) -> Route | None:
    """Where a route leads; None after a finding."""
    ends = scope.edges_to(node.address, Kind.CONTAINER)
    if len(ends) != 1:
        message = f"'{node.name}' has to lead to one container, and leads to {len(ends)}."
        scope.findings.add("TS821", node, ("requirements",), message)
        return None
    backend = ends[0].target
    port = _port(scope, node, backend)
    if port is None:
        message = f"'{node.name}' leads to '{backend}', which says of no port that it listens there."
        scope.findings.add("TS821", node, ("requirements",), message)
        return None
    return Route(
        node=node,
        name=scope.names[node.address],
        generation=scope.generation(node.address),
        backend=backend,
        port=port,
        host=_plain(scope, node, "host", ""),
        path=_plain(scope, node, "path", "/"),
        is_balancer=node.type.is_a(LOAD_BALANCER),
        tls_certificate=_secret(scope, node, "tls_certificate"),
        tls_key=_secret(scope, node, "tls_key"),
    )


def _port(scope: Scope, node: Node, backend: str) -> int | None:
    wanted = whole(scope, node, node.properties.get("port"), "properties", "port", default=0)
    listens = listens_on(scope, scope.graph.nodes[backend])
    return wanted or next((port for port, protocol in listens if protocol == "tcp"), None)


def _plain(scope: Scope, node: Node, key: str, default: str) -> str:
    value = node.properties.get(key)
    return default if value is None else scope.plain(node, value, "properties", key)


def _secret(scope: Scope, node: Node, key: str) -> Text | None:
    value = node.properties.get(key)
    return None if value is None else scope.text(node, value, "properties", key)
