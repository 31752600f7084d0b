"""The lines of TOSCA.meta: names and values in blocks that an empty line ends."""

from typing import TypeAlias

from topology.diagnostics import Span
from topology.record import ValueRecord


class Value(ValueRecord):
    """A name and what stands behind its colon, piece by piece where it goes on in further lines."""

    name: str
    name_span: Span
    pieces: list[tuple[str, Span]]

    @property
    def text(self) -> str:
        """The value of one line, or of all its lines put together."""
        return "".join(text for text, _ in self.pieces)

    @property
    def span(self) -> Span:
        """The place of the value, or of its name when it is empty."""
        return next((span for text, span in self.pieces if text), self.name_span)


Line: TypeAlias = Value | Span
"""A name with its value, or the place of a line that has none."""


def first_block(text: str, file: str) -> list[Line]:
    """The names and values up to the first empty line that follows one; what is no pair is its place alone."""
    found: list[Line] = []
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.rstrip("\r")
        if not bare.strip():
            if found:
                break
        elif bare.startswith(" ") and found and isinstance(last := found[-1], Value):
            last.pieces.append(_piece(bare, 0, number, file))
        else:
            found.append(_pair(bare, number, file))
    return found


def _pair(line: str, number: int, file: str) -> Line:
    name, colon, _ = line.partition(":")
    whole = _piece(line, 0, number, file)[1]
    if not colon or not name.strip() or name != name.lstrip():
        return whole
    span = Span(file, number, 1, number, len(name.rstrip()) + 1)
    return Value(name.rstrip(), span, [_piece(line, len(name) + 1, number, file)])


def _piece(line: str, start: int, number: int, file: str) -> tuple[str, Span]:
    """The text of a line from a place on without the blanks around it, and where it is."""
    text = line[start:].strip()
    column = start + len(line[start:]) - len(line[start:].lstrip()) + 1
    return text, Span(file, number, column, number, column + len(text))
