"""Candidates narrowed to those with a value: without this, a thousand nodes of which each is asked for by a name in a
property would take a million tests."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from topology.graph.bags import Bags
from topology.graph.context import NodeContext
from topology.graph.values import Value
from topology.record import Record, field
from topology.tosca.grammar.node_filter import NodeFilter
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode
from topology.tosca.types.model import DataType
from topology.tosca.values.primitive import INVALID, comparable, primitive_value
from topology.tosca.values.typed import is_settled


class _Index(Record):
    """Positions of candidates by what one of their properties is. Those in ``unsure`` have to be tested anyway."""

    by_value: dict[tuple[str, Any], list[int]] = field(default_factory=dict)
    types: dict[str, DataType] = field(default_factory=dict)
    unsure: list[int] = field(default_factory=list)


class Narrowing:
    """Finds candidates by the equalities of filters. What is left out would not pass; what is left in may not either.

    Lists of candidates have to live as long as this does: they are known by identity.
    """

    def __init__(self, bags: Bags) -> None:
        self._bags = bags
        self._indexes: dict[tuple[int, str], _Index] = {}

    def narrowed(self, nodes: Sequence[NodeContext], filters: Sequence[NodeFilter]) -> Sequence[NodeContext]:
        """Those of some nodes that have the value for which a filter asks, in their order."""
        name, operand = next((found for each in filters for found in _equalities(each)), (None, None))
        if name is None or operand is None or len(nodes) < FEW:
            return nodes
        key = id(nodes), name
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = self._indexed(nodes, name)
        found = {*index.unsure}
        for primitive, data_type in index.types.items():
            value = primitive_value(operand, primitive, data_type.units)
            if value is INVALID:
                return nodes
            found.update(index.by_value.get((primitive, _key(value, data_type)), ()))
        return [nodes[position] for position in sorted(found)]

    def _indexed(self, nodes: Sequence[NodeContext], name: str) -> _Index:
        index = _Index()
        for position, node in enumerate(nodes):
            typed = self._bags.get(node.bag, name)
            if typed is None:
                continue
            data_type = typed.schema.type if typed.schema is not None else None
            if data_type is None or data_type.primitive is None or not _is_plain(typed.value):
                index.unsure.append(position)
                continue
            index.types.setdefault(data_type.primitive, data_type)
            index.by_value.setdefault((data_type.primitive, _key(typed.value, data_type)), []).append(position)
        return index


FEW = 8
"""So few candidates are tested one by one."""


def _is_plain(value: Value) -> bool:
    return is_settled(value) and not isinstance(value, Mapping | tuple)


def _key(value: Value, data_type: DataType) -> Any:
    """What is equal has an equal key."""
    found = comparable(value, data_type.primitive, data_type.units)
    return value if found is None else found


def _equalities(found: NodeFilter) -> Iterator[tuple[str, Scalar]]:
    """The properties of the node that a filter wants to be equal to a literal."""
    for wanted in found.properties:
        for clause in wanted.constraints:
            if clause.operator == "equal" and isinstance(clause.operand, Scalar):
                yield wanted.name.text, clause.operand
    if found.condition is not None:
        yield from _equalities_in(found.condition)


def _equalities_in(condition: Node) -> Iterator[tuple[str, Scalar]]:
    """The same of a condition clause, such as ``{ $equal: [ { $get_property: [ SELF, TARGET, zone ] }, north ] }``."""
    if not isinstance(condition, MappingNode) or len(condition.entries) != 1:
        return
    ((name, (_, arguments)),) = condition.entries.items()
    if not isinstance(arguments, SequenceNode):
        return
    if name == "$and":
        for clause in arguments.items:
            yield from _equalities_in(clause)
    elif name == "$equal" and len(arguments.items) == 2:
        first, second = arguments.items
        named = _property_of_target(first)
        if named is not None and isinstance(second, Scalar) and not second.text.startswith("$"):
            yield named, second


def _property_of_target(node: Node) -> str | None:
    path = node.get("$get_property") if isinstance(node, MappingNode) else None
    if not isinstance(path, SequenceNode):
        return None
    keys = [item.text if isinstance(item, Scalar) else "" for item in path.items]
    return keys[2] if len(keys) == 3 and keys[:2] == ["SELF", "TARGET"] else None
