"""Capability type: Simple Profile 1.3, 3.7.7; TOSCA 2.0, 8.1."""

from topology.record import field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of, names, since, until
from topology.tosca.tree import Node, Scalar


class CapabilityType(EntityType):
    """A type of what nodes offer; ``valid_source_types`` is None where it is not written."""

    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    valid_source_types: list[Scalar] | None = None
    valid_relationship_types: list[Scalar] | None = None


KEYS = type_keys(
    "a capability type",
    "3.7.7",
    {
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "valid_source_types": until(V1_3, names),
        "valid_source_node_types": since(V2_0, names),
        "valid_relationship_types": since(V2_0, names),
    },
)


def read_capability_type(g: Grammar, key: Scalar, node: Node, path: Path) -> CapabilityType | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    if "valid_source_node_types" in found:
        found["valid_source_types"] = found.pop("valid_source_node_types")
    return CapabilityType(key, node, path, **found)
