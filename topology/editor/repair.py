"""A text made whole: while somebody writes, one line is mostly unfinished, and the rest is still worth reading.

The line of the cursor is tried as it stands, then finished in the few ways that usually make it whole, then left empty;
after that the lines at which the parser stumbles are left empty, one after the other. Line numbers stay as they are.
"""

from collections.abc import Iterator

from topology.diagnostics import Diagnostic
from topology.editor.cursor import Cursor
from topology.record import ValueRecord
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.scan import scan
from topology.tosca.tree import Node

MOST_REPAIRS = 12
_CLOSING = {"[": "]", "{": "}"}


class Whole(ValueRecord):
    """A text that can be parsed, and its tree; ``is_repaired`` when it is not the text that was given."""

    text: str
    tree: Node
    is_repaired: bool


def whole(text: str, name: str, cursor: Cursor | None = None) -> Whole | None:
    """The text, or one near to it, with its tree; None when it cannot be made whole, or may not be read at all."""
    content = _encoded(text)
    if content.strip() and scan(content, name, Findings()) is None:
        return None
    tried = text
    for tried in _candidates(text, cursor):
        tree = _tree(tried, name)
        if tree is not None:
            return Whole(tried, tree, tried != text)
    return _without_broken_lines(tried, name)


def _candidates(text: str, cursor: Cursor | None) -> Iterator[str]:
    yield text
    if cursor is None:
        return
    lines = text.split("\n")
    line = lines[cursor.line].rstrip("\r")
    for finished in _finished(line, cursor):
        lines[cursor.line] = finished
        yield "\n".join(lines)


def _finished(line: str, cursor: Cursor) -> Iterator[str]:
    """The line of the cursor as it may be meant, the likeliest first; empty at last."""
    if cursor.in_flow:
        yield line + _missing_brackets(line)
        cut = line[: cursor.start]
        yield cut + _missing_brackets(cut)
    elif cursor.may_be_key and cursor.typed:
        yield f"{line.rstrip()}:"
    elif cursor.may_be_value:
        yield line[: cursor.start]
    yield ""


def _missing_brackets(line: str) -> str:
    opened: list[str] = []
    for character in line:
        if character in _CLOSING:
            opened.append(_CLOSING[character])
        elif opened and character == opened[-1]:
            opened.pop()
    return "".join(reversed(opened))


def _without_broken_lines(text: str, name: str) -> Whole | None:
    for _ in range(MOST_REPAIRS):
        findings = Findings()
        tree = parse(_encoded(text), name, findings)
        if tree is not None:
            return Whole(text, tree, True)
        broken = next((_broken_line(found) for found in findings.sorted() if found.is_error), None)
        lines = text.split("\n")
        index = _nearest_written(lines, broken - 1) if broken is not None else None
        if index is None:
            return None
        lines[index] = ""
        text = "\n".join(lines)
    return None


def _broken_line(found: Diagnostic) -> int:
    """The line of a mistake; brackets that are never closed are noticed far below the line that opens them."""
    begun = (each.span.line for each in found.related if "flow" in each.message)
    return next(begun, found.span.line)


def _nearest_written(lines: list[str], index: int) -> int | None:
    """The line at an index, or the last one before it that is not empty."""
    for at in range(min(index, len(lines) - 1), -1, -1):
        if lines[at].strip():
            return at
    return None


def _tree(text: str, name: str) -> Node | None:
    return parse(_encoded(text), name, Findings())


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
