"""What no container platform can do, beyond what the parts of reading notice themselves."""

from provisioners.containers.governance import KNOWN, PLACEMENT, SCALING, UPDATE
from provisioners.containers.model import Container
from provisioners.containers.networks import joined
from provisioners.containers.ports import check_clashes, ports_of
from provisioners.containers.properties import is_set, settings
from provisioners.containers.scope import Scope
from provisioners.containers.types import Kind, support
from topology.diagnostics import CATALOGUE, Diagnostic, Severity
from topology.graph.model import Node

SELECTED = (("select",), ("selectable",))
NORMATIVE_POLICIES = {
    "tosca.policies.Placement": PLACEMENT,
    "tosca.policies.Scaling": SCALING,
    "tosca.policies.Update": UPDATE,
}
"""Policies without properties of their own, each with the profile's type that says something."""

MOST_INSTANCES = 1000
"""Of one node. A network of one host has addresses for fewer; beyond, a number is a mistake or an attack."""


def check_limits(scope: Scope) -> None:
    """Note what cannot be done."""
    for node in scope.of_kind(Kind.UNSUPPORTED):
        message = f"{scope.title} has nothing for '{node.name}' of type {node.type.name}."
        help_ = support(node, scope.platform.support).note
        scope.findings.add("TS801", node, ("type",), message, help=help_)
    for node in scope.graph.nodes.values():
        if scope.kinds[node.address] is not Kind.UNSUPPORTED:
            _check_operations(scope, node)
    for node in scope.of_kind(Kind.CONTAINER):
        _check_host_network(scope, node)
    _check_choices(scope)
    check_clashes(scope)


def check_instances(scope: Scope, container: Container) -> None:
    """Note a number of instances that no platform starts."""
    count = container.scale.instances
    if not 1 <= count <= MOST_INSTANCES:
        message = (
            f"'{container.node.name}' asks for {count} instances; "
            f"{scope.title} starts at least one and at most {MOST_INSTANCES}."
        )
        path = ("capabilities", "scalable", "properties", "default_instances")
        scope.findings.add("TS818", container.node, path, message)


def unknown_policies(scope: Scope) -> tuple[Diagnostic, ...]:
    """A warning for each policy whose type says nothing that a platform could keep."""
    return tuple(
        Diagnostic(
            code="TS822",
            message=f"{scope.title} cannot keep the policy '{policy.name}' of type {policy.type.name}.",
            span=policy.source.own,
            severity=Severity.WARNING,
            path=("topology_template", "policies", policy.name),
            help=_instead(policy.type.lineage) or CATALOGUE["TS822"].explanation,
        )
        for policy in scope.graph.policies.values()
        if not any(policy.type.is_a(known) for known in KNOWN)
    )


def _instead(lineage: tuple[str, ...]) -> str | None:
    named = next((NORMATIVE_POLICIES[name] for name in lineage if name in NORMATIVE_POLICIES), None)
    return f"Use {named}, whose properties say what is wanted." if named else None


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
            message = f"'{node.name}' is to be chosen among nodes elsewhere; {scope.title} makes what it runs."
            scope.findings.add("TS819", node, ("directives",), message)


def _check_operations(scope: Scope, node: Node) -> None:
    for interface in node.interfaces.values():
        for operation in interface.operations.values():
            if operation.implementation is not None:
                message = f"{scope.title} does not run {operation.implementation!r} of '{node.name}'."
                path = ("interfaces", interface.name, operation.name)
                scope.findings.add("TS813", node, path, message, severity=Severity.WARNING)


def _check_host_network(scope: Scope, node: Node) -> None:
    if not is_set(settings(node).get("host_network")):
        return
    if ports_of(scope, node):
        message = f"'{node.name}' is in the host's network and cannot publish ports."
        scope.findings.add("TS809", node, ("properties", "ports"), message)
    for edge in scope.edges_to(node.address, Kind.NETWORK):
        message = f"'{node.name}' is in the host's network and cannot join '{edge.target}'."
        scope.findings.add_at_edge("TS809", node, edge, message)
    if not scope.edges_to(node.address, Kind.NETWORK) and joined(scope, node.address):
        message = f"'{node.name}' is in the host's network and cannot join another by a port."
        scope.findings.add("TS809", node, ("requirements",), message)
