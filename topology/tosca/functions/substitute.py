"""Filling in what has become known: attributes that the platform gave, and the calls that waited for them."""

from collections.abc import Callable, Mapping

from topology.values.value import Call, Concat, Secret, Unknown, Value, concat


def substitute(value: Value, replace: Callable[[Secret | Unknown], Value]) -> Value:
    """A copy of a value with each secret and unknown leaf replaced, or left when ``replace`` returns its argument.

    A :class:`Concat` whose parts are all known afterwards becomes text, and a :class:`Call` what its function gives.
    """
    if isinstance(value, Mapping):
        return {key: substitute(item, replace) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(substitute(item, replace) for item in value)
    if isinstance(value, Concat):
        return concat(tuple(substitute(part, replace) for part in value.parts))
    if isinstance(value, Call):
        return _call(value.function, tuple(substitute(argument, replace) for argument in value.arguments))
    if isinstance(value, Secret | Unknown):
        return replace(value)
    return value


def _call(function: str, arguments: tuple[Value, ...]) -> Value:
    from topology.tosca.functions.apply import apply  # noqa: PLC0415 - few templates call what has to wait

    return apply(function, arguments)
