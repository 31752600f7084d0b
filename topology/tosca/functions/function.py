"""What a built-in function is: how it is called, what it takes, and what it gives."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from topology.record import Record
from topology.tosca.types.model import Schema
from topology.tosca.values.kind import kind_of, read_spelled
from topology.tosca.values.typed import Typed
from topology.values.value import Call, Value

Arguments: TypeAlias = Sequence[Typed]
Kinds: TypeAlias = frozenset[str]

ANY: Kinds = frozenset()
"""Every kind of value."""

MOST_ELEMENTS = 100_000
MOST_CHARACTERS = 1_000_000


class MisuseError(Exception):
    """A call that cannot be: the number of the argument (None: the whole call), and a sentence about it."""

    def __init__(self, argument: int | None, reason: str) -> None:
        super().__init__(reason)
        self.argument = argument
        self.reason = reason


class Function(Record):
    """A function by name. ``spec`` is its section, ``most`` None for any number of arguments.

    ``kinds`` are the kinds that each argument may be of; the last counts for all that follow. ``run`` gets arguments
    that are settled; ``gives`` tells the type of the result where they are not. What a ``needs_types`` function
    gives depends on the types of its arguments, which a text alone does not tell; one that ``keeps_type`` gives what
    its arguments are, so that amounts without a type are read as the type that is wanted. Both functions raise
    :class:`MisuseError`.
    """

    name: str
    spec: str
    least: int
    most: int | None
    kinds: tuple[Kinds, ...]
    run: Callable[[Arguments], Typed]
    gives: Callable[[Arguments], Schema | None]
    needs_types: bool = False
    keeps_type: bool = False
    early: Callable[[Arguments], Typed | None] | None = None

    def call(self, arguments: Arguments, wanted: Schema | None = None) -> Typed:
        """What the function gives, or a :class:`Call` that waits. Raises :class:`MisuseError`."""
        if len(arguments) < self.least or (self.most is not None and len(arguments) > self.most):
            raise MisuseError(None, f"takes {self._wanted()}, but here {_are(len(arguments))}")
        if self.needs_types:
            arguments = read_spelled(arguments, wanted if self.keeps_type else None)
        if any(self.kinds):
            for index, argument in enumerate(arguments):
                self._check_kind(index, argument)
        if all(argument.is_settled for argument in arguments):
            return _bounded(self.run(arguments))
        known = self.early(arguments) if self.early is not None else None
        if known is not None:
            return known
        values = tuple(argument.value for argument in arguments)
        return Typed(Call(self.name, values), self.gives(arguments))

    def _wanted(self) -> str:
        if self.most is None:
            return f"at least {_arguments(self.least)}"
        return _arguments(self.least) if self.least == self.most else f"{self.least} or {_arguments(self.most)}"

    def _check_kind(self, index: int, argument: Typed) -> None:
        wanted = self.kinds[min(index, len(self.kinds) - 1)]
        kind = kind_of(argument) if wanted else None
        if kind is not None and kind not in wanted:
            *most, last = map(_article, sorted(wanted))
            names = f"{', '.join(most)} or {last}" if most else last
            raise MisuseError(index, f"takes {names} here, not {_article(kind)}")


def _bounded(result: Typed) -> Typed:
    value = result.value
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        raise MisuseError(None, f"would give a text of more than {MOST_CHARACTERS:,} characters")
    if isinstance(value, tuple) and len(value) > MOST_ELEMENTS:
        raise MisuseError(None, f"would give a list of more than {MOST_ELEMENTS:,} entries")
    return result


def fixed(schema: Schema | None) -> Callable[[Arguments], Schema | None]:
    """The same type, whatever the arguments are."""
    return lambda arguments: schema


def common_schema(arguments: Arguments) -> Schema | None:
    """The type of the first argument whose type is known."""
    return next((argument.schema for argument in arguments if argument.schema is not None), None)


def values_of(arguments: Arguments) -> list[Value]:
    """The mere values."""
    return [argument.value for argument in arguments]


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _arguments(count: int) -> str:
    words = ("no", "one", "two", "three")
    return f"{words[count] if count < len(words) else count} argument{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is none" if count == 0 else "is one" if count == 1 else f"are {count}"
