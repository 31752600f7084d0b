"""Relationship type: Simple Profile 1.3, 3.7.10; TOSCA 2.0, 7.3."""

from topology.record import field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_type_interface
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of, names, since, until
from topology.tosca.tree import Node, Scalar


class RelationshipType(EntityType):
    """A type of relationships. ``valid_target_types`` are capability types, in 2.0 ``valid_capability_types``.

    What is not written is None.
    """

    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)
    valid_target_types: list[Scalar] | None = None
    valid_target_node_types: list[Scalar] | None = None
    valid_source_node_types: list[Scalar] | None = None


KEYS = type_keys(
    "a relationship type",
    "3.7.10",
    {
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "interfaces": map_of(read_type_interface),
        "valid_target_types": until(V1_3, names),
        "valid_capability_types": since(V2_0, names),
        "valid_target_node_types": since(V2_0, names),
        "valid_source_node_types": since(V2_0, names),
    },
)


def read_relationship_type(g: Grammar, key: Scalar, node: Node, path: Path) -> RelationshipType | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    if "valid_capability_types" in found:
        found["valid_target_types"] = found.pop("valid_capability_types")
    return RelationshipType(key, node, path, **found)
