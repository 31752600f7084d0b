"""Requirement assignment: Simple Profile 1.3, 3.8.2; TOSCA 2.0, 8.5."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from topology.record import Record
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_template_interface
from topology.tosca.grammar.reading import (
    NOTHING,
    Definition,
    Grammar,
    Keys,
    assignments,
    attribute_assignments,
    boolean,
    count,
    fields,
    is_word,
    later,
    map_of,
    name,
    occurrences,
    scope_directives,
    since,
    until,
    wrong_kind,
)
from topology.tosca.tree import Node, Scalar, SequenceNode

if TYPE_CHECKING:
    from topology.tosca.grammar.node_filter import NodeFilter


class RelationshipAssignment(Record):
    """The relationship of a requirement: a template's or a type's name, with values where it is written out."""

    node: Node
    type: Scalar | None = None
    properties: Mapping[str, tuple[Scalar, Node]] = NOTHING
    attributes: Mapping[str, tuple[Scalar, Node]] = NOTHING
    interfaces: Mapping[str, InterfaceDefinition] = NOTHING

    @property
    def is_long(self) -> bool:
        """Whether it is written as a map, and not as one word."""
        return self.node is not self.type


class RequirementAssignment(Definition):
    """How one requirement is to be fulfilled; ``target`` names a node template or a node type.

    Since 2.0: ``index`` chooses one representation of the target, ``allocation`` is what the relationship takes of the
    target capability's properties. ``index`` and ``count`` may be functions; without ``count`` there is one.
    """

    target: Scalar | None = None
    capability: Scalar | None = None
    relationship: RelationshipAssignment | None = None
    node_filter: "NodeFilter | None" = None
    occurrences: tuple[int, int | None] | None = None
    index: Node | None = None
    count: Node | None = None
    allocation: Mapping[str, tuple[Scalar, Node]] = NOTHING
    directives: Sequence[Scalar] = ()
    optional: bool = False


RELATIONSHIP_KEYS = Keys(
    "a requirement's relationship",
    "3.8.2",
    {
        "type": name,
        "properties": assignments,
        "attributes": since(V2_0, attribute_assignments),
        "interfaces": map_of(read_template_interface),
    },
)


def _relationship(g: Grammar, node: Node, path: Path) -> RelationshipAssignment | None:
    if is_word(node):
        return RelationshipAssignment(node, node)
    found = fields(g, node, path, RELATIONSHIP_KEYS)
    return None if found is None else RelationshipAssignment(node, **found)


def _target(g: Grammar, node: Node, path: Path) -> tuple[Scalar, Node | None] | None:
    """A name, or since 2.0 a list of the name of a node template and an index."""
    if not isinstance(node, SequenceNode) or g.dialect.is_simple:
        found = name(g, node, path)
        return None if found is None else (found, None)
    first = node.items[0] if len(node.items) == 2 else None
    if isinstance(first, Scalar):
        return first, node.items[1]
    wrong_kind(g, node, path, "the target is a name, or a list of a name and an index", "3.8.2")
    return None


KEYS = Keys(
    "a requirement assignment",
    "3.8.2",
    {
        "node": _target,
        "capability": name,
        "relationship": _relationship,
        "node_filter": later("node_filter", "read_node_filter"),
        "occurrences": until(V1_3, occurrences),
        "count": since(V2_0, count),
        "allocation": since(V2_0, assignments),
        "directives": since(V2_0, scope_directives),
        "optional": since(V2_0, boolean),
    },
)


def read_requirement_assignment(g: Grammar, key: Scalar, node: Node, path: Path) -> RequirementAssignment | None:
    """A map of keynames, or the mere name of a node template, in 2.0 with an index too."""
    if is_word(node):
        return RequirementAssignment(key, node, path, target=node)
    if isinstance(node, SequenceNode) and not g.dialect.is_simple:
        target, index = _target(g, node, path) or (None, None)
        return RequirementAssignment(key, node, path, target=target, index=index)
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    found["target"], found["index"] = found.pop("node", (None, None))
    return RequirementAssignment(key, node, path, **found)
