"""Candidates narrowed to those with a value: without this, a thousand nodes of which each is asked for by a name or an
amount in a property would take a million tests."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from topology.graph.bags import Bags
from topology.graph.context import NodeContext
from topology.record import Record, field
from topology.tosca.grammar.node_filter import NodeFilter
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode
from topology.tosca.types.model import DataType
from topology.tosca.values.primitive import INVALID, comparable, primitive_value
from topology.tosca.values.typed import is_settled
from topology.values.value import Value

_OPERATORS = ("equal", "greater_or_equal", "greater_than", "less_or_equal", "less_than")
"""What an index can answer; the first ones leave fewer candidates."""

FEW = 8
"""So few candidates are tested one by one."""


class _Values(Record):
    """The values of one property that are of one simple type: keys in order, each with a candidate's position."""

    type: DataType
    pairs: list[tuple[Any, int]] = field(default_factory=list)

    def positions(self, operator: str, key: Any) -> Iterator[int]:
        """The positions of what an operator holds for."""
        if operator in ("equal", "greater_or_equal"):
            start = bisect_left(self.pairs, key, key=_key_of)
        else:
            start = bisect_right(self.pairs, key, key=_key_of) if operator == "greater_than" else 0
        if operator in ("equal", "less_or_equal"):
            end = bisect_right(self.pairs, key, key=_key_of)
        else:
            end = bisect_left(self.pairs, key, key=_key_of) if operator == "less_than" else len(self.pairs)
        return (position for _, position in self.pairs[start:end])


def _key_of(pair: tuple[Any, int]) -> Any:
    return pair[0]


class _Index(Record):
    """Candidates by what one of their properties is, per simple type. Those in ``unsure`` have to be tested anyway."""

    values: dict[str, _Values] = field(default_factory=dict)
    unsure: list[int] = field(default_factory=list)


class Narrowing:
    """Finds candidates by the comparisons in filters. What is left out would not pass; what is left in may not either.

    Lists of candidates have to live as long as this does: they are known by identity.
    """

    def __init__(self, bags: Bags) -> None:
        self._bags = bags
        self._indexes: dict[tuple[int, str], _Index] = {}

    def narrowed(self, nodes: Sequence[NodeContext], filters: Sequence[NodeFilter]) -> Sequence[NodeContext]:
        """Those of some nodes that may have the value for which a filter asks, in their order."""
        tests = [found for each in filters for found in _tests(each)] if len(nodes) > FEW else []
        if not tests:
            return nodes
        name, operator, operand = min(tests, key=lambda test: _OPERATORS.index(test[1]))
        key = id(nodes), name
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = self._indexed(nodes, name)
        found = {*index.unsure}
        for primitive, values in index.values.items():
            value = primitive_value(operand, primitive, values.type.units)
            wanted = None if value is INVALID else comparable(value, primitive, values.type.units)
            if wanted is None:
                return nodes
            found.update(values.positions(operator, wanted))
        return [nodes[position] for position in sorted(found)]

    def _indexed(self, nodes: Sequence[NodeContext], name: str) -> _Index:
        index = _Index()
        for position, node in enumerate(nodes):
            typed = self._bags.get(node.bag, name)
            if typed is None:
                continue
            data_type = typed.schema.type if typed.schema is not None else None
            primitive = data_type.primitive if data_type is not None else None
            key = _key(typed.value, data_type) if data_type is not None else None
            if data_type is None or primitive is None or key is None:
                index.unsure.append(position)
                continue
            index.values.setdefault(primitive, _Values(data_type)).pairs.append((key, position))
        for values in index.values.values():
            values.pairs.sort()
        return index


def _key(value: Value, data_type: DataType) -> Any:
    """What a value is compared by; None where it is not known or cannot be."""
    if not is_settled(value) or isinstance(value, Mapping | tuple):
        return None
    return comparable(value, data_type.primitive, data_type.units)


def _tests(found: NodeFilter) -> Iterator[tuple[str, str, Scalar]]:
    """The comparisons of the node's own properties with literals."""
    for wanted in found.properties:
        for clause in wanted.constraints:
            if clause.operator in _OPERATORS and isinstance(clause.operand, Scalar):
                yield wanted.name.text, clause.operator, clause.operand
    if found.condition is not None:
        yield from _tests_in(found.condition)


def _tests_in(condition: Node) -> Iterator[tuple[str, str, Scalar]]:
    """The same of a condition clause, such as ``{ $equal: [ { $get_property: [ SELF, TARGET, zone ] }, north ] }``."""
    if not isinstance(condition, MappingNode) or len(condition.entries) != 1:
        return
    ((name, (_, arguments)),) = condition.entries.items()
    if not isinstance(arguments, SequenceNode):
        return
    if name == "$and":
        for clause in arguments.items:
            yield from _tests_in(clause)
    elif name.removeprefix("$") in _OPERATORS and len(arguments.items) == 2:
        first, second = arguments.items
        named = _property_of_target(first)
        if named is not None and isinstance(second, Scalar) and not second.text.startswith("$"):
            yield named, name.removeprefix("$"), second


def _property_of_target(node: Node) -> str | None:
    path = node.get("$get_property") if isinstance(node, MappingNode) else None
    if not isinstance(path, SequenceNode):
        return None
    keys = [item.text if isinstance(item, Scalar) else "" for item in path.items]
    return keys[2] if len(keys) == 3 and keys[:2] == ["SELF", "TARGET"] else None
