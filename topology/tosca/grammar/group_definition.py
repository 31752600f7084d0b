"""Group definition: Simple Profile 1.3, 3.8.5; TOSCA 2.0, 16.2."""

from topology.record import field
from topology.tosca.dialect import V1_3
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_template_interface
from topology.tosca.grammar.reading import (
    Described,
    Keys,
    assignments,
    attribute_assignments,
    definition_reader,
    map_of,
    metadata,
    name,
    names,
    text,
    until,
)
from topology.tosca.tree import Node, Scalar


class GroupDefinition(Described):
    """A named set of node templates."""

    type: Scalar | None = None
    properties: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    attributes: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    members: list[Scalar] = field(default_factory=list)
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)


KEYS = Keys(
    "a group definition",
    "3.8.5",
    {
        "type": name,
        "description": text,
        "metadata": metadata,
        "properties": assignments,
        "attributes": attribute_assignments,
        "members": names,
        "interfaces": until(V1_3, map_of(read_template_interface)),
    },
    required=("type",),
)

read_group_definition = definition_reader(GroupDefinition, KEYS)
"""Reads a map of keynames."""
