"""Section 3.8.1: capability assignment."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    assignments,
    attribute_assignments,
    fields,
    occurrences,
)
from topology.tosca.tree import Node, Scalar, is_null


class CapabilityAssignment(Definition):
    """Values for a capability that the node's type defines."""

    properties: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    attributes: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    occurrences: tuple[int, int | None] | None = None


KEYS = Keys(
    "a capability assignment",
    "3.8.1",
    {"properties": assignments, "attributes": attribute_assignments, "occurrences": occurrences},
)


def read_capability_assignment(g: Grammar, key: Scalar, node: Node, path: Path) -> CapabilityAssignment | None:
    """A map of keynames."""
    if is_null(node):
        return CapabilityAssignment(key, node, path)
    found = fields(g, node, path, KEYS, key)
    return None if found is None else CapabilityAssignment(key, node, path, **found)
