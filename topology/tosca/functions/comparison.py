"""Comparisons: TOSCA 2.0, 10.2.2.2, and ``$in_range``, which the specification uses in its examples (8.6, 9.1.1.2)."""

import operator
from collections.abc import Callable
from typing import Any

from topology.tosca.functions.function import ANY, Arguments, Function, MisuseError, fixed
from topology.tosca.functions.logic import truth
from topology.tosca.types.model import Schema
from topology.tosca.values.kind import NUMBERS, as_amount, key_of, kind_of, read_spelled
from topology.tosca.values.pattern import compiled, needs_more
from topology.tosca.values.primitive import INVALID
from topology.tosca.values.typed import BOOLEAN, Typed
from topology.values.value import Call, Value

_ORDERED = frozenset({"integer", "float", "string", "timestamp", "version", "scalar"})
_LIST = frozenset({"list"})
UNBOUNDED = "UNBOUNDED"


def aligned(arguments: Arguments) -> list[Typed]:
    """The arguments with texts and mere numbers read as the type of their peers: ``[ $value, 15 cm ]``.

    Raises ``MisuseError`` for arguments of different kinds.
    """
    found = [_amount(argument, arguments) for argument in read_spelled(arguments)]
    first = next((kind for argument in found if (kind := kind_of(argument)) is not None), None)
    for index, argument in enumerate(found):
        kind = kind_of(argument)
        if kind is not None and first is not None and kind != first and not {kind, first} <= NUMBERS:
            raise MisuseError(index, f"compares values of one type, but here are {first} and {kind}")
    return found


def _amount(argument: Typed, arguments: Arguments) -> Typed:
    """A mere number beside a scalar as an amount in the scalar's canonical unit."""
    if argument.schema is not None or kind_of(argument) not in NUMBERS:
        return argument
    schema = next((peer.schema for peer in arguments if peer.schema is not None and kind_of(peer) == "scalar"), None)
    value = as_amount(argument.value, schema) if schema is not None else INVALID
    return argument if value is INVALID else Typed(value, schema)


def _keys(arguments: Arguments) -> list[Any]:
    return [key_of(argument.value, argument.schema) for argument in arguments]


def _equal(arguments: Arguments) -> Typed:
    left, right = _keys(aligned(arguments))
    return truth(left == right)


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[[Arguments], Typed]:
    def run(arguments: Arguments) -> Typed:
        left, right = _keys(aligned(arguments))
        return truth(compare(left, right))

    return run


def _gives_boolean(arguments: Arguments) -> Schema:
    aligned(arguments)
    return BOOLEAN


def entries(listed: Value, like: Typed, index: int) -> list[Any]:
    """The keys of a list's entries, each read as the type of a peer."""
    if not isinstance(listed, tuple):
        raise MisuseError(index, "takes a list here")
    return [_keys(aligned([like, Typed(item)]))[1] for item in listed]


def _valid_values(arguments: Arguments) -> Typed:
    value, listed = arguments
    return truth(_keys([value])[0] in entries(listed.value, value, 1))


def _in_range(arguments: Arguments) -> Typed:
    value, bounds = arguments
    if not isinstance(bounds.value, tuple) or len(bounds.value) != 2:
        raise MisuseError(1, "takes a list of two bounds here")
    key = _keys([value])[0]
    lower, upper = bounds.value
    above = lower == UNBOUNDED or _keys(aligned([value, Typed(lower)]))[1] <= key
    return truth(above and (upper == UNBOUNDED or key <= _keys(aligned([value, Typed(upper)]))[1]))


def _matches(arguments: Arguments) -> Typed:
    text, pattern = (str(argument.value) for argument in arguments)
    found = compiled(pattern)
    if isinstance(found, str) and needs_more(pattern):
        return Typed(Call("matches", (text, pattern)), BOOLEAN)
    if isinstance(found, str):
        raise MisuseError(1, f"takes a pattern of RE2 here: {found}")
    return truth(found.search(text) is not None)


def _compare(name: str, number: int, compare: Callable[[Any, Any], bool]) -> Function:
    spec = f"2.0:10.2.2.2.{number}"
    return Function(name, spec, 2, 2, (_ORDERED,), _ordering(compare), _gives_boolean, needs_types=True)


_TEXT = frozenset({"string", "version", "timestamp"})

COMPARISON = (
    Function("equal", "2.0:10.2.2.2.1", 2, 2, (ANY,), _equal, _gives_boolean, needs_types=True),
    _compare("greater_than", 2, operator.gt),
    _compare("greater_or_equal", 3, operator.ge),
    _compare("less_than", 4, operator.lt),
    _compare("less_or_equal", 5, operator.le),
    Function("valid_values", "2.0:10.2.2.2.6", 2, 2, (ANY, _LIST), _valid_values, fixed(BOOLEAN), needs_types=True),
    Function("matches", "2.0:10.2.2.2.7", 2, 2, (_TEXT, frozenset({"string"})), _matches, fixed(BOOLEAN)),
    Function("in_range", "2.0:8.6", 2, 2, (_ORDERED, _LIST), _in_range, fixed(BOOLEAN), needs_types=True),
)
