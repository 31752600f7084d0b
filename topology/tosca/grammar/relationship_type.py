"""Section 3.7.10: relationship type."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_type_interface
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of, names
from topology.tosca.tree import Node, Scalar


class RelationshipType(EntityType):
    """A type of relationships; ``valid_target_types`` is None where it is not written."""

    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)
    valid_target_types: list[Scalar] | None = None


KEYS = type_keys(
    "a relationship type",
    "3.7.10",
    {
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "interfaces": map_of(read_type_interface),
        "valid_target_types": names,
    },
)


def read_relationship_type(g: Grammar, key: Scalar, node: Node, path: Path) -> RelationshipType | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    return None if found is None else RelationshipType(key, node, path, **found)
