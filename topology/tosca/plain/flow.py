"""Flow collections on one line: ``{ get_input: port }``, ``[ a, b ]``."""

import re

from topology.tosca.plain.words import IN_WORD, BeyondError, end_line
from topology.tosca.tree import Line, MappingNode, Node, Scalar, SequenceNode

MAX_DEPTH = 20

_ITEM = re.compile(
    rf""" *(?:([A-Za-z_$][{IN_WORD}-]{{0,200}}): +)?"""
    r"""(?:([\[\]{}])|"([^"\\]*)"|'([^']*)'"""
    rf"""|((?:[{IN_WORD}+]|-(?=[0-9]))[{IN_WORD}+-]*(?: +[{IN_WORD}+-]+)*)) *(,)?|."""
)
"""A key if there is one; then a bracket, a text in quotes of either kind, or a plain text; and perhaps a comma.

Anything else is beyond.
"""

_BRACKET, _DOUBLE, _SINGLE, _PLAIN = 2, 3, 4, 5


def read_flow(text: str, line: Line, at: int) -> Node:
    """The collection with which a text begins that stands in a line at a column.

    Raises :class:`BeyondError` where it is not plain, or where more than a comment follows.
    """
    reader = _FlowReader(text, line, at)
    node = reader.read()
    end_line(text, reader.end)
    return node


class _FlowReader:
    """Reads one collection, item by item. ``_has_next`` tells that a comma stands behind the last one."""

    def __init__(self, text: str, line: Line, at: int) -> None:
        self._items = _ITEM.finditer(text)
        self._line = line
        self._at = at
        self._has_next = True
        self.end = 0

    def read(self) -> Node:
        """The collection; ``end`` is then behind it."""
        found = next(self._items)
        return self._collection(found, found[_BRACKET], 0)

    def _collection(self, found: re.Match[str], bracket: str, depth: int) -> Node:
        if depth == MAX_DEPTH:
            raise BeyondError
        start = (*self._line, self._at + found.start(_BRACKET))
        self._has_next = True
        if bracket == "{":
            entries = self._entries(depth)
            return MappingNode(True, start, (*self._line, self._at + self.end), entries)
        if bracket == "[":
            items = self._listed(depth)
            return SequenceNode(True, start, (*self._line, self._at + self.end), items)
        raise BeyondError

    def _entries(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for found in self._items:
            key, bracket, double, single, plain, comma = found.groups()
            if bracket == "}" and key is None and not (entries and self._has_next):
                self._close(found, comma)
                return entries
            if key is None or key in entries or not self._has_next:
                raise BeyondError
            name = Scalar(key, True, self._line, self._at + found.start(1))
            if bracket is not None:
                entries[key] = (name, self._collection(found, bracket, depth + 1))
            else:
                entries[key] = (name, self._scalar(found, double, single, plain))
                self._has_next = comma is not None
        raise BeyondError

    def _listed(self, depth: int) -> list[Node]:
        items: list[Node] = []
        for found in self._items:
            key, bracket, double, single, plain, comma = found.groups()
            if bracket == "]" and key is None and not (items and self._has_next):
                self._close(found, comma)
                return items
            if key is not None or not self._has_next:
                raise BeyondError
            if bracket is not None:
                items.append(self._collection(found, bracket, depth + 1))
            else:
                items.append(self._scalar(found, double, single, plain))
                self._has_next = comma is not None
        raise BeyondError

    def _scalar(self, found: re.Match[str], double: str | None, single: str | None, plain: str | None) -> Scalar:
        if plain is not None:
            return Scalar(plain, True, self._line, self._at + found.start(_PLAIN))
        if double is not None:
            return Scalar(double, False, self._line, self._at + found.start(_DOUBLE) - 1)
        if single is not None:
            return Scalar(single, False, self._line, self._at + found.start(_SINGLE) - 1)
        raise BeyondError

    def _close(self, found: re.Match[str], comma: str | None) -> None:
        self.end = found.end(_BRACKET)
        self._has_next = comma is not None
