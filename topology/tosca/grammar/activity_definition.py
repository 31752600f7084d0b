"""Activity definition: Simple Profile 1.3, 3.6.23; TOSCA 2.0, 13.2.3."""

from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Grammar, Keys, assignments, fields, name, wrong_kind
from topology.tosca.tree import Node, Scalar, is_null


def _activity(spec: str, target: str) -> Keys:
    return Keys("an activity", spec, {target: name, "inputs": assignments}, required=(target,))


_EXTENDED = {
    "delegate": _activity("3.6.23.1", "workflow"),
    "call_operation": _activity("3.6.23.3", "operation"),
    "inline": _activity("3.6.23.4", "workflow"),
}


def _extended(keyname: str) -> Keys:
    return _EXTENDED[keyname]


def _read(g: Grammar, node: Node, path: Path) -> Node:
    """The name of what is called, or a map with its inputs."""
    if not isinstance(node, Scalar) or is_null(node):
        fields(g, node, path, _extended(str(path[-1])))
    return node


KEYS = Keys(
    "an activity",
    "3.6.23",
    {"delegate": _read, "set_state": name, "call_operation": _read, "inline": _read},
)


def read_activity_definition(g: Grammar, node: Node, path: Path) -> Node | None:
    """One activity, read for its grammar; workflows are carried out by no part of this program yet."""
    found = fields(g, node, path, KEYS)
    if found is not None and len(found) > 1:
        wrong_kind(g, node, path, "an activity has one keyname", "3.6.23")
    return None if found is None else node
