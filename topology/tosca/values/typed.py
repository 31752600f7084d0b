"""A value with its type, and the types that functions give."""

from topology.record import Record
from topology.tosca.tree import Node
from topology.tosca.types.model import DataType, Schema
from topology.values.value import Secret, Unknown, Value, leaves

UNKNOWABLE = Unknown("", ())
"""Stands for a value whose mistake is reported already; nothing more is said about it."""

_SETTLED = frozenset({str, int, float, bool, type(None)})


class Typed(Record):
    """A value with what is known of its type, and where it is written if that is not where it is asked for."""

    value: Value
    schema: Schema | None = None
    origin: Node | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the value is known in all of its parts."""
        return is_settled(self.value)


def simple_schema(primitive: str, entry: Schema | None = None) -> Schema:
    """The schema of a simple type."""
    return Schema(DataType(primitive, (primitive,), primitive), entry=entry)


STRING = simple_schema("string")
INTEGER = simple_schema("integer")
FLOAT = simple_schema("float")
BOOLEAN = simple_schema("boolean")
STRINGS = simple_schema("list", STRING)


def is_settled(value: Value) -> bool:
    """Whether a value is known in all of its parts."""
    if type(value) in _SETTLED:
        return True
    return not any(isinstance(leaf, Secret | Unknown) for leaf in leaves(value))
