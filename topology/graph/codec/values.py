"""Values as JSON. What JSON has no word for is an object with one key that begins with ``$``.

``{"$secret": REFERENCE}``, ``{"$unknown": [NODE, ATTRIBUTE, ...]}``, ``{"$concat": [PART, ...]}``,
``{"$call": [NAME, ARGUMENT, ...]}``, ``{"$float": "nan" | "inf" | "-inf"}``; and ``{"$map": {...}}`` around a map of
the template whose own keys begin so.
"""

import math
from collections.abc import Mapping
from typing import Any

from topology.graph.codec.fields import Fields, GraphFormatError, list_of, map_of, step, text
from topology.values.value import Call, Concat, Secret, Unknown, Value

_NOT_FINITE = ("nan", "inf", "-inf")


def encode_value(value: Value) -> Any:
    """A value as JSON-able data; :func:`decode_value` gives it back. Holds references, never a secret's text."""
    if isinstance(value, Secret | Unknown | Concat | Call):
        return _encode_unseen(value)
    if isinstance(value, Mapping):
        return _encode_map(value)
    if isinstance(value, tuple):
        return [encode_value(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": str(value)}
    return value


def encode_values(values: Mapping[str, Value]) -> dict[str, Any]:
    """Values by name as JSON-able data."""
    return {key: encode_value(value) for key, value in values.items()}


def written(**entries: Any) -> dict[str, Any]:
    """Those entries of an object that say something."""
    return {key: entry for key, entry in entries.items() if entry is not None and entry not in ({}, [])}


def _encode_unseen(value: Secret | Unknown | Concat | Call) -> dict[str, Any]:
    match value:
        case Secret(reference):
            return {"$secret": reference}
        case Unknown(node, attribute):
            return {"$unknown": [node, *attribute]}
        case Concat(parts):
            return {"$concat": [encode_value(part) for part in parts]}
        case Call(function, arguments):
            return {"$call": [function, *(encode_value(argument) for argument in arguments)]}


def _encode_map(value: Mapping[str, Value]) -> dict[str, Any]:
    encoded = {key: encode_value(item) for key, item in value.items()}
    return {"$map": encoded} if any(key.startswith("$") for key in encoded) else encoded


def decode_value(data: object) -> Value:
    """The value that :func:`encode_value` made the data of. Raises :class:`GraphFormatError`."""
    if data is None or isinstance(data, bool | int | float | str):
        return data
    if isinstance(data, list):
        return _values(data)
    if isinstance(data, dict):
        return _decode_tagged(data) if any(key.startswith("$") for key in data) else _value_map(data)
    raise GraphFormatError(f"{type(data).__name__} is not a value")


def _decode_tagged(data: dict[str, object]) -> Value:
    fields = Fields(data)
    value: Value
    match next(iter(data)):
        case "$secret":
            value = Secret(fields.need("$secret", text))
        case "$unknown":
            value = fields.need("$unknown", _unknown)
        case "$concat":
            value = Concat(fields.need("$concat", _values))
        case "$call":
            value = fields.need("$call", _call)
        case "$float":
            value = fields.need("$float", _not_finite)
        case "$map":
            value = fields.need("$map", _value_map)
    fields.done()
    return value


def _unknown(data: object) -> Unknown:
    steps = list_of(step)(data)
    if not steps or not isinstance(steps[0], str):
        raise GraphFormatError("expected a node's name and the parts of an attribute")
    return Unknown(steps[0], steps[1:])


def _call(data: object) -> Call:
    function, *arguments = _values(data) or (None,)
    if not isinstance(function, str):
        raise GraphFormatError("expected a function's name and its arguments")
    return Call(function, tuple(arguments))


def _not_finite(data: object) -> float:
    if data not in _NOT_FINITE:
        raise GraphFormatError(f"expected one of {', '.join(_NOT_FINITE)}")
    return float(text(data))


_values = list_of(decode_value)
_value_map = map_of(decode_value)
