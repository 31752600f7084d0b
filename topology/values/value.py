"""Values as templates give them and the graph holds them: known, secret or unknown until apply.

A known value is a plain ``None``, ``bool``, ``int``, ``float``, ``str``, a ``tuple`` of values or a mapping of
strings to values. Four classes stand for what is not known, or must not be seen, when the template is read:
:class:`Secret`, :class:`Unknown`, :class:`Concat` for text that has one of them as a part, and :class:`Call` for what
another function will give when its arguments are known.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from topology.record import ValueRecord


class Secret(ValueRecord):
    """A reference to something that only the client of a platform may see in the clear.

    ``reference`` is ``input:NAME`` for a secret input, or ``template:NODE/PATH`` for a literal in the template.
    """

    reference: str


class Unknown(ValueRecord):
    """An attribute that the platform gives: node name, then capability or attribute names and indexes.

    An input that has no value yet is ``Unknown("", ("inputs", NAME))``.
    """

    node: str
    attribute: tuple[str | int, ...]

    def __str__(self) -> str:
        return ".".join([self.node, *map(str, self.attribute)])


class Concat(ValueRecord):
    """Text put together from parts of which at least one is secret or unknown."""

    parts: tuple["Value", ...]


class Call(ValueRecord):
    """What a function will give: its name without ``$``, and its arguments, of which one is not known yet.

    The call of a function of the template's own is never evaluated here; it waits for the function itself.
    """

    function: str
    arguments: tuple["Value", ...]

    def __str__(self) -> str:
        return f"${self.function}({', '.join(map(str, self.arguments))})"


Value: TypeAlias = (
    "bool | int | float | str | tuple[Value, ...] | Mapping[str, Value] | Secret | Unknown | Concat | Call | None"
)


def leaves(value: Value) -> Iterator[Value]:
    """Every leaf of a value, parts of a :class:`Concat` and arguments of a :class:`Call` included.

    A call whose arguments are all known has one leaf more: what the function will give, ``Unknown("", ("functions",
    NAME))``.
    """
    if isinstance(value, Mapping):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, Concat):
        for part in value.parts:
            yield from leaves(part)
    elif isinstance(value, Call):
        found = [leaf for argument in value.arguments for leaf in leaves(argument)]
        yield from found
        if not any(isinstance(leaf, Unknown) for leaf in found):
            yield Unknown("", ("functions", value.function))
    else:
        yield value


def secrets_in(value: Value) -> frozenset[str]:
    """The references of all secrets in a value."""
    return frozenset(leaf.reference for leaf in leaves(value) if isinstance(leaf, Secret))


def unknowns_in(value: Value) -> tuple[Unknown, ...]:
    """All unknown attributes in a value, in order of appearance."""
    return tuple(leaf for leaf in leaves(value) if isinstance(leaf, Unknown))


_TEXT = frozenset({str})


def concat(parts: tuple[Value, ...]) -> Value:
    """Text of all parts when each is known, else a :class:`Concat` with neighbouring known parts joined."""
    if _TEXT.issuperset(map(type, parts)):
        return "".join(parts)  # type: ignore[arg-type]
    merged: list[Value] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Concat) else (part,):
            if isinstance(piece, Secret | Unknown | Call):
                merged.append(piece)
            elif merged and isinstance(merged[-1], str):
                merged[-1] += as_text(piece)
            else:
                merged.append(as_text(piece))
    if not merged:
        return ""
    if len(merged) == 1 and isinstance(merged[0], str):
        return merged[0]
    return Concat(tuple(merged))


def as_text(value: Value) -> str:
    """A known scalar as YAML would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
