"""Capability assignment: Simple Profile 1.3, 3.8.1; TOSCA 2.0, 8.3."""

from topology.record import field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    assignments,
    attribute_assignments,
    fields,
    occurrences,
    scope_directives,
    since,
    until,
)
from topology.tosca.tree import Node, Scalar, is_null


class CapabilityAssignment(Definition):
    """Values for a capability that the node's type defines."""

    properties: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    attributes: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    occurrences: tuple[int, int | None] | None = None
    directives: list[Scalar] = field(default_factory=list)


KEYS = Keys(
    "a capability assignment",
    "3.8.1",
    {
        "properties": assignments,
        "attributes": attribute_assignments,
        "occurrences": until(V1_3, occurrences),
        "directives": since(V2_0, scope_directives),
    },
)


def read_capability_assignment(g: Grammar, key: Scalar, node: Node, path: Path) -> CapabilityAssignment | None:
    """A map of keynames."""
    if is_null(node):
        return CapabilityAssignment(key, node, path)
    found = fields(g, node, path, KEYS, key)
    return None if found is None else CapabilityAssignment(key, node, path, **found)
