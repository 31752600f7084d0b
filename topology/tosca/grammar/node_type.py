"""Node type: Simple Profile 1.3, 3.7.9; TOSCA 2.0, 7.1."""

from topology.record import field
from topology.tosca.grammar.artifact_definition import ArtifactDefinition, read_artifact_definition
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.capability_definition import CapabilityDefinition, read_capability_definition
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_type_interface
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import definition_reader, map_of, unique_list_of
from topology.tosca.grammar.requirement_definition import RequirementDefinition, read_requirement_definition


class NodeType(EntityType):
    """A type of nodes as one file writes it, without what it inherits."""

    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    capabilities: dict[str, CapabilityDefinition] = field(default_factory=dict)
    requirements: list[RequirementDefinition] = field(default_factory=list)
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)
    artifacts: dict[str, ArtifactDefinition] = field(default_factory=dict)


KEYS = type_keys(
    "a node type",
    "3.7.9",
    {
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "capabilities": map_of(read_capability_definition),
        "requirements": unique_list_of(read_requirement_definition),
        "interfaces": map_of(read_type_interface),
        "artifacts": map_of(read_artifact_definition),
    },
)

read_node_type = definition_reader(NodeType, KEYS)
"""Reads a map of keynames."""
