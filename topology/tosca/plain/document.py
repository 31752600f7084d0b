"""Block collections, line by line, and the scalars on their lines."""

import re
from collections.abc import Collection
from typing import Any, TypeAlias

from topology.tosca.plain.block_scalar import read_block_scalar
from topology.tosca.plain.flow import FlowReader
from topology.tosca.plain.words import KEY, BeyondError, end_line
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, scalar, sequence

MAX_DEPTH = 50

_PARTS = re.compile(
    rf"^( *)(?:-( +))?((?:({KEY}):(?: +|$))?)"
    r"(?:([A-Za-z0-9_./$+(<=^;~](?:[^:#\n]*[^:#\n ])?) *$|(.*)$)\n?",
    re.MULTILINE,
)
"""A line's blanks, the blanks behind its dash, its key with colon and blanks, the mere key, and what follows: the text
of a plain scalar, or the whole of something else."""

_Parts: TypeAlias = tuple[str, str, str, str, str, str]

_FIRST_OF_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./$+(<=^;~")
_BELOW_ZERO = re.compile(r"-[0-9.]")
_QUOTED = re.compile(r""""([^"\\]*)"|'([^']*)'""")
_END = -1
_NO_LINE: _Parts = ("", "", "", "", "", "")


def read_plain(content: bytes, file: str) -> MappingNode | None:
    """The tree of a document in the subset, or None where libyaml has to say what it is."""
    try:
        lines = content.decode().split("\n")
        distinct = dict.fromkeys(lines)
        last = lines[-1]
        is_usual = "".join(distinct).isprintable() and last[-1:] != " " and last.lstrip(" ")[:1] != "#"
        return _Reader(lines, _parts(distinct), file).document() if is_usual else None
    except (BeyondError, UnicodeDecodeError):
        return None


def _parts(lines: Collection[str]) -> dict[str, _Parts]:
    """The parts of each line. Many lines of a template are the same; equal ones are taken apart once."""
    return dict(zip(lines, _PARTS.findall("\n".join(lines)), strict=True))


class _Reader:
    """Reads line by line, by recursion into what is indented.

    Each method begins at the line ahead, number ``_next``, which is neither blank nor a comment, and leaves the next
    such line ahead. ``_column`` is that of its dash or key; behind the last line it is _END. ``_finish`` is where the
    last mapping ended, as those around it often do.
    """

    def __init__(self, lines: list[str], parts: dict[str, _Parts], file: str) -> None:
        self._whole = lines
        self._lines = [*map(parts.__getitem__, lines), _NO_LINE]
        self._file = file
        self._flows = FlowReader(file)
        self._finish = (file, 0, 0)
        self._next = 1 if lines[0] == "---" and len(lines) > 1 else 0
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
        for number in range(self._next, len(self._whole)):
            blanks, gap, _, key, text, rest = self._lines[number]
            if key or gap:
                self._next, self._column = number, len(blanks)
                return
            if text or (rest and rest[0] != "#"):
                raise BeyondError
        self._next, self._column = len(self._whole) - (self._whole[-1] == ""), _END

    def _mapping(self, column: int, depth: int) -> MappingNode:  # noqa: PLR0915 - calls would take longer than this does
        """The mapping whose first entry is in the line ahead; ``column`` is that of its keys."""
        if depth > MAX_DEPTH:
            raise BeyondError
        file, lines, number = self._file, self._lines, self._next
        indent = " " * column
        entries: dict[str, tuple[Scalar, Node]] = {}
        value: Any
        _, _, lead, key, text, rest = lines[number]
        while key and key not in entries:
            line = (file, number)
            if text:
                value = Scalar()
                value.text = text
                value.plain = True
                value.begin = line
                value.finish = column + len(lead)
                number += 1
            else:
                self._next = number + 1
                blanks, gap, _, first, _, _ = lines[number + 1]
                if first and not rest and not gap and len(blanks) > column:
                    value = self._mapping(len(blanks), depth + 1)
                else:
                    value = self._value_of(number, column, depth)
                number = self._next
            name = Scalar()
            name.text = key
            name.plain = True
            name.begin = line
            name.finish = column
            entries[key] = (name, value)
            blanks, gap, lead, key, text, rest = lines[number]
            if blanks == indent and key and not gap:
                continue
            self._next, self._column = number, len(blanks)
            if not (key or gap):
                self._look_ahead()
                number = self._next
            _, gap, lead, key, text, rest = lines[number]
            if self._column != column or gap:
                break
        else:
            raise BeyondError
        end = self._column
        if end > column:
            raise BeyondError
        if self._finish[1] != number:
            self._finish = (file, number, end if end > 0 else 0)
        made = MappingNode()
        made.flow = False
        made.begin = None
        made.finish = self._finish
        made.entries = entries
        return made

    def _value_of(self, number: int, column: int, depth: int) -> Node:
        """The value of the key at ``column`` of a line; the next line is ahead."""
        _, _, lead, key, _, rest = self._lines[number]
        if rest and rest[0] != "#":
            return self._value(rest, number, column + len(lead), column)
        self._look_ahead()
        return self._below(column, number, column + len(key) + 1, depth)

    def _below(self, column: int, number: int, behind: int, depth: int) -> Node:
        """The value of a key at ``column`` with nothing behind it: what is indented in the line ahead, or null."""
        below = self._column
        if below >= column and self._lines[self._next][1]:
            return self._sequence(below, depth + 1)
        if below > column:
            return self._mapping(below, depth + 1)
        return scalar("", True, (self._file, number), behind)

    def _sequence(self, column: int, depth: int) -> SequenceNode:
        """The sequence whose first item is in the line ahead."""
        start = (self._file, self._next, column)
        items: list[Node] = []
        while self._column == column:
            number = self._next
            _, gap, _, key, text, rest = self._lines[number]
            if not gap:
                break
            at = column + 1 + len(gap)
            if key:
                items.append(self._mapping(at, depth + 1))
            else:
                self._next = number + 1
                plain = scalar(text, True, (self._file, number), at) if text else None
                items.append(plain or self._value(rest, number, at, None))
                self._look_ahead()
        if self._column > column:
            raise BeyondError
        return sequence(False, start, (self._file, self._next, max(self._column, 0)), items)

    def _value(self, rest: str, number: int, at: int, parent: int | None) -> Node:
        """A value on the line of its key or dash; ``parent`` is the column of the key."""
        first = rest[:1]
        line = (self._file, number)
        if first in ("{", "["):
            return self._flows.read(rest, number, at)
        if first in _FIRST_OF_PLAIN or first > "\xa0" or _BELOW_ZERO.match(rest):
            return scalar(_without_comment(rest), True, line, at)
        if first in ("|", ">") and parent is not None:
            node, self._next = read_block_scalar(self._whole, self._file, number, at, parent)
            return node
        found = _QUOTED.match(rest)
        if found is None:
            raise BeyondError
        end_line(rest, found.end())
        return scalar(found[found.lastindex or 1], False, line, at)


def _without_comment(rest: str) -> str:
    """A plain scalar's text from a line that may hold a colon or a hash behind it."""
    cut = rest.find(" #")
    text = (rest if cut < 0 else rest[:cut]).rstrip(" ")
    if ": " in text or text[-1] == ":":
        raise BeyondError
    return text
