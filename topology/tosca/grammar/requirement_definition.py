"""Section 3.7.3: requirement definition."""

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_type_interface
from topology.tosca.grammar.node_filter import NodeFilter, read_node_filter
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    fields,
    map_of,
    metadata,
    name,
    occurrences,
    text,
)
from topology.tosca.tree import Node, Scalar, is_null


class RelationshipDefinition(Record):
    """The relationship type of a requirement and the interfaces that it adds inputs to."""

    type: Scalar | None = None
    interfaces: dict[str, InterfaceDefinition] = field(default_factory=dict)


class RequirementDefinition(Definition):
    """A requirement of a node type; ``occurrences`` is None where it is not written."""

    capability: Scalar | None = None
    node_type: Scalar | None = None
    relationship: RelationshipDefinition | None = None
    node_filter: NodeFilter | None = None
    occurrences: tuple[int, int | None] | None = None
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


_RELATIONSHIP = Keys(
    "a requirement's relationship", "3.7.3.1.1", {"type": name, "interfaces": map_of(read_type_interface)}
)


def _relationship(g: Grammar, node: Node, path: Path) -> RelationshipDefinition | None:
    if isinstance(node, Scalar) and not is_null(node):
        return RelationshipDefinition(node)
    found = fields(g, node, path, _RELATIONSHIP)
    return None if found is None else RelationshipDefinition(**found)


KEYS = Keys(
    "a requirement definition",
    "3.7.3",
    {
        "capability": name,
        "node": name,
        "relationship": _relationship,
        "node_filter": read_node_filter,
        "occurrences": occurrences,
        "description": text,
        "metadata": metadata,
    },
)


def read_requirement_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> RequirementDefinition | None:
    """A map of keynames, or the mere name of a capability type."""
    if isinstance(node, Scalar) and not is_null(node):
        return RequirementDefinition(key, node, path, capability=node)
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    found["node_type"] = found.pop("node", None)
    return RequirementDefinition(key, node, path, **found)
