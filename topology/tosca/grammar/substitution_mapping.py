"""Sections 3.8.8 to 3.8.13: the mappings and the substitution mapping."""

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.node_filter import NodeFilter, read_node_filter
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    Reader,
    anything,
    assignments,
    fields,
    map_of,
    name,
    names,
    wrong_kind,
)
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null


class Mapped(Definition):
    """A name outside, and the names inside that it stands for; empty where values are given instead."""

    mapping: list[Scalar] = field(default_factory=list)


class SubstitutionMapping(Record):
    """What makes a topology stand for one node of a type."""

    node: Node
    path: Path
    node_type: Scalar | None = None
    substitution_filter: NodeFilter | None = None
    properties: dict[str, Mapped] = field(default_factory=dict)
    attributes: dict[str, Mapped] = field(default_factory=dict)
    capabilities: dict[str, Mapped] = field(default_factory=dict)
    requirements: dict[str, Mapped] = field(default_factory=dict)
    interfaces: dict[str, Node] = field(default_factory=dict)


def _value_or_input(g: Grammar, key: Scalar, node: Node, path: Path) -> Mapped | None:
    """Sections 3.8.8 and 3.8.9: a list with one name, a map, or, deprecated, a mere value."""
    if isinstance(node, SequenceNode):
        return Mapped(key, node, path, names(g, node, path) or [])
    if isinstance(node, MappingNode) and ("mapping" in node.entries or "value" in node.entries):
        found = fields(g, node, path, _PROPERTY)
        return None if found is None else Mapped(key, node, path, found.get("mapping", []))
    return Mapped(key, node, path)


_PROPERTY = Keys("a property mapping", "3.8.8", {"mapping": names, "value": anything})


def _pair(g: Grammar, node: Node, path: Path) -> list[Scalar] | None:
    found = names(g, node, path)
    if found is not None and len(found) != 2:
        wrong_kind(g, node, path, "a mapping is a list of a node template and a name in it", "3.8.10")
        return None
    return found


def _part(entity: str, spec: str, value_keys: dict[str, Reader]) -> Keys:
    return Keys(entity, spec, {"mapping": _pair, **value_keys})


_CAPABILITY = _part("a capability mapping", "3.8.10", {"properties": assignments, "attributes": assignments})
_REQUIREMENT = _part("a requirement mapping", "3.8.11", {"properties": anything, "attributes": anything})


def _capability(g: Grammar, key: Scalar, node: Node, path: Path) -> Mapped | None:
    return _mapped(g, key, node, path, _CAPABILITY)


def _requirement(g: Grammar, key: Scalar, node: Node, path: Path) -> Mapped | None:
    return _mapped(g, key, node, path, _REQUIREMENT)


def _mapped(g: Grammar, key: Scalar, node: Node, path: Path, keys: Keys) -> Mapped | None:
    if isinstance(node, SequenceNode):
        pair = _pair(g, node, path)
        return None if pair is None else Mapped(key, node, path, pair)
    found = fields(g, node, path, keys, key)
    return None if found is None else Mapped(key, node, path, found.get("mapping", []))


def _interface(g: Grammar, key: Scalar, node: Node, path: Path) -> Node | None:
    if isinstance(node, MappingNode):
        return node
    wrong_kind(g, node, path, "an interface mapping is a map of operations to workflows", "3.8.12")
    return None


def _requirements(g: Grammar, node: Node, path: Path) -> dict[str, Mapped] | None:
    """A map; a list of maps of one entry is read too, since node types list their requirements so."""
    if not isinstance(node, SequenceNode):
        return _REQUIREMENT_MAP(g, node, path)
    joined = MappingNode(node.flow, node.start, node.end)
    for item in node.items:
        if not isinstance(item, MappingNode) or len(item.entries) != 1:
            wrong_kind(g, item, path, "a requirement mapping is a map with one name", "3.8.11")
        else:
            joined.entries.update(item.entries)
    return _REQUIREMENT_MAP(g, joined, path)


_REQUIREMENT_MAP = map_of(_requirement)
KEYS = Keys(
    "a substitution mapping",
    "3.8.13",
    {
        "node_type": name,
        "substitution_filter": read_node_filter,
        "properties": map_of(_value_or_input),
        "attributes": map_of(_value_or_input),
        "capabilities": map_of(_capability),
        "requirements": _requirements,
        "interfaces": map_of(_interface),
    },
    required=("node_type",),
)


def read_substitution_mapping(g: Grammar, node: Node, path: Path) -> SubstitutionMapping | None:
    """A map of keynames."""
    if is_null(node):
        wrong_kind(g, node, path, "a substitution mapping is a map of keynames", "3.8.13")
        return None
    found = fields(g, node, path, KEYS)
    return None if found is None else SubstitutionMapping(node, path, **found)
