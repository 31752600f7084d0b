"""Columns as editors count them, and as this program does.

A :class:`~topology.diagnostics.span.Span` counts lines and code points from 1. The Language Server Protocol
counts lines from 0, and columns from 0 in units of the encoding that client and server agreed upon: UTF-16 by default.
Source: Language Server Protocol 3.17, "Position". Lines end as they do for the YAML parser.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from topology.diagnostics.span import Span

UTF_8, UTF_16, UTF_32 = "utf-8", "utf-16", "utf-32"

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_EDITORS_LINE_END = re.compile("\r\n|[\n\r]")


class Position(NamedTuple):
    """A place between two characters as the protocol has it: line and units from 0."""

    line: int
    character: int


class Range(NamedTuple):
    """Two positions; the end is exclusive."""

    start: Position
    end: Position


def units(text: str, encoding: str) -> int:
    """The length of a text in the units of an encoding."""
    if encoding == UTF_32 or text.isascii():
        return len(text)
    if encoding == UTF_8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)


class Positions:
    """Converts the places of one text."""

    def __init__(self, text: str, encoding: str = UTF_16) -> None:
        self.text = text
        self._encoding = encoding
        self._starts = [0, *(end.end() for end in _EDITORS_LINE_END.finditer(text))]
        has_others = any(character in text for character in "\x85\u2028\u2029")
        self._parsed_starts = [0, *(end.end() for end in _LINE_END.finditer(text))] if has_others else self._starts

    def offset(self, position: Position) -> int:
        """The index of a character in the text; for what lies beyond a line or the text, that of its end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._line(max(0, position.line))
        line = self.text[start:end]
        if line.isascii() or self._encoding == UTF_32:
            return start + min(max(0, position.character), len(line))
        return start + _characters(line, position.character, self._encoding)

    def position(self, offset: int) -> Position:
        """The position of an index in the text."""
        line = _line_of(self._starts, offset)
        return Position(line, units(self.text[self._starts[line] : offset], self._encoding))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column from 0, in characters, as the YAML parser counts them."""
        line = _line_of(self._parsed_starts, offset)
        return line, offset - self._parsed_starts[line]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column from 0, in characters, as editors count lines."""
        line = _line_of(self._starts, offset)
        return line, offset - self._starts[line]

    def line_start(self, line: int) -> int:
        """The index of the first character of a line, as editors count lines."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def index(self, line: int, column: int) -> int:
        """The index of the character at a line and column from 0, as the YAML parser counts them."""
        if line >= len(self._parsed_starts):
            return len(self.text)
        return min(self._parsed_starts[line] + column, len(self.text))

    def range(self, span: Span) -> Range:
        """The range of a span of this text."""
        start = self.position(self.index(span.line - 1, span.column - 1))
        return Range(start, max(start, self.position(self.index(span.end_line - 1, span.end_column - 1))))

    def _line(self, line: int) -> tuple[int, int]:
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end


def _characters(line: str, wanted: int, encoding: str) -> int:
    """The number of whole characters in the first ``wanted`` units of a line."""
    passed = 0
    for index, character in enumerate(line):
        passed += units(character, encoding)
        if passed > wanted:
            return index
    return len(line)


def _line_of(starts: list[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1
