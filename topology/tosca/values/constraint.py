"""Constraints, and whether a value fulfils them: Simple Profile 1.3, 3.6.3; TOSCA 2.0, 9.10."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from topology.tosca.grammar.reading import UNBOUNDED
from topology.tosca.values.primitive import comparable
from topology.tosca.values.scalar_unit import Units
from topology.values.value import Value

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
    "matches": "matched by the pattern",
    "schema": "of the schema",
    "syntax": "written in",
}


class Constraint:
    """A constraint on values of the simple type ``primitive`` (None: a complex type) with its ``units``.

    ``operand`` is a value of that type; a tuple of them for ``in_range`` (None: unbounded) and ``valid_values``, a
    whole number for lengths, a compiled pattern for ``pattern``, which fits the whole text, and ``matches``.
    """

    __slots__ = ("_bound", "operand", "operator", "primitive", "units")

    def __init__(self, operator_name: str, operand: Any, primitive: str | None, units: Units | None = None) -> None:
        self.operator = operator_name
        self.operand = operand
        self.primitive = primitive
        self.units = units
        self._bound = self._prepared()

    def _prepared(self) -> Any:
        """What values are compared with: keys in place of the operand where the order counts."""
        if self.operator == "in_range":
            return tuple(map(self._key, self.operand))
        if self.operator in _ORDERS and self.operator not in LENGTHS:
            return self._key(self.operand)
        return self.operand

    def _key(self, value: Value) -> Any:
        return comparable(value, self.primitive, self.units)

    def __str__(self) -> str:
        return f"{_WORDS[self.operator]} {self._operand_text()}"

    def _operand_text(self) -> str:
        if self.operator == "in_range":
            lower, upper = self.operand
            return f"{lower} and {'any number' if upper is None else upper}"
        if self.operator == "valid_values":
            return ", ".join(f"`{value}`" for value in self.operand)
        return f"`{self.operand.pattern if self.operator in ('pattern', 'matches') else self.operand}`"

    def holds(self, value: Value) -> bool:
        """Whether a known value fulfils the constraint. What cannot be compared does not violate it."""
        if self.operator == "valid_values":
            return any(self._is_same(value, legal) for legal in self.operand)
        if self.operator == "equal":
            return self._is_same(value, self.operand)
        if self.operator in LENGTHS:
            return not isinstance(value, str | tuple | Mapping) or _ORDERS[self.operator](len(value), self._bound)
        if self.operator in _OF_TEXT:
            return not isinstance(value, str) or _OF_TEXT[self.operator](self.operand, value)
        return self.operator == "schema" or self._fits_order(value)

    def _is_same(self, value: Value, legal: Value) -> bool:
        if value == legal:
            return isinstance(value, bool) == isinstance(legal, bool)
        key = self._key(value)
        return key is not None and key == self._key(legal)

    def _fits_order(self, value: Value) -> bool:
        if isinstance(value, tuple):
            return all(self._fits_order(bound) for bound in value)
        if value == UNBOUNDED and self.operator == "in_range":
            return bool(self.operand[1] is None)
        key: Any = comparable(value, "integer") if self.primitive == "range" else self._key(value)
        if key is None or self._bound is None:
            return True
        if self.operator == "in_range":
            lower, upper = self._bound
            return (lower is None or key >= lower) and (upper is None or key <= upper)
        return _ORDERS[self.operator](key, self._bound)


def _is_written_in(syntax: str, text: str) -> bool:
    from topology.tosca.values.syntax import READERS  # noqa: PLC0415 - few templates hold other languages

    return READERS[syntax](text)


_OF_TEXT: Mapping[str, Callable[[Any, str], bool]] = {
    "pattern": lambda pattern, text: pattern.fullmatch(text) is not None,
    "matches": lambda pattern, text: pattern.search(text) is not None,
    "syntax": _is_written_in,
}
