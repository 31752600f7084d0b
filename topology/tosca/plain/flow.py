"""Flow collections on one line: ``{ get_input: port }``, ``[ a, b ]``."""

import re
from typing import TypeAlias

from topology.tosca.plain.words import IN_WORD, BeyondError, end_line
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode

MAX_DEPTH = 20

_ITEM = re.compile(
    rf""" *(?:([A-Za-z_$][{IN_WORD}-]{{0,200}}): +)?"""
    r"""(?:([\[\]{}])|"([^"\\]*)"|'([^']*)'"""
    rf"""|((?:[{IN_WORD}+]|-(?=[0-9]))[{IN_WORD}+-]*(?: +[{IN_WORD}+-]+)*)) *(,)?|."""
)
"""A key if there is one; then a bracket, a text in quotes of either kind, or a plain text; and perhaps a comma.

Anything else is beyond.
"""

_OPENING = ("[", "{")
"""Behind these a comma is beyond."""

_Item: TypeAlias = tuple[str | None, int, str | None, str | None, bool, int, bool]
"""The key and its column; a bracket, or else a scalar's text and whether it is plain, with the column of either; and
whether a comma follows. Columns are those in the text."""


class FlowReader:
    """Reads the collections of one document. Many of them are written alike; equal texts are split once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._split: dict[str, list[_Item]] = {}

    def read(self, text: str, number: int, at: int) -> Node:
        """The collection with which a text begins that stands in a line, given by its number, at a column.

        Raises :class:`BeyondError` where it is not plain, or where more than a comment follows.
        """
        items = self._split.get(text)
        if items is None:
            items = self._split[text] = [_item(found) for found in _ITEM.finditer(text)]
        return _Collections(items, self._file, number, at).outermost(text)


def _item(found: re.Match[str]) -> _Item:
    key, bracket, double, single, plain, comma = found.groups()
    has_next = comma is not None
    if plain is not None:
        return key, found.start(1), None, plain, True, found.start(5), has_next
    if bracket is not None and not (has_next and bracket in _OPENING):
        return key, found.start(1), bracket, None, False, found.start(2), has_next
    quoted = double if double is not None else single
    return key, found.start(1), None, quoted, False, found.start(3 if single is None else 4) - 1, has_next


class _Collections:
    """A collection with those in it. ``_has_next`` tells that a comma stands behind the last item."""

    def __init__(self, items: list[_Item], file: str, number: int, at: int) -> None:
        self._items = iter(items)
        self._file = file
        self._number = number
        self._line = (file, number)
        self._at = at
        self._has_next = True
        self._end = 0

    def outermost(self, text: str) -> Node:
        """The whole collection. Nothing but a comment may follow it in the text."""
        _, _, bracket, _, _, column, _ = next(self._items)
        node = self._collection(bracket, column, 0)
        end_line(text, self._end)
        return node

    def _collection(self, bracket: str | None, column: int, depth: int) -> Node:
        if depth == MAX_DEPTH:
            raise BeyondError
        start = (self._file, self._number, self._at + column)
        self._has_next = True
        if bracket == "{":
            entries = self._entries(depth)
            return MappingNode(True, start, (self._file, self._number, self._at + self._end), entries)
        if bracket == "[":
            items = self._listed(depth)
            return SequenceNode(True, start, (self._file, self._number, self._at + self._end), items)
        raise BeyondError

    def _entries(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        line, at = self._line, self._at
        for key, key_column, bracket, text, plain, column, has_next in self._items:
            if bracket == "}" and key is None and not (entries and self._has_next):
                self._close(column, has_next)
                return entries
            if key is None or key in entries or not self._has_next:
                raise BeyondError
            name = Scalar(key, True, line, at + key_column)
            if text is not None:
                entries[key] = (name, Scalar(text, plain, line, at + column))
                self._has_next = has_next
            else:
                entries[key] = (name, self._collection(bracket, column, depth + 1))
        raise BeyondError

    def _listed(self, depth: int) -> list[Node]:
        items: list[Node] = []
        for key, _, bracket, text, plain, column, has_next in self._items:
            if bracket == "]" and key is None and not (items and self._has_next):
                self._close(column, has_next)
                return items
            if key is not None or not self._has_next:
                raise BeyondError
            if text is not None:
                items.append(Scalar(text, plain, self._line, self._at + column))
                self._has_next = has_next
            else:
                items.append(self._collection(bracket, column, depth + 1))
        raise BeyondError

    def _close(self, column: int, has_next: bool) -> None:
        self._end = column + 1
        self._has_next = has_next
