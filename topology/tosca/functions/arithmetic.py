"""Numbers and amounts with units: TOSCA 2.0, 10.2.5. Whole numbers have 64 bits; amounts are exact until the result."""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TypeAlias

from topology.tosca.functions.function import Arguments, Function, MisuseError, fixed
from topology.tosca.types.model import Schema
from topology.tosca.values.kind import as_type, kind_of, spelled_schema
from topology.tosca.values.primitive import INVALID, comparable
from topology.tosca.values.typed import FLOAT, INTEGER, Typed
from topology.values.value import Value

Number: TypeAlias = int | float | Fraction

_NUMBERS = frozenset({"integer", "float"})
_ADDABLE = frozenset({"integer", "float", "scalar"})
_INTEGER = frozenset({"integer"})
_DIVISIBLE = frozenset({"integer", "scalar"})
MOST_INTEGER = 2**63 - 1


def result(number: Number, schema: Schema | None) -> Typed:
    """A number as a value: of a scalar type as text in its canonical unit. Raises ``MisuseError`` beyond 64 bits."""
    try:
        if schema is not None and schema.type.units is not None:
            return Typed(schema.type.units.format(number), schema)
        if isinstance(number, int):
            if not -MOST_INTEGER - 1 <= number <= MOST_INTEGER:
                raise MisuseError(None, "gives a number beyond the 64 bits of an integer")
            return Typed(number, INTEGER)
        return Typed(float(number), FLOAT)
    except (OverflowError, ValueError):
        raise MisuseError(None, "gives a number beyond the range of a float") from None


def scalar_schema(arguments: Arguments) -> Schema | None:
    """The scalar type that arguments share, or None for mere numbers. Different ones are a ``MisuseError``."""
    found: Schema | None = None
    for index, argument in enumerate(arguments):
        if kind_of(argument) != "scalar" or argument.schema is None:
            continue
        if found is not None and found.type.units is not argument.schema.type.units:
            raise MisuseError(index, f"takes amounts of one type, but here are {found.type.name} and another")
        found = found or argument.schema
    return found


def number_of(argument: Typed, index: int, schema: Schema | None) -> Number:
    """A number, or an amount in base units."""
    value = argument.value
    if schema is not None and (argument.schema is None or spelled_schema(argument.schema)):
        text = as_type(value, schema)
        key = None if text is INVALID else comparable(text, "scalar", schema.type.units)
        if isinstance(key, int | Fraction):
            return key
        raise MisuseError(index, f"takes values of type {schema.type.name} here")
    return plain(value, index)


def plain(value: Value, index: int) -> Number:
    """A mere number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise MisuseError(index, "takes a number here")


def _numbers(arguments: Arguments, schema: Schema | None) -> list[Number]:
    return [number_of(argument, index, schema) for index, argument in enumerate(arguments)]


def _sum(arguments: Arguments) -> Typed:
    schema = scalar_schema(arguments)
    total: Number = 0
    for number in _numbers(arguments, schema):
        total += number
    return result(total, schema)


def _difference(arguments: Arguments) -> Typed:
    schema = scalar_schema(arguments)
    left, right = _numbers(arguments, schema)
    return result(left - right, schema)


def _product(arguments: Arguments) -> Typed:
    schema = scalar_schema(arguments[:1])
    if schema is not None and len(arguments) != 2:
        raise MisuseError(None, "takes an amount and one number, or any count of numbers")
    total = number_of(arguments[0], 0, schema)
    for index, argument in enumerate(arguments[1:], start=1):
        number = plain(argument.value, index)
        total *= _exact(number) if schema is not None else number
        result(total, schema)
    return result(total, schema)


def _exact(number: Number) -> Number:
    """A float as the fraction that it is, so that amounts stay exact."""
    if isinstance(number, float):
        if not math.isfinite(number):
            raise MisuseError(1, "takes a finite number here")
        return Fraction(number)
    return number


def _quotient(arguments: Arguments) -> Typed:
    schema = scalar_schema(arguments[:1])
    left = number_of(arguments[0], 0, schema)
    right = plain(arguments[1].value, 1)
    if right == 0:
        raise MisuseError(1, "cannot divide by zero")
    if schema is not None:
        return result(Fraction(left) / Fraction(_exact(right)), schema)
    return result(_divided(left, right), FLOAT)


def _divided(left: Number, right: Number) -> float:
    try:
        return float(left / right)
    except OverflowError:
        raise MisuseError(None, "gives a number beyond the range of a float") from None


def _remainder(arguments: Arguments) -> Typed:
    """What a division leaves; it has the sign of the divisor, so that it can serve as an index."""
    schema = scalar_schema(arguments[:1])
    left = number_of(arguments[0], 0, schema)
    right = plain(arguments[1].value, 1)
    if right == 0:
        raise MisuseError(1, "cannot divide by zero")
    return result(left % right, schema)


def _rounding(how: Callable[[float], int]) -> Callable[[Arguments], Typed]:
    def run(arguments: Arguments) -> Typed:
        number = plain(arguments[0].value, 0)
        if not math.isfinite(number):
            raise MisuseError(0, "takes a finite number here")
        return result(how(Fraction(number)), INTEGER)  # type: ignore[arg-type]

    return run


def _nearest(number: float) -> int:
    """The nearest whole number; in the middle the lower one, as the specification's own 3.5 to 3."""
    return math.ceil(number - Fraction(1, 2))


def _gives_sum(arguments: Arguments) -> Schema | None:
    schema = scalar_schema(arguments)
    if schema is not None:
        return schema
    kinds = {kind_of(argument) for argument in arguments}
    return INTEGER if kinds == {"integer"} else FLOAT if "float" in kinds else None


def _gives_quotient(arguments: Arguments) -> Schema | None:
    return scalar_schema(arguments[:1]) or (None if kind_of(arguments[0]) is None else FLOAT)


def _gives_product(arguments: Arguments) -> Schema | None:
    return scalar_schema(arguments[:1]) or _gives_sum(arguments)


_keeping = partial(Function, needs_types=True, keeps_type=True)

ARITHMETIC = (
    _keeping("sum", "2.0:10.2.5.1", 1, None, (_ADDABLE,), _sum, _gives_sum),
    _keeping("difference", "2.0:10.2.5.2", 2, 2, (_ADDABLE,), _difference, _gives_sum),
    _keeping("product", "2.0:10.2.5.3", 1, None, (_ADDABLE, _NUMBERS), _product, _gives_product),
    _keeping("quotient", "2.0:10.2.5.4", 2, 2, (_ADDABLE, _NUMBERS), _quotient, _gives_quotient),
    _keeping("remainder", "2.0:10.2.5.5", 2, 2, (_DIVISIBLE, _INTEGER), _remainder, _gives_sum),
    Function("round", "2.0:10.2.5.6", 1, 1, (_NUMBERS,), _rounding(_nearest), fixed(INTEGER)),
    Function("floor", "2.0:10.2.5.7", 1, 1, (_NUMBERS,), _rounding(math.floor), fixed(INTEGER)),
    Function("ceil", "2.0:10.2.5.8", 1, 1, (_NUMBERS,), _rounding(math.ceil), fixed(INTEGER)),
)
