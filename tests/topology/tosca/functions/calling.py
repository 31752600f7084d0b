"""Calls of built-in functions by name, without a template."""

from fractions import Fraction
from typing import Any

import pytest

from topology.tosca.functions.function import MisuseError
from topology.tosca.functions.table import BUILT_IN
from topology.tosca.types.model import DataType, Members, Schema
from topology.tosca.values.scalar_unit import Units
from topology.tosca.values.typed import Typed, simple_schema
from topology.values.value import Call, Unknown, Value

UNKNOWN = Unknown("db", ("port",))

MASS = Schema(
    DataType(
        "Mass",
        ("Mass", "scalar"),
        "scalar",
        resolve=lambda: Members(units=_GRAMS),
    )
)
_GRAMS = Units({"g": 1, "kg": 1000, "mg": Fraction(1, 1000)}, "g", is_spaced=True)
VERSION = simple_schema("version")
TIMESTAMP = simple_schema("timestamp")


def call(name: str, *arguments: Any) -> Value:
    """What a function gives for values, or for values with their types."""
    return result(name, *arguments).value


def result(name: str, *arguments: Any) -> Typed:
    """The same with the type."""
    return BUILT_IN[name].call([item if isinstance(item, Typed) else Typed(item) for item in arguments])


def misuse(name: str, *arguments: Any) -> int | None:
    """The number of the argument that a function refuses, None where it refuses the whole call."""
    with pytest.raises(MisuseError) as caught:
        call(name, *arguments)
    assert caught.value.reason
    return caught.value.argument


def waits(name: str, *arguments: Value) -> bool:
    """Whether a call stays a call with these arguments."""
    return call(name, *arguments) == Call(name, arguments)
