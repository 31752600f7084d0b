"""Parts of values: the arguments of functions behind a property's name lead into its value, step by step."""

from collections.abc import Mapping, Sequence

from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.tree import Node, SequenceNode, span_of
from topology.tosca.types.model import Schema
from topology.tosca.values.primitive import COLLECTIONS
from topology.tosca.values.typed import UNKNOWABLE, Typed
from topology.values.value import Call, Unknown, Value

Key = str | int


def navigate(typed: Typed, keys: Sequence[Key], node: Node, path: Path, findings: Findings) -> Typed:
    """The part of a value that names of properties, keys of maps and indexes of lists lead to (else TS524).

    ``node`` are the arguments of the call, of which the keys are the last; the wrong one is shown.
    """
    if not keys:
        return typed
    value, schema = typed.value, typed.schema
    for position, key in enumerate(keys):
        legal = _names_in(value, schema)
        found = _part(value, key, legal)
        if found is UNKNOWABLE:
            if value is not UNKNOWABLE:
                message = f"The value has no part `{key}`."
                help_text = nearest(str(key), legal or ())
                place = _argument(node, len(keys) - position)
                findings.error("TS524", message, span_of(place), path, help=help_text, spec="4.4")
            return Typed(UNKNOWABLE)
        value, schema = found, _step(schema, key)
    return Typed(value, schema)


def _argument(node: Node, from_end: int) -> Node:
    items = node.items if isinstance(node, SequenceNode) else []
    return items[-from_end] if from_end <= len(items) else node


def _part(value: Value, key: Key, legal: list[str] | None) -> Value:
    """The part itself, or UNKNOWABLE; a part of what the platform gives is named by the way to it."""
    if isinstance(value, Call):
        value = Unknown("", ("functions", value.function))
    if isinstance(value, Unknown) and value is not UNKNOWABLE and (legal is None or str(key) in legal):
        return Unknown(value.node, (*value.attribute, key))
    if isinstance(value, Mapping) and str(key) in value:
        return value[str(key)]
    if isinstance(value, tuple) and isinstance(key, int) and 0 <= key < len(value):
        return value[key]
    return UNKNOWABLE


def _names_in(value: Value, schema: Schema | None) -> list[str] | None:
    """The names that may follow, none in a simple value; None where any name or index may be right."""
    if isinstance(value, Mapping):
        return list(value)
    if schema is None or schema.type.primitive in COLLECTIONS or schema.type.is_partial:
        return None
    return list(schema.type.properties)


def _step(schema: Schema | None, key: Key) -> Schema | None:
    if schema is None:
        return None
    definition = schema.type.properties.get(str(key))
    return definition.schema if definition is not None else schema.entry or schema.type.entry
