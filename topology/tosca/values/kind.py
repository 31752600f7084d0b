"""What kind of thing a value is, and the keys by which values of a kind are compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from topology.tosca.types.model import Schema
from topology.tosca.values.primitive import INVALID, STRICT_TIMESTAMP, coerce, comparable
from topology.tosca.values.typed import Typed
from topology.values.value import Concat, Value

NUMBERS = frozenset({"integer", "float"})
SPELLED = frozenset({"scalar", "timestamp", "version"})
"""The kinds that are written as texts and compared as something else."""


def kind_of(typed: Typed) -> str | None:
    """The kind by the type where it is known, else by the value; None where neither tells."""
    if typed.schema is not None:
        return _kind_of_type(typed.schema)
    return kind_of_value(typed.value)


def _kind_of_type(schema: Schema) -> str | None:
    data_type = schema.type
    if data_type.is_partial:
        return None
    primitive = data_type.primitive
    if primitive is None:
        return "map"
    if primitive == STRICT_TIMESTAMP:
        return "timestamp"
    return "scalar" if primitive.startswith("scalar") else primitive


def kind_of_value(value: Value) -> str | None:
    """The kind of a value without a type; a text may be the spelling of something else."""
    if isinstance(value, Concat):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    for kind, name in ((int, "integer"), (float, "float"), (str, "string"), (tuple, "list"), (Mapping, "map")):
        if isinstance(value, kind):
            return name
    return "nil" if value is None else None


def spelled_schema(schema: Schema | None) -> Schema | None:
    """The type, if its values are written as texts that mean something else."""
    return schema if schema is not None and _kind_of_type(schema) in SPELLED else None


def as_type(value: Value, schema: Schema) -> Any:
    """A text as the spelled type, in its standard form, or INVALID."""
    data_type = schema.type
    if not isinstance(value, str) or data_type.primitive is None:
        return INVALID
    return coerce(value, value, data_type.primitive, data_type.units)


def as_amount(value: Value, schema: Schema) -> Any:
    """A mere number beside a scalar as an amount in its canonical unit, or INVALID: TOSCA 2.0, 9.1.2.2.2."""
    units = schema.type.units
    if units is None or isinstance(value, bool) or not isinstance(value, int | float):
        return INVALID
    is_whole = isinstance(value, int) or value.is_integer()
    return as_type(f"{int(value) if is_whole else value!r} {units.canonical}", schema)


def read_spelled(arguments: Sequence[Typed], wanted: Schema | None = None) -> list[Typed]:
    """Values of which one is of a spelled type, with mere texts read as that type: ``[ $value, 15 cm ]``.

    Where none is, texts are read as the type that is ``wanted``.
    """
    known = (spelled_schema(argument.schema) for argument in arguments)
    schema = next(filter(None, known), spelled_schema(wanted))
    return list(arguments) if schema is None else [_read_as(argument, schema) for argument in arguments]


def _read_as(argument: Typed, schema: Schema) -> Typed:
    if argument.schema is not None or not isinstance(argument.value, str):
        return argument
    value = as_type(argument.value, schema)
    return argument if value is INVALID else Typed(value, schema)


def entry_schema(schema: Schema | None) -> Schema | None:
    """What the entries of a list or a map must be."""
    return (schema.entry or schema.type.entry) if schema is not None else None


def key_of(value: Value, schema: Schema | None) -> Any:
    """What a settled value of a type is compared by, and may be the key of a set; true is not the same as 1."""
    if isinstance(value, Mapping):
        return frozenset((name, key_of(item, entry_schema(schema))) for name, item in value.items())
    if isinstance(value, tuple):
        return tuple(key_of(item, entry_schema(schema)) for item in value)
    if value is None or isinstance(value, bool):
        return ("boolean", value)
    data_type = schema.type if schema is not None else None
    return comparable(value, data_type.primitive, data_type.units) if data_type is not None else value
