"""Fixes as edits of a text. Nothing here reads or writes a file."""

from collections.abc import Iterable

from topology.diagnostics.diagnostic import Fix
from topology.diagnostics.lines import line_end, line_starts


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with all fixes of :func:`compatible` done; what they do not touch stays as it is, to the byte.

    All fixes belong to this text's file. Line feeds in a replacement become what ends the text's lines.
    Raises ``ValueError`` for a place that the text does not have.
    """
    starts, end = line_starts(text), line_end(text)
    parts: list[str] = []
    done = 0
    for fix in compatible(fixes):
        span = fix.span
        first = _offset(text, starts, span.line, span.column)
        last = _offset(text, starts, span.end_line, span.end_column)
        parts += (text[done:first], fix.replacement.replace("\n", end))
        done = last
    return "".join((*parts, text[done:]))


def compatible(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes in order of place, each edit once; of two that overlap or begin at one place, the first stays.

    What comes first does not depend on the order given: it is told by place, then by replacement.
    """
    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda fix: (fix.span, fix.replacement, fix.title)):
        if not kept or _is_behind(fix, kept[-1]):
            kept.append(fix)
    return kept


def _is_behind(fix: Fix, before: Fix) -> bool:
    span, previous = fix.span, before.span
    start = (span.line, span.column)
    return start >= (previous.end_line, previous.end_column) and start > (previous.line, previous.column)


def _offset(text: str, starts: list[int], line: int, column: int) -> int:
    offset = starts[line - 1] + column - 1 if 0 < line <= len(starts) else -1
    limit = starts[line] if line < len(starts) else len(text) + 1
    if not (column > 0 and 0 <= offset < limit):
        raise ValueError(f"the text has no place {line}:{column}")
    return offset
