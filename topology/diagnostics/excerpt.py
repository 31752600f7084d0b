"""The line of a finding with what is meant underlined."""

from topology.diagnostics.printable import printable, width
from topology.diagnostics.span import Span
from topology.record import ValueRecord

MAX_WIDTH = 100
"""The most characters of a source line that are shown; a longer one is cut around the finding."""

_ELLIPSIS = "…"


class Excerpt(ValueRecord):
    """A shown line and, by columns of the terminal, where the underline starts and how long it is."""

    line: str
    offset: int
    length: int


def excerpt(lines: list[str], span: Span) -> Excerpt | None:
    """The first line of a span, at most :data:`MAX_WIDTH` characters of it; None when the file has no such line."""
    if not 1 <= span.line <= len(lines):
        return None
    line = lines[span.line - 1].rstrip()
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first, last = _window(len(line), start, end)
    before, marked = printable(line[first:start]), printable(line[start : min(end, last)])
    head = _ELLIPSIS if first else ""
    tail = _ELLIPSIS if last < len(line) else ""
    shown = f"{head}{before}{marked}{printable(line[max(start, min(end, last)) : last])}{tail}"
    return Excerpt(shown, width(head) + width(before), max(1, width(marked)))


def _window(length: int, start: int, end: int) -> tuple[int, int]:
    """The part of a line to show, with the finding in it."""
    if length <= MAX_WIDTH:
        return 0, length
    spare = max(0, MAX_WIDTH - (end - start))
    first = max(0, min(start - spare // 2, length - MAX_WIDTH))
    return first, min(length, first + MAX_WIDTH)
