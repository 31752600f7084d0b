"""Boolean logic: TOSCA 2.0, 10.2.2.1."""

from topology.tosca.functions.function import Arguments, Function, fixed, values_of
from topology.tosca.values.typed import BOOLEAN, Typed

_BOOLEANS = (frozenset({"boolean"}),)
TRUE = Typed(True, BOOLEAN)
FALSE = Typed(False, BOOLEAN)


def truth(value: object) -> Typed:
    """The result of a Boolean function."""
    return TRUE if value else FALSE


def _and(arguments: Arguments) -> Typed:
    return truth(all(values_of(arguments)))


def _or(arguments: Arguments) -> Typed:
    return truth(any(values_of(arguments)))


def _not(arguments: Arguments) -> Typed:
    return truth(not arguments[0].value)


def _xor(arguments: Arguments) -> Typed:
    return truth(arguments[0].value is not arguments[1].value)


def _early_and(arguments: Arguments) -> Typed | None:
    """False as soon as one argument is, whatever the others will be."""
    return FALSE if any(argument.value is False for argument in arguments) else None


def _early_or(arguments: Arguments) -> Typed | None:
    return TRUE if any(argument.value is True for argument in arguments) else None


LOGIC = (
    Function("and", "2.0:10.2.2.1.1", 2, None, _BOOLEANS, _and, fixed(BOOLEAN), early=_early_and),
    Function("or", "2.0:10.2.2.1.2", 2, None, _BOOLEANS, _or, fixed(BOOLEAN), early=_early_or),
    Function("not", "2.0:10.2.2.1.3", 1, 1, _BOOLEANS, _not, fixed(BOOLEAN)),
    Function("xor", "2.0:10.2.2.1.4", 2, 2, _BOOLEANS, _xor, fixed(BOOLEAN)),
)
