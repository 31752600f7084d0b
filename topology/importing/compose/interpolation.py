"""Variables in the texts of a Compose file (Compose Specification, "Interpolation")."""

import re
from collections.abc import Mapping

from topology.record import ValueRecord

MAX_DEPTH = 20

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_OPERATOR = re.compile(r":?[-?+]")


class Variable(ValueRecord):
    """A variable with what stands behind its name: an operator such as ``:-``, and its word."""

    name: str
    operator: str = ""
    word: "Text | None" = None

    @property
    def is_alternative(self) -> bool:
        """Whether it gives its word when it has a value, instead of the value."""
        return self.operator.endswith("+")


class Text(ValueRecord):
    """A text in parts."""

    parts: tuple[str | Variable, ...] = ()

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(part for part in self.parts if isinstance(part, Variable))

    def split(self, separator: str) -> list["Text"]:
        """The texts between separators; one inside of a variable's word separates nothing."""
        found: list[list[str | Variable]] = [[]]
        for part in self.parts:
            if isinstance(part, Variable):
                found[-1].append(part)
                continue
            first, *rest = part.split(separator)
            found[-1].append(first)
            found += [[each] for each in rest]
        return [text_of(parts) for parts in found]

    def filled(self, known: Mapping[str, str]) -> "Text":
        """The text with known variables in place of their names."""
        return text_of([known.get(part.name, part) if isinstance(part, Variable) else part for part in self.parts])


def text_of(parts: list[str | Variable]) -> Text:
    """Parts as a text, neighbouring ones joined, without empty ones."""
    joined: list[str | Variable] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return Text(tuple(joined))


def interpolated(text: str) -> Text:
    """A text with its variables taken apart; ``$$`` is a dollar sign. Raises ``ValueError`` with a clause."""
    if "$" not in text:
        return text_of([text])
    parts, end = _parts(text, 0, 0)
    if end < len(text):
        parts.append(text[end:])
    return text_of(parts)


def _parts(text: str, at: int, depth: int) -> tuple[list[str | Variable], int]:
    """The parts from a place on, and where they end: at the end of the text, or in a word at its closing brace."""
    if depth > MAX_DEPTH:
        raise ValueError("variables are nested too deeply")
    found: list[str | Variable] = []
    while at < len(text) and not (depth and text[at] == "}"):
        dollar = text.find("$", at)
        brace = text.find("}", at) if depth else -1
        stops = [place for place in (dollar, brace) if place >= 0]
        end = min(stops, default=len(text))
        found.append(text[at:end])
        at = end
        if at < len(text) and text[at] == "$":
            part, at = _dollar(text, at, depth)
            found.append(part)
    return found, at


def _dollar(text: str, at: int, depth: int) -> tuple[str | Variable, int]:
    follows = text[at + 1 : at + 2]
    if follows == "$":
        return "$", at + 2
    if follows == "{":
        return _braced(text, at, depth)
    name = _NAME.match(text, at + 1)
    if name is None:
        raise ValueError("a single `$` begins a variable; write `$$` for a dollar sign")
    return Variable(name.group()), name.end()


def _braced(text: str, at: int, depth: int) -> tuple[Variable, int]:
    name = _NAME.match(text, at + 2)
    if name is None:
        raise ValueError("a variable's name is missing behind `${`")
    operator = _OPERATOR.match(text, name.end())
    if operator is None:
        if text[name.end() : name.end() + 1] != "}":
            raise ValueError("a `${` is not closed, or something unknown stands behind the variable's name")
        return Variable(name.group()), name.end() + 1
    parts, end = _parts(text, operator.end(), depth + 1)
    if text[end : end + 1] != "}":
        raise ValueError("a `${` is not closed")
    return Variable(name.group(), operator.group(), text_of(parts)), end + 1
