"""What Compose cannot do, beyond what the parts of rendering notice themselves."""

from provisioners.backends.compose.confidential import check_read_only
from provisioners.backends.compose.networks import on_host
from provisioners.backends.compose.ports import check_clashes, ports_of
from provisioners.backends.compose.properties import instances
from provisioners.backends.compose.scope import Scope
from provisioners.backends.compose.types import Kind, support
from topology.diagnostics import Severity
from topology.graph.model import Node

SELECTED = (("select",), ("selectable",))

MOST_INSTANCES = 1000
"""Of one node. A network of the engine has addresses for fewer; beyond, a number is a mistake or an attack."""


def check_limits(scope: Scope) -> None:
    """Note what the platform cannot do."""
    for node in scope.of_kind(Kind.UNSUPPORTED):
        message = f"Compose has nothing for '{node.name}' of type {node.type.name}."
        scope.findings.add("TS801", node, ("type",), message, help=support(node).note)
    for node in scope.graph.nodes.values():
        if scope.kinds[node.address] is not Kind.UNSUPPORTED:
            _check_operations(scope, node)
    for node in scope.of_kind(Kind.SERVICE):
        check_read_only(scope, node)
        _check_instances(scope, node)
        _check_host_network(scope, node)
    _check_choices(scope)
    check_clashes(scope)


def _check_choices(scope: Scope) -> None:
    """Refuse what somebody would have to choose: nodes that exist elsewhere, and counts that nobody knows."""
    for found in scope.graph.open:
        node = scope.graph.nodes.get(found.source)
        if not found.optional and node is not None:
            message = f"Nothing in the template fulfils the requirement '{found.requirement}' of '{node.name}'."
            scope.findings.add("TS819", node, ("requirements",), message)
    for node in scope.graph.nodes.values():
        if not isinstance(node.count, int):
            message = f"How many nodes of '{node.name}' there are is not known before it runs."
            scope.findings.add("TS819", node, ("count",), message)
        if node.directives[:1] in SELECTED:
            message = f"'{node.name}' is to be chosen among nodes that exist elsewhere; Compose makes what it runs."
            scope.findings.add("TS819", node, ("directives",), message)


def _check_operations(scope: Scope, node: Node) -> None:
    for interface in node.interfaces.values():
        for operation in interface.operations.values():
            if operation.implementation is not None:
                message = f"Compose does not run {operation.implementation!r} of '{node.name}'."
                path = ("interfaces", interface.name, operation.name)
                scope.findings.add("TS813", node, path, message, severity=Severity.WARNING)


def _check_instances(scope: Scope, node: Node) -> None:
    count = instances(scope, node)
    if not 1 <= count <= MOST_INSTANCES:
        message = f"'{node.name}' asks for {count} instances; Compose starts at least one and at most {MOST_INSTANCES}."
        scope.findings.add("TS818", node, ("capabilities", "scalable", "properties", "default_instances"), message)
    for port in ports_of(scope, node):
        if port.published and count > 1:
            message = f"{count} containers of '{node.name}' cannot share port {port.published} of the host."
            scope.findings.add("TS804", node, ("properties", "ports", port.index, "published"), message)


def _check_host_network(scope: Scope, node: Node) -> None:
    if not on_host(node):
        return
    if ports_of(scope, node):
        message = f"'{node.name}' is in the host's network and cannot publish ports."
        scope.findings.add("TS809", node, ("properties", "ports"), message)
    for edge in scope.graph.out_of(node.address):
        if scope.kinds[edge.target] is Kind.NETWORK:
            message = f"'{node.name}' is in the host's network and cannot join '{edge.target}'."
            scope.findings.add_at_edge("TS809", node, edge, message)
