"""A text in its usual form: two blanks for each level, lists indented, no blanks at line ends.

Comments, blank lines, quotes, brackets and the words themselves stay as they are. What the text means never changes:
the result is parsed and compared, and where it would mean anything else, nothing is changed at all.
"""

import re

from topology.editor.layout import Layout, layout_of
from topology.tosca.document import parse
from topology.tosca.findings import Findings
from topology.tosca.scan import scan
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode

_STRANGE_END = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""What ends a line for the YAML parser, and for nobody else today."""


def formatted(text: str) -> str:
    """The text in its usual form; the text itself where it is no YAML, too large or deep, or of strange lines."""
    findings = Findings()
    if scan(text.encode("utf-8", "surrogatepass"), "", findings) is None:
        return text
    before = _parsed(text)
    layout = layout_of(text) if before is not None else None
    if before is None or layout is None or "\t" in _indentations(text) or _STRANGE_END.search(text):
        return text
    result = _laid_out(text, layout)
    after = _parsed(result)
    is_same = after is not None and means_the_same(before, after) and "".join(text.split()) == "".join(result.split())
    return result if is_same else text


def _parsed(text: str) -> Node | None:
    findings = Findings()
    tree = parse(text.encode("utf-8", "surrogatepass"), "", findings)
    return None if findings.has_errors else tree


def _indentations(text: str) -> str:
    return "".join(line[: len(line) - len(line.lstrip())] for line in text.split("\n"))


def means_the_same(one: Node, other: Node) -> bool:
    """Whether two trees hold the same: keys in order, texts, and which of them are plain."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.text == other.text and one.plain == other.plain
    if isinstance(one, SequenceNode) and isinstance(other, SequenceNode):
        return len(one.items) == len(other.items) and all(map(means_the_same, one.items, other.items))
    if isinstance(one, MappingNode) and isinstance(other, MappingNode):
        pairs = zip(one.entries.values(), other.entries.values(), strict=False)
        return list(one.entries) == list(other.entries) and all(means_the_same(a[1], b[1]) for a, b in pairs)
    return False


def _laid_out(text: str, layout: Layout) -> str:
    lines = text.split("\n")
    shifts = _Shifts(lines, layout)
    laid = [_line(line, number, layout, shifts) for number, line in enumerate(lines)]
    return "\n".join(laid)


def _line(line: str, number: int, layout: Layout, shifts: "_Shifts") -> str:
    end = "\r" if line.endswith("\r") else ""
    body = line.removesuffix("\r")
    if number not in layout.fixed:
        body = body.rstrip(" \t")
    if not body.strip(" "):
        return body + end
    content = body.lstrip(" ")
    if number in layout.dashes and number in layout.columns:
        content = _with_short_dashes(content, len(layout.dashes[number]))
    indentation = shifts.column(number, len(body) - len(body.lstrip(" ")))
    return " " * indentation + content + end


def _with_short_dashes(content: str, count: int) -> str:
    """A line's content with one blank after each of its dashes."""
    dashes = ""
    for _ in range(count):
        content = content[1:].lstrip(" ")
        dashes += "- " if content else "-"
        if content.startswith("#"):
            break
    return dashes + content


class _Shifts:
    """Where each line goes, comments too: they go with the next line that has their column, else with the last one."""

    def __init__(self, lines: list[str], layout: Layout) -> None:
        self._layout = layout
        self._following: dict[int, tuple[int, int]] = {}
        following = (0, 0)
        for number in range(len(lines) - 1, -1, -1):
            self._following[number] = following
            if number in layout.columns:
                old = len(lines[number]) - len(lines[number].lstrip(" "))
                following = old, layout.columns[number]
        self._open: list[tuple[int, int]] = []

    def column(self, number: int, old: int) -> int:
        """The new column of a line, asked for in the order of the lines."""
        layout = self._layout
        if number in layout.columns:
            self._enter(old, layout.columns[number])
            return layout.columns[number]
        if number in layout.shifts:
            return max(0, old + layout.shifts[number])
        following = self._following[number]
        if following[0] == old:
            return following[1]
        return self._beside(old)

    def _beside(self, old: int) -> int:
        """Where a comment goes that stands between the columns of open blocks: not into the text of a deeper one."""
        most = None
        for known, new in reversed(self._open):
            if known <= old:
                column = new + old - known
                return column if most is None else min(column, most)
            most = new
        return old

    def _enter(self, old: int, new: int) -> None:
        while self._open and self._open[-1][0] >= old:
            self._open.pop()
        self._open.append((old, new))
