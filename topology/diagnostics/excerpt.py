"""The lines of a finding with what is meant underlined."""

from topology.diagnostics.printable import printable, width
from topology.diagnostics.span import Span
from topology.record import ValueRecord

MAX_WIDTH = 100
"""The most characters of a source line that are shown; a longer one is cut around the finding."""

MAX_LINES = 3
"""The most lines of a finding that are shown."""

_ELLIPSIS = "…"
_TAB = "→"


class Excerpt(ValueRecord):
    """A shown line and, by columns of the terminal, where the underline starts and how long it is; 0 for none."""

    number: int
    line: str
    offset: int
    length: int


def excerpts(lines: list[str], span: Span) -> list[Excerpt]:
    """The lines of a span, at most :data:`MAX_LINES` of them; none where the file has no such line."""
    if span.line < 1:
        return []
    last = min(last_line(span), span.line + MAX_LINES - 1, len(lines))
    return [_excerpt(lines[number - 1], number, span) for number in range(span.line, last + 1)]


def last_line(span: Span) -> int:
    """The last line with something of the span: one that ends before the first character of a line is not on it."""
    return span.end_line - 1 if span.end_column <= 1 and span.end_line > span.line else max(span.line, span.end_line)


def _excerpt(line: str, number: int, span: Span) -> Excerpt:
    """One line. Blanks at its end are left out unless they are meant, and a tab that is meant is shown."""
    is_first = number == span.line
    if not (is_first and number == span.end_line):
        line = line.rstrip()
    start = min(span.column - 1, len(line)) if is_first else len(line) - len(line.lstrip())
    end = max(start, span.end_column - 1 if number == span.end_line else len(line))
    line = line[:end] + line[end:].rstrip()
    first, last = _window(len(line), start, end)
    before, marked = printable(line[first:start]), printable(line[start : min(end, last)].replace("\t", _TAB))
    head = _ELLIPSIS if first else ""
    tail = _ELLIPSIS if last < len(line) else ""
    shown = f"{head}{before}{marked}{printable(line[max(start, min(end, last)) : last])}{tail}"
    return Excerpt(number, shown, width(head) + width(before), max(int(is_first), width(marked)))


def _window(length: int, start: int, end: int) -> tuple[int, int]:
    """The part of a line to show, with the finding in it."""
    if length <= MAX_WIDTH:
        return 0, length
    spare = max(0, MAX_WIDTH - (end - start))
    first = max(0, min(start - spare // 2, length - MAX_WIDTH))
    return first, min(length, first + MAX_WIDTH)
