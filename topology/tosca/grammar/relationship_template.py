"""Section 3.8.4: relationship template."""

from dataclasses import dataclass, field

from topology.tosca.findings import Path
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_template_interface
from topology.tosca.grammar.reading import (
    Described,
    Grammar,
    Keys,
    assignments,
    fields,
    map_of,
    metadata,
    name,
    text,
)
from topology.tosca.tree import Node, Scalar


@dataclass(slots=True, eq=False)
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
        "attributes": assignments,
        "interfaces": map_of(read_template_interface),
        "copy": name,
    },
    required=("type",),
)


def read_relationship_template(g: Grammar, key: Scalar, node: Node, path: Path) -> RelationshipTemplate | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    return None if found is None else RelationshipTemplate(key, node, path, **found)
