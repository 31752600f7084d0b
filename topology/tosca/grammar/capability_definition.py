"""Section 3.7.2: capability definition."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.attribute_definition import read_attribute_definition
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    fields,
    map_of,
    metadata,
    name,
    names,
    occurrences,
    text,
)
from topology.tosca.tree import Node, Scalar, is_null


class CapabilityDefinition(Definition):
    """A capability of a node type; what is not written is inherited or the capability type's."""

    type: Scalar | None = None
    description: str | None = None
    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    attributes: dict[str, PropertyDefinition] = field(default_factory=dict)
    valid_source_types: list[Scalar] | None = None
    occurrences: tuple[int, int | None] | None = None
    metadata: dict[str, str] = field(default_factory=dict)


KEYS = Keys(
    "a capability definition",
    "3.7.2",
    {
        "type": name,
        "description": text,
        "properties": map_of(read_property_definition),
        "attributes": map_of(read_attribute_definition),
        "valid_source_types": names,
        "occurrences": occurrences,
        "metadata": metadata,
    },
)


def read_capability_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> CapabilityDefinition | None:
    """A map of keynames, or the mere name of a capability type."""
    if isinstance(node, Scalar) and not is_null(node):
        return CapabilityDefinition(key, node, path, type=node)
    found = fields(g, node, path, KEYS, key)
    return None if found is None else CapabilityDefinition(key, node, path, **found)
