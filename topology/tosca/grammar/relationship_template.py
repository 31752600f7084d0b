"""Relationship template: Simple Profile 1.3, 3.8.4; TOSCA 2.0, 7.4."""

from topology.record import field
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_template_interface
from topology.tosca.grammar.reading import (
    Described,
    Keys,
    assignments,
    attribute_assignments,
    map_of,
    metadata,
    name,
    template_reader,
    text,
)
from topology.tosca.tree import Node, Scalar


class RelationshipTemplate(Described):
    """A relationship that requirements name."""

    type: Scalar | None = None
    properties: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    attributes: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)
    copy: Scalar | None = None


KEYS = Keys(
    "a relationship template",
    "3.8.4",
    {
        "type": name,
        "description": text,
        "metadata": metadata,
        "properties": assignments,
        "attributes": attribute_assignments,
        "interfaces": map_of(read_template_interface),
        "copy": name,
    },
    required=("type",),
)
read_relationship_template = template_reader(RelationshipTemplate, KEYS)
"""Reads a map of keynames."""
