"""Node filter: Simple Profile 1.3, 3.6.4 and 3.6.5; TOSCA 2.0, 8.6."""

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.constraint_clause import ConstraintClause, read_constraint_clause
from topology.tosca.grammar.reading import Definition, Grammar, Keys, definition_reader, fields, list_of, named_list_of
from topology.tosca.tree import Node, Scalar, SequenceNode, is_null, sequence


class PropertyFilter(Definition):
    """What a property's value must fulfil."""

    constraints: list[ConstraintClause] = field(default_factory=list)


class CapabilityFilter(Definition):
    """What the properties of a capability, found by name or type, must fulfil."""

    properties: list[PropertyFilter] = field(default_factory=list)


class NodeFilter(Record):
    """What a node must fulfil to be chosen: since 2.0 one condition, before that filters of properties."""

    node: Node
    path: Path
    properties: list[PropertyFilter] = field(default_factory=list)
    capabilities: list[CapabilityFilter] = field(default_factory=list)
    condition: Node | None = None


_CLAUSES = list_of(read_constraint_clause)


def _property_filter(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyFilter | None:
    if isinstance(node, SequenceNode):
        return PropertyFilter(key, node, path, _CLAUSES(g, node, path) or [])
    clause = read_constraint_clause(g, node, path)
    return PropertyFilter(key, node, path, [clause]) if clause else None


_CAPABILITY = Keys("a capability filter", "3.6.5.2", {"properties": named_list_of(_property_filter)})


_capability_filter = definition_reader(CapabilityFilter, _CAPABILITY)


_CAPABILITIES = named_list_of(_capability_filter)


def _capabilities(g: Grammar, node: Node, path: Path) -> list[CapabilityFilter] | None:
    """A list of capability filters; a mere name asks only that the capability is there."""
    if not isinstance(node, SequenceNode):
        return _CAPABILITIES(g, node, path)
    names = [
        CapabilityFilter(item, item, (*path, index))
        for index, item in enumerate(node.items)
        if isinstance(item, Scalar) and not is_null(item)
    ]
    rest = sequence(node.flow, node.start, node.end)
    rest.items = [item for item in node.items if not isinstance(item, Scalar) or is_null(item)]
    return names + (_CAPABILITIES(g, rest, path) or [])


KEYS = Keys(
    "a node filter",
    "3.6.5",
    {"properties": named_list_of(_property_filter), "capabilities": _capabilities},
)


def read_node_filter(g: Grammar, node: Node, path: Path) -> NodeFilter | None:
    """A map of keynames, or since 2.0 a condition clause."""
    if not g.dialect.is_simple:
        return NodeFilter(node, path, condition=node)
    found = fields(g, node, path, KEYS)
    return None if found is None else NodeFilter(node, path, **found)
