"""Capability assignment: Simple Profile 1.3, 3.8.1; TOSCA 2.0, 8.3."""

from collections.abc import Mapping, Sequence

from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import (
    NOTHING,
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

    properties: Mapping[str, tuple[Scalar, Node]] = NOTHING
    attributes: Mapping[str, tuple[Scalar, Node]] = NOTHING
    occurrences: tuple[int, int | None] | None = None
    directives: Sequence[Scalar] = ()


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
    if type(node) is Scalar and is_null(node):
        return CapabilityAssignment(key, node, path)
    found = fields(g, node, path, KEYS, key)
    return None if found is None else CapabilityAssignment(key, node, path, **found)
