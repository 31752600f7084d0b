"""Lines of block style, read one by one: which entries are open after each, told by indentation.

Source: YAML 1.2.2, chapter 8. What is not understood is passed over.
"""

import re

from topology.editor.flow import Flow, Step, unquoted
from topology.record import Record
from topology.tosca.findings import Path

_LONGEST_KEY = 1_000
_DASH = re.compile(r"-(?=\s|$)[ \t]*")
_KEY = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'"""
    r"""|(?:[^\s"'\[\]{},\#&*!|>%@`?:-]|[-?:](?=\S))(?:[^:\#]|:(?=\S)|(?<=\S)\#)*?)"""
    r"""\s*:(?=\s|$)[ \t]*""",
)
_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)+")
_BLOCK_SCALAR = re.compile(r"(?:[&!]\S*[ \t]+)*[|>][-+0-9]*[ \t]*(?:#.*)?$")
_OPEN_QUOTE = re.compile(r"""(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")


class Line:
    """A line's dashes, by column, its key with its column, and the column where the rest begins."""

    def __init__(self, text: str) -> None:
        self.indent = len(text) - len(text.lstrip(" \t"))
        self.dashes: list[int] = []
        at = self.indent
        while dash := _DASH.match(text, at):
            self.dashes.append(at)
            at = dash.end()
        self.key: str | None = None
        self.key_column = at
        at = _after_properties(text, at)
        found = _KEY.match(text, at, at + _LONGEST_KEY)
        if found:
            self.key = unquoted(found["key"])
            at = _after_properties(text, found.end())
        self.rest = at


def _after_properties(text: str, at: int) -> int:
    """The column behind the anchor and the tag at a column."""
    found = _PROPERTIES.match(text, at)
    return found.end() if found else at


class _Open(Record):
    """An entry that lines below may belong to."""

    column: int
    step: Step


class Blocks:
    """The open entries. One per text, fed with its lines in order."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._scalar_indent: int | None = None
        self._quote: str | None = None
        self.flow: Flow | None = None

    @property
    def path(self) -> Path:
        """The way to the innermost open entry."""
        return tuple(each.step for each in self._open)

    @property
    def _column(self) -> int:
        return self._open[-1].column if self._open else -1

    def enter(self, text: str) -> None:
        """Take a whole line."""
        text = text.rstrip()
        if not text or self.is_inside_scalar(text) or self.is_inside_quote(text):
            return
        if self.flow is not None and self.continues_flow(text):
            if not self.flow.feed(text):
                self.flow = None
            return
        self.flow = None
        if text.lstrip().startswith("#"):
            return
        if text.startswith(("---", "...")):
            self._open.clear()
            return
        read = Line(text)
        self.enter_structure(read)
        self._enter_value(text, read.rest)

    def is_inside_scalar(self, text: str) -> bool:
        """Whether a line belongs to the block scalar above it, if there is one."""
        if self._scalar_indent is None:
            return False
        if not text.strip() or len(text) - len(text.lstrip(" ")) > self._scalar_indent:
            return True
        self._scalar_indent = None
        return False

    def continues_flow(self, text: str) -> bool:
        """Whether a line goes on with the brackets above it, rather than with the block that they stand in."""
        read = Line(text)
        return not text.strip() or read.indent > self._column or text.strip()[:1] in "]}"

    def enter_structure(self, read: Line) -> None:
        """Take the dashes and the key of a line."""
        for column in read.dashes:
            self._leave_for_dash(column)
        if read.key is not None:
            self.leave(read.key_column)
            self._open.append(_Open(read.key_column, read.key))

    def leave(self, column: int) -> None:
        """Close the entries that nothing at a column can belong to."""
        while self._open and self._open[-1].column >= column:
            self._open.pop()

    def begin_flow(self) -> Flow:
        """Open brackets in the value of the innermost entry."""
        self.flow = Flow()
        return self.flow

    def _leave_for_dash(self, column: int) -> None:
        while self._open and self._open[-1].column > column:
            self._open.pop()
        index = 0
        if self._open and self._open[-1].column == column and isinstance(self._open[-1].step, int):
            index = self._open.pop().step + 1  # type: ignore[operator]
        self._open.append(_Open(column, index))

    def _enter_value(self, text: str, at: int) -> None:
        value = text[at:]
        if value[:1] in ("[", "{"):
            if not self.begin_flow().feed(value):
                self.flow = None
        elif value[:1] in ("'", '"') and _OPEN_QUOTE.match(value):
            self._quote = value[0]
        elif _BLOCK_SCALAR.match(value):
            self._scalar_indent = self._column

    def is_inside_quote(self, text: str) -> bool:
        """Whether a line goes on with a quoted text; one that looks like an entry of the block does not."""
        if self._quote is None:
            return False
        read = Line(text)
        if read.indent <= self._column and (read.key is not None or read.dashes):
            self._quote = None
            return False
        if self._quote in text:
            self._quote = None
        return True
