"""Relationship template: Simple Profile 1.3, 3.8.4; TOSCA 2.0, 7.4."""

from topology.record import field, replace
from topology.tosca.findings import Path
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_template_interface
from topology.tosca.grammar.reading import (
    Described,
    Grammar,
    Keys,
    assignments,
    attribute_assignments,
    fields,
    map_of,
    metadata,
    name,
    text,
)
from topology.tosca.tree import MappingNode, Node, Scalar


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
COPY_KEYS = replace(KEYS, required=())
"""A copy has the type of what it copies."""


def read_relationship_template(g: Grammar, key: Scalar, node: Node, path: Path) -> RelationshipTemplate | None:
    """A map of keynames."""
    keys = COPY_KEYS if isinstance(node, MappingNode) and "copy" in node.entries else KEYS
    found = fields(g, node, path, keys, key)
    return None if found is None else RelationshipTemplate(key, node, path, **found)
