"""The simple types, what a scalar of each is, and how two are compared: Simple Profile 1.3, 3.3; TOSCA 2.0, 9.1."""

from typing import TYPE_CHECKING, Any, TypeAlias

from topology.tosca.scalars import resolve
from topology.tosca.tree import Scalar
from topology.tosca.values.scalar_unit import UNITS, Units
from topology.tosca.values.version import VersionKey, parse_version
from topology.values.value import Value

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction

_COMMON = ("string", "integer", "float", "boolean", "timestamp", "version", "list", "map")
COLLECTIONS = ("list", "map", "range")
PRIMITIVES = frozenset({*_COMMON, "null", "range", *UNITS})
"""What 1.x calls its simple types."""
PRIMITIVES_2_0 = frozenset({*_COMMON, "bytes", "nil", "scalar"})
"""What 2.0 calls its built-in types. A timestamp of 2.0 is held as the primitive ``timestamp-2.0``, being strict."""
STRICT_TIMESTAMP = "timestamp-2.0"

COMPARABLE = frozenset({"string", "integer", "float", "timestamp", STRICT_TIMESTAMP, "version", "scalar", *UNITS})

Comparable: TypeAlias = "int | float | str | Fraction | VersionKey | datetime"


class _Invalid:
    """Stands for a value that is not of its type, since None is a value."""


INVALID: Any = _Invalid()


def primitive_value(node: Scalar, primitive: str, units: Units | None = None) -> Any:
    """The value of a scalar as a simple type, or INVALID; ``units`` are those of a scalar type of 2.0."""
    value = resolve(node)
    if primitive == "string":
        return value if isinstance(value, str) else INVALID
    return coerce(value, node.text, primitive, units)


def coerce(value: Value, text: str, primitive: str, units: Units | None = None) -> Any:
    """A value that was read without a type as one of a simple type, or INVALID; ``text`` is how it is written."""
    if primitive == "integer":
        return value if isinstance(value, int) and not isinstance(value, bool) else INVALID
    if primitive == "float":
        return _as_float(value)
    if primitive == "boolean":
        return value if isinstance(value, bool) else INVALID
    if primitive == "string":
        return value if isinstance(value, str) else INVALID
    if primitive in ("null", "nil"):
        return value if value is None else INVALID
    return _from_text(value, text, primitive, units)


def _as_float(value: Value) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return INVALID
    try:
        return float(value)
    except OverflowError:
        return INVALID


def _from_text(value: Value, text: str, primitive: str, units: Units | None) -> Any:
    """Values that are told by their text: versions, timestamps, bytes and amounts with units."""
    if value is None or isinstance(value, bool):
        return INVALID
    if primitive == "version":
        return text if parse_version(text) is not None else INVALID
    if primitive in ("timestamp", STRICT_TIMESTAMP):
        return text if _moment(text, primitive) is not None else INVALID
    if primitive == "bytes":
        return text if isinstance(value, str) and is_base64(text) else INVALID
    units = units or UNITS.get(primitive)
    parsed = units.parse(text) if units is not None else None
    return parsed[0] if parsed else INVALID


def _moment(text: str, primitive: str) -> "datetime | None":
    from topology.tosca.values.timestamp import parse_timestamp  # noqa: PLC0415 - few templates have timestamps

    return parse_timestamp(text, is_strict=primitive == STRICT_TIMESTAMP)


def is_base64(text: str) -> bool:
    """Whether a text is in the Base64 encoding (RFC 2045, section 6.8), which lets lines be broken."""
    import binascii  # noqa: PLC0415 - few templates have bytes

    try:
        binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except ValueError:
        return False
    return True


def comparable(value: Value, primitive: str | None, units: Units | None = None) -> "Comparable | None":
    """A key by which values of a simple type are compared, or None where they cannot be."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    return _text_key(value, primitive, units) if isinstance(value, str) else None


def _text_key(text: str, primitive: str | None, units: Units | None) -> "Comparable | None":
    units = units or UNITS.get(primitive or "")
    if units is not None:
        parsed = units.parse(text)
        return parsed[1] if parsed else None
    if primitive == "version":
        return parse_version(text)
    if primitive in ("timestamp", STRICT_TIMESTAMP):
        return _moment(text, primitive)
    return text
