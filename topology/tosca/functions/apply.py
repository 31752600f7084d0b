"""What a waiting call gives once its arguments are known, such as after apply."""

from collections.abc import Iterator, Mapping

from topology.tosca.functions.function import MisuseError
from topology.tosca.functions.table import BUILT_IN
from topology.tosca.values.typed import Typed, is_settled
from topology.values.value import Call, Value


def apply(function: str, arguments: tuple[Value, ...]) -> Value:
    """The value, or a :class:`Call` again: of a function that is not built in, or of texts whose type would decide."""
    found = BUILT_IN.get(function)
    if found is None or (found.needs_types and any(isinstance(leaf, str) for leaf in _texts(arguments))):
        return Call(function, arguments)
    try:
        return found.call([Typed(argument) for argument in arguments]).value
    except MisuseError:
        return Call(function, arguments)


def _texts(value: Value) -> Iterator[Value]:
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_settled(value):
        yield value
