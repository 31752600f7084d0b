"""Activity definition: Simple Profile 1.3, 3.6.23; TOSCA 2.0, 13.2.3."""

from typing import Any

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import Grammar, Keys, assignments, fields, name, wrong_kind
from topology.tosca.tree import Node, Scalar, is_null


class ActivityDefinition(Record):
    """One thing to do: its keyname, and the workflow, the state or the operation that it names."""

    kind: str
    path: Path
    subject: Scalar
    inputs: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


def _activity(spec: str, target: str) -> Keys:
    return Keys("an activity", spec, {target: name, "inputs": assignments}, required=(target,))


_EXTENDED = {
    "delegate": _activity("3.6.23.1", "workflow"),
    "call_operation": _activity("3.6.23.3", "operation"),
    "inline": _activity("3.6.23.4", "workflow"),
}


def _extended(keyname: str) -> Keys:
    return _EXTENDED[keyname]


def _read(g: Grammar, node: Node, path: Path) -> dict[str, Any] | None:
    """The name of what is called, or a map with its inputs."""
    if isinstance(node, Scalar) and not is_null(node):
        return {"subject": node}
    found = fields(g, node, path, _extended(str(path[-1])))
    if found is None:
        return None
    subject = found.get("workflow") or found.get("operation")
    return {"subject": subject, "inputs": found.get("inputs", {})} if subject is not None else None


def _state(g: Grammar, node: Node, path: Path) -> dict[str, Any] | None:
    found = name(g, node, path)
    return {"subject": found} if found is not None else None


KEYS = Keys(
    "an activity",
    "3.6.23",
    {"delegate": _read, "set_state": _state, "call_operation": _read, "inline": _read},
)


def read_activity_definition(g: Grammar, node: Node, path: Path) -> ActivityDefinition | None:
    """A map of one keyname, which says what is done, to its subject."""
    found = fields(g, node, path, KEYS)
    if found is not None and len(found) > 1:
        wrong_kind(g, node, path, "an activity has one keyname", "3.6.23")
    if not found:
        return None
    kind, read = next(iter(found.items()))
    return ActivityDefinition(kind, (*path, kind), **read)
