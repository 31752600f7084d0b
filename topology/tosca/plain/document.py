"""Block collections, line by line, and the scalars on their lines."""

import re

from topology.tosca.plain.block_scalar import read_block_scalar
from topology.tosca.plain.flow import FlowReader
from topology.tosca.plain.words import KEY, BeyondError, end_line
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode

MAX_DEPTH = 50

_LINES = re.compile(rf"^( *)(?:-( +))?(?:({KEY})(:(?: +|$)))?(.*)$\n?", re.ASCII | re.MULTILINE)
"""Each line as blanks, the blanks behind its dash, its key, the colon with the blanks behind it, and the rest."""

_FIRST_OF_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./$+(<=^;~")
_BELOW_ZERO = re.compile(r"-[0-9.]")
_QUOTED = re.compile(r""""([^"\\]*)"|'([^']*)'""")
_END = -1
_NO_LINE = ("", "", "", "", "")


def read_plain(content: bytes, file: str) -> MappingNode | None:
    """The tree of a document in the subset, or None where libyaml has to say what it is."""
    try:
        text = content.decode()
        last = text[text.rfind("\n") + 1 :].lstrip(" ")
        is_usual = text.replace("\n", "").isprintable() and text[-1:] != " " and last[:1] != "#"
        return _Reader(text, file).document() if is_usual else None
    except (BeyondError, UnicodeDecodeError):
        return None


class _Reader:
    """Reads line by line, by recursion into what is indented.

    Each method begins at the line ahead, number ``_next``, which is neither blank nor a comment, and leaves the next
    such line ahead. ``_column`` is that of its dash or key; behind the last line it is _END.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._lines: list[tuple[str, str, str, str, str]] = _LINES.findall(text)
        self._file = file
        self._next = 1 if text.startswith("---\n") else 0
        self._column = _END

    def document(self) -> MappingNode:
        """The root: a mapping at the margin. Raises :class:`BeyondError`."""
        self._look_ahead()
        if self._column != 0 or self._lines[self._next][1]:
            raise BeyondError
        root = self._mapping(0, 0)
        if self._column != _END:
            raise BeyondError
        return root

    def _look_ahead(self) -> None:
        """Pass over blank lines and comments."""
        for number in range(self._next, len(self._lines)):
            blanks, gap, key, _, rest = self._lines[number]
            if key or gap:
                self._next, self._column = number, len(blanks)
                return
            if rest and rest[0] != "#":
                raise BeyondError
        self._next, self._column = self._text.count("\n") + (self._text[-1:] != "\n"), _END

    def _mapping(self, column: int, depth: int) -> MappingNode:
        """The mapping whose first entry is in the line ahead; ``column`` is that of its keys."""
        if depth > MAX_DEPTH:
            raise BeyondError
        file, lines, number = self._file, self._lines, self._next
        count = len(lines)
        start = (file, number, column)
        node = MappingNode(False, start, start)
        entries = node.entries
        while True:
            _, _, key, colon, rest = lines[number]
            if not key or key in entries:
                raise BeyondError
            end = column + len(key)
            name = Scalar(key, True, (file, number, column), end)
            if rest and rest[0] in _FIRST_OF_PLAIN and ":" not in rest and "#" not in rest:
                text, at = rest.rstrip(" "), end + len(colon)
                entries[key] = (name, Scalar(text, True, (file, number, at), at + len(text)))
                number += 1
                blanks, gap, key, _, _ = lines[number] if number < count else _NO_LINE
                if key and not gap and len(blanks) == column:
                    continue
                self._next = number
                self._look_ahead()
            elif rest and rest[0] != "#":
                self._next = number + 1
                entries[key] = (name, self._value(rest, number, end + len(colon), column))
                self._look_ahead()
            else:
                self._next = number + 1
                self._look_ahead()
                entries[key] = (name, self._below(column, number, end + 1, depth))
            number = self._next
            if self._column != column or lines[number][1]:
                break
        if self._column > column:
            raise BeyondError
        node.end = (file, number, max(self._column, 0))
        return node

    def _below(self, column: int, number: int, behind: int, depth: int) -> Node:
        """The value of a key at ``column`` with nothing behind it: what is indented in the line ahead, or null."""
        below = self._column
        if below >= column and self._lines[self._next][1]:
            return self._sequence(below, depth + 1)
        if below > column:
            return self._mapping(below, depth + 1)
        return Scalar("", True, (self._file, number, behind), behind)

    def _sequence(self, column: int, depth: int) -> SequenceNode:
        """The sequence whose first item is in the line ahead."""
        start = (self._file, self._next, column)
        node = SequenceNode(False, start, start)
        while self._column == column:
            number = self._next
            _, gap, key, _, rest = self._lines[number]
            if not gap:
                break
            at = column + 1 + len(gap)
            if key:
                node.items.append(self._mapping(at, depth + 1))
            else:
                self._next = number + 1
                node.items.append(self._value(rest, number, at, None))
                self._look_ahead()
        if self._column > column:
            raise BeyondError
        node.end = (self._file, self._next, max(self._column, 0))
        return node

    def _value(self, rest: str, number: int, at: int, parent: int | None) -> Node:
        """A value on the line of its key or dash; ``parent`` is the column of the key."""
        first = rest[:1]
        if first in _FIRST_OF_PLAIN or first > "\xa0" or _BELOW_ZERO.match(rest):
            text = rest.rstrip(" ") if ":" not in rest and "#" not in rest else _without_comment(rest)
            return Scalar(text, True, (self._file, number, at), at + len(text))
        line = " " * at + rest
        if first in ("{", "["):
            flow = FlowReader(self._file, number, line)
            collection = flow.read(at)
            end_line(line, flow.at)
            return collection
        if first in ("|", ">") and parent is not None:
            node, self._next = read_block_scalar(self._text.split("\n"), self._file, number, at, parent)
            return node
        return self._quoted(line, number, at)

    def _quoted(self, line: str, number: int, at: int) -> Scalar:
        found = _QUOTED.match(line, at)
        if found is None:
            raise BeyondError
        end_line(line, found.end())
        return Scalar(found[found.lastindex or 1], False, (self._file, number, at), found.end())


def _without_comment(rest: str) -> str:
    """A plain scalar's text from a line that holds a colon or a hash behind it."""
    cut = rest.find(" #")
    text = (rest if cut < 0 else rest[:cut]).rstrip(" ")
    if ": " in text or text[-1] == ":":
        raise BeyondError
    return text
