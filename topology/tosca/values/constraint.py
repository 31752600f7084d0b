"""Section 3.6.3: constraints, and whether a value fulfils them."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from topology.graph.values import Value
from topology.tosca.grammar.reading import UNBOUNDED
from topology.tosca.values.primitive import comparable

LENGTHS = frozenset({"length", "min_length", "max_length"})

_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "greater_than": operator.gt,
    "greater_or_equal": operator.ge,
    "less_than": operator.lt,
    "less_or_equal": operator.le,
    "length": operator.eq,
    "min_length": operator.ge,
    "max_length": operator.le,
}
_WORDS = {
    "equal": "equal to",
    "greater_than": "greater than",
    "greater_or_equal": "at least",
    "less_than": "less than",
    "less_or_equal": "at most",
    "in_range": "between",
    "valid_values": "one of",
    "length": "of length",
    "min_length": "of length at least",
    "max_length": "of length at most",
    "pattern": "of the pattern",
    "schema": "of the schema",
}


class Constraint:
    """A constraint on values of the simple type ``primitive`` (None: a complex type).

    ``operand`` is a value of that type; a tuple of them for ``in_range`` (None: unbounded) and ``valid_values``, a
    whole number for lengths, a compiled pattern for ``pattern``.
    """

    __slots__ = ("_bound", "operand", "operator", "primitive")

    def __init__(self, operator_name: str, operand: Any, primitive: str | None) -> None:
        self.operator = operator_name
        self.operand = operand
        self.primitive = primitive
        self._bound = self._prepared()

    def _prepared(self) -> Any:
        """What values are compared with: keys in place of the operand where the order counts."""
        if self.operator == "in_range":
            return tuple(comparable(bound, self.primitive) for bound in self.operand)
        if self.operator in _ORDERS and self.operator not in LENGTHS:
            return comparable(self.operand, self.primitive)
        return self.operand

    def __str__(self) -> str:
        return f"{_WORDS[self.operator]} {self._operand_text()}"

    def _operand_text(self) -> str:
        if self.operator == "in_range":
            lower, upper = self.operand
            return f"{lower} and {'any number' if upper is None else upper}"
        if self.operator == "valid_values":
            return ", ".join(f"`{value}`" for value in self.operand)
        return f"`{self.operand.pattern if self.operator == 'pattern' else self.operand}`"

    def holds(self, value: Value) -> bool:
        """Whether a known value fulfils the constraint. What cannot be compared does not violate it."""
        if self.operator == "valid_values":
            return any(self._is_same(value, legal) for legal in self.operand)
        if self.operator == "equal":
            return self._is_same(value, self.operand)
        if self.operator == "pattern":
            return not isinstance(value, str) or self.operand.fullmatch(value) is not None
        if self.operator in LENGTHS:
            return not isinstance(value, str | tuple | Mapping) or _ORDERS[self.operator](len(value), self._bound)
        return self.operator == "schema" or self._fits_order(value)

    def _is_same(self, value: Value, legal: Value) -> bool:
        if value == legal:
            return isinstance(value, bool) == isinstance(legal, bool)
        key = comparable(value, self.primitive)
        return key is not None and key == comparable(legal, self.primitive)

    def _fits_order(self, value: Value) -> bool:
        if isinstance(value, tuple):
            return all(self._fits_order(bound) for bound in value)
        if value == UNBOUNDED and self.operator == "in_range":
            return bool(self.operand[1] is None)
        key: Any = comparable(value, "integer" if self.primitive == "range" else self.primitive)
        if key is None or self._bound is None:
            return True
        if self.operator == "in_range":
            lower, upper = self._bound
            return (lower is None or key >= lower) and (upper is None or key <= upper)
        return _ORDERS[self.operator](key, self._bound)
