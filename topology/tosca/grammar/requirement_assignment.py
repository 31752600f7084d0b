"""Section 3.8.2: requirement assignment."""

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_template_interface
from topology.tosca.grammar.node_filter import NodeFilter, read_node_filter
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    assignments,
    fields,
    map_of,
    name,
    occurrences,
)
from topology.tosca.tree import Node, Scalar, is_null


class RelationshipAssignment(Record):
    """The relationship of a requirement: a template's or a type's name, with values where it is written out."""

    type: Scalar | None = None
    properties: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)


class RequirementAssignment(Definition):
    """How one requirement is to be fulfilled; ``target`` names a node template or a node type."""

    target: Scalar | None = None
    capability: Scalar | None = None
    relationship: RelationshipAssignment | None = None
    node_filter: NodeFilter | None = None
    occurrences: tuple[int, int | None] | None = None


_RELATIONSHIP = Keys(
    "a requirement's relationship",
    "3.8.2",
    {"type": name, "properties": assignments, "interfaces": map_of(read_template_interface)},
)


def _relationship(g: Grammar, node: Node, path: Path) -> RelationshipAssignment | None:
    if isinstance(node, Scalar) and not is_null(node):
        return RelationshipAssignment(node)
    found = fields(g, node, path, _RELATIONSHIP)
    return None if found is None else RelationshipAssignment(**found)


KEYS = Keys(
    "a requirement assignment",
    "3.8.2",
    {
        "node": name,
        "capability": name,
        "relationship": _relationship,
        "node_filter": read_node_filter,
        "occurrences": occurrences,
    },
)


def read_requirement_assignment(g: Grammar, key: Scalar, node: Node, path: Path) -> RequirementAssignment | None:
    """A map of keynames, or the mere name of a node template."""
    if isinstance(node, Scalar) and not is_null(node):
        return RequirementAssignment(key, node, path, target=node)
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    found["target"] = found.pop("node", None)
    return RequirementAssignment(key, node, path, **found)
