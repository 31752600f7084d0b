"""Texts and lists: Simple Profile 1.3, 4.3; TOSCA 2.0, 10.2.3."""

from collections.abc import Mapping

from topology.tosca.functions.function import ANY, Arguments, Function, MisuseError, common_schema, fixed
from topology.tosca.types.model import Schema
from topology.tosca.values.kind import kind_of
from topology.tosca.values.typed import INTEGER, STRING, Typed
from topology.values.value import Call, Concat, Secret, Unknown, Value, as_text, concat, secrets_in

_SIZED = frozenset({"string", "list", "map", "bytes"})
_INTEGER = frozenset({"integer"})


def _length(arguments: Arguments) -> Typed:
    value = arguments[0].value
    if kind_of(arguments[0]) == "bytes" and isinstance(value, str):
        text = "".join(value.split())
        return Typed(len(text) // 4 * 3 - text[-2:].count("="), INTEGER)
    return Typed(len(value) if isinstance(value, str | tuple | Mapping) else 0, INTEGER)


def _concat(arguments: Arguments) -> Typed:
    """One text of all texts, or one list of all lists. Numbers are taken as they are written."""
    values = [argument.value for argument in arguments]
    if any(isinstance(value, tuple) for value in values):
        return _concat_lists(arguments)
    return _concat_texts(arguments)


def _concat_texts(arguments: Arguments) -> Typed:
    """One text of all texts, all that 1.x can do."""
    values = [argument.value for argument in arguments]
    _refuse_parts(values)
    return Typed(concat(tuple(values)), STRING)


def _concat_lists(arguments: Arguments) -> Typed:
    joined: list[Value] = []
    for index, argument in enumerate(arguments):
        if not isinstance(argument.value, tuple):
            raise MisuseError(index, "joins lists with lists only, and texts with texts")
        joined += argument.value
    return Typed(tuple(joined), common_schema(arguments))


def _refuse_parts(values: list[Value]) -> None:
    for index, value in enumerate(values):
        if type(value) is not str and isinstance(value, tuple | Mapping):
            raise MisuseError(index, "joins texts, not lists or maps")


def _join(arguments: Arguments) -> Typed:
    listed = arguments[0].value
    delimiter = arguments[1].value if len(arguments) > 1 else ""
    if not isinstance(listed, tuple):
        raise MisuseError(0, "takes a list of texts first")
    if isinstance(delimiter, tuple | Mapping):
        raise MisuseError(1, "takes a text as the delimiter")
    _refuse_parts(list(listed))
    parts: list[Value] = []
    for index, value in enumerate(listed):
        parts += [as_text(delimiter), value] if index and delimiter not in ("", None) else [value]
    return Typed(concat(tuple(parts)), STRING)


def _token(arguments: Arguments) -> Typed:
    text, separators, index = (argument.value for argument in arguments)
    if not isinstance(separators, str):
        raise MisuseError(1, "takes the characters that separate here")
    if not isinstance(index, int) or isinstance(index, bool):
        raise MisuseError(2, "takes the number of the part here")
    parts = _split(as_text(text), separators)
    if not 0 <= index < len(parts):
        raise MisuseError(2, f"finds no part {index}; there {'is' if len(parts) == 1 else 'are'} {len(parts)}")
    return Typed(parts[index], STRING)


def _split(text: str, separators: str) -> list[str]:
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return text.split(separators[0]) if separators else [text]


def _in_parts(arguments: Arguments) -> bool:
    """Whether what is secret or unknown stands between known texts, so that the text can be put together."""
    return any(isinstance(argument.value, Secret | Unknown | Concat | Call) for argument in arguments)


def _early_concat(arguments: Arguments) -> Typed | None:
    """Text with gaps, unless the unknown may turn out to be a list."""
    if any(isinstance(argument.value, tuple) or kind_of(argument) == "list" for argument in arguments):
        return None
    return _concat(arguments) if _in_parts(arguments) else None


def _early_join(arguments: Arguments) -> Typed | None:
    is_known = isinstance(arguments[0].value, tuple) and all(argument.is_settled for argument in arguments[1:])
    return _join(arguments) if is_known else None


def _gives_concat(arguments: Arguments) -> Schema | None:
    return common_schema(arguments) if any(kind_of(argument) == "list" for argument in arguments) else STRING


def _gives_token(arguments: Arguments) -> Schema | None:
    if secrets_in(arguments[0].value):
        raise MisuseError(0, "cannot take apart what is secret")
    return STRING


LENGTH = Function("length", "2.0:10.2.3.1", 1, 1, (_SIZED,), _length, fixed(INTEGER), needs_types=True)
CONCAT = Function("concat", "2.0:10.2.3.2", 1, None, (ANY,), _concat, _gives_concat, early=_early_concat)
JOIN = Function("join", "4.3.2", 1, 2, (ANY,), _join, fixed(STRING), early=_early_join)
TOKEN = Function("token", "4.3.3", 3, 3, (ANY, ANY, _INTEGER), _token, _gives_token)

_SIMPLE_CONCAT = Function("concat", "4.3.1", 1, None, (ANY,), _concat_texts, fixed(STRING), early=_concat_texts)

SIMPLE: Mapping[str, Function] = {"concat": _SIMPLE_CONCAT, "join": JOIN, "token": TOKEN}
"""The functions of this kind of 1.x: Simple Profile 1.3, 4.3."""
