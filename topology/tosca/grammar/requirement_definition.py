"""Requirement definition: Simple Profile 1.3, 3.7.3; TOSCA 2.0, 8.4."""

from typing import TYPE_CHECKING

from topology.record import Record, field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_type_interface
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    fields,
    is_word,
    later,
    map_of,
    metadata,
    name,
    occurrences,
    since,
    text,
    until,
)
from topology.tosca.tree import Node, Scalar

if TYPE_CHECKING:
    from topology.tosca.grammar.node_filter import NodeFilter


class RelationshipDefinition(Record):
    """The relationship type of a requirement and what it refines of the type."""

    type: Scalar | None = None
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)
    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)


class RequirementDefinition(Definition):
    """A requirement of a node type; ``occurrences``, in 2.0 ``count_range``, is None where it is not written."""

    capability: Scalar | None = None
    node_type: Scalar | None = None
    relationship: RelationshipDefinition | None = None
    node_filter: "NodeFilter | None" = None
    occurrences: tuple[int, int | None] | None = None
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


_RELATIONSHIP = Keys(
    "a requirement's relationship",
    "3.7.3.1.1",
    {
        "type": name,
        "interfaces": map_of(read_type_interface),
        "properties": since(V2_0, map_of(read_property_definition)),
        "attributes": since(V2_0, map_of(read_attribute_definition)),
    },
)


def _relationship(g: Grammar, node: Node, path: Path) -> RelationshipDefinition | None:
    if is_word(node):
        return RelationshipDefinition(node)
    found = fields(g, node, path, _RELATIONSHIP)
    return None if found is None else RelationshipDefinition(**found)


KEYS = Keys(
    "a requirement definition",
    "3.7.3",
    {
        "capability": name,
        "node": name,
        "relationship": _relationship,
        "node_filter": later("node_filter", "read_node_filter"),
        "occurrences": until(V1_3, occurrences),
        "count_range": since(V2_0, occurrences),
        "description": text,
        "metadata": metadata,
    },
)


def read_requirement_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> RequirementDefinition | None:
    """A map of keynames, or the mere name of a capability type, which 2.0 does not list but its own tests use."""
    if is_word(node):
        return RequirementDefinition(key, node, path, capability=node)
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    found["node_type"] = found.pop("node", None)
    if "count_range" in found:
        found["occurrences"] = found.pop("count_range")
    return RequirementDefinition(key, node, path, **found)
