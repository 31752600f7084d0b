"""Capability definition: Simple Profile 1.3, 3.7.2; TOSCA 2.0, 8.2."""

from topology.record import field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    fields,
    is_word,
    map_of,
    metadata,
    name,
    names,
    occurrences,
    since,
    text,
    until,
)
from topology.tosca.tree import Node, Scalar


class CapabilityDefinition(Definition):
    """A capability of a node type; what is not written is inherited or the capability type's."""

    type: Scalar | None = None
    description: str | None = None
    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    valid_source_types: list[Scalar] | None = None
    valid_relationship_types: list[Scalar] | None = None
    occurrences: tuple[int, int | None] | None = None
    metadata: dict[str, str] = field(default_factory=dict)


KEYS = Keys(
    "a capability definition",
    "3.7.2",
    {
        "type": name,
        "description": text,
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "valid_source_types": until(V1_3, names),
        "valid_source_node_types": since(V2_0, names),
        "valid_relationship_types": since(V2_0, names),
        "occurrences": until(V1_3, occurrences),
        "metadata": metadata,
    },
)


def read_capability_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> CapabilityDefinition | None:
    """A map of keynames, or the mere name of a capability type."""
    if is_word(node):
        return CapabilityDefinition(key, node, path, type=node)
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    if "valid_source_node_types" in found:
        found["valid_source_types"] = found.pop("valid_source_node_types")
    return CapabilityDefinition(key, node, path, **found)
