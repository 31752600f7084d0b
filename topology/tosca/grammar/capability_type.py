"""Section 3.7.7: capability type."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of, names
from topology.tosca.tree import Node, Scalar


class CapabilityType(EntityType):
    """A type of what nodes offer; ``valid_source_types`` is None where it is not written."""

    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    valid_source_types: list[Scalar] | None = None


KEYS = type_keys(
    "a capability type",
    "3.7.7",
    {
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "valid_source_types": names,
    },
)


def read_capability_type(g: Grammar, key: Scalar, node: Node, path: Path) -> CapabilityType | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    return None if found is None else CapabilityType(key, node, path, **found)
