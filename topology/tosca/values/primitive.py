"""Section 3.3: the simple types, what a scalar of each is, and how two are compared."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from topology.graph.values import Value
from topology.tosca.scalars import resolve
from topology.tosca.tree import Scalar
from topology.tosca.values.scalar_unit import UNITS, parse_scalar_unit
from topology.tosca.values.timestamp import parse_timestamp
from topology.tosca.values.version import VersionKey, parse_version

SCALARS = ("string", "integer", "float", "boolean", "timestamp", "version", "null", *UNITS)
COLLECTIONS = ("list", "map", "range")
PRIMITIVES = frozenset(SCALARS) | frozenset(COLLECTIONS)

COMPARABLE = frozenset({"string", "integer", "float", "timestamp", "version", *UNITS})

Comparable = int | float | str | Fraction | VersionKey | datetime


class _Invalid:
    """Stands for a value that is not of its type, since None is a value."""


INVALID: Any = _Invalid()


def primitive_value(node: Scalar, primitive: str) -> Any:
    """The value of a scalar as a simple type, or INVALID."""
    value = resolve(node)
    if primitive == "string":
        return value if isinstance(value, str) else INVALID
    return coerce(value, node.text, primitive)


def coerce(value: Value, text: str, primitive: str) -> Any:
    """A value that was read without a type as one of a simple type, or INVALID; ``text`` is how it is written."""
    if primitive == "integer":
        return value if isinstance(value, int) and not isinstance(value, bool) else INVALID
    if primitive == "float":
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else INVALID
    if primitive == "boolean":
        return value if isinstance(value, bool) else INVALID
    if primitive == "string":
        return value if isinstance(value, str) else INVALID
    if primitive == "null":
        return value if value is None else INVALID
    return _from_text(value, text, primitive)


def _from_text(value: Value, text: str, primitive: str) -> Any:
    """Values that are told by their text: versions, timestamps and scalars with units."""
    if value is None or isinstance(value, bool):
        return INVALID
    if primitive == "version":
        return text if parse_version(text) is not None else INVALID
    if primitive == "timestamp":
        return text if parse_timestamp(text) is not None else INVALID
    if primitive in UNITS:
        parsed = parse_scalar_unit(text, primitive)
        return parsed[0] if parsed else INVALID
    return INVALID


def comparable(value: Value, primitive: str | None) -> Comparable | None:
    """A key by which values of a simple type are compared, or None where they cannot be."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    return _text_key(value, primitive) if isinstance(value, str) else None


def _text_key(text: str, primitive: str | None) -> Comparable | None:
    if primitive in UNITS:
        parsed = parse_scalar_unit(text, primitive)
        return parsed[1] if parsed else None
    if primitive == "version":
        return parse_version(text)
    return parse_timestamp(text) if primitive == "timestamp" else text
