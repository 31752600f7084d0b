"""Group type: Simple Profile 1.3, 3.7.11; TOSCA 2.0, 16.1.

Section 5.10.1.1 of 1.3 gives the root group type interfaces, so they are read too.
"""

from topology.record import field
from topology.tosca.dialect import V1_3
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_type_interface
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import definition_reader, map_of, names, until
from topology.tosca.tree import Scalar


class GroupType(EntityType):
    """A type of groups; ``members`` is None where it is not written."""

    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    members: list[Scalar] | None = None
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)


KEYS = type_keys(
    "a group type",
    "3.7.11",
    {
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "members": names,
        "interfaces": until(V1_3, map_of(read_type_interface)),
    },
)

read_group_type = definition_reader(GroupType, KEYS)
"""Reads a map of keynames."""
