"""Flow collections on one line: ``{ get_input: port }``, ``[ a, b ]``."""

import re
from typing import Any, TypeAlias

from topology.tosca.plain.words import IN_WORD, BeyondError, end_line
from topology.tosca.tree import Line, Node, Scalar, mapping, sequence

MAX_DEPTH = 20
MAX_LENGTH = 10_000
"""Characters of one line; what is longer is left to libyaml, before which its depth is checked."""

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

_Part: TypeAlias = "tuple[str, int, str, bool, int, _Shape | None]"
"""The key of an entry with its column, empty for an item of a list; a scalar's text, whether it is plain, and its
column; or else a collection."""

_Shape: TypeAlias = tuple[bool, int, int, list[_Part]]
"""A collection, wherever it stands: whether it is a mapping, its columns from and to, and what is in it."""


class FlowReader:
    """Reads the collections of one document. Many of them are written alike; equal texts are taken apart once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._shapes: dict[str, _Shape] = {}

    def read(self, text: str, number: int, at: int) -> Node:
        """The collection with which a text begins that stands in a line, given by its number, at a column.

        Raises :class:`BeyondError` where it is not plain, or where more than a comment follows.
        """
        shape = self._shapes.get(text)
        if shape is None:
            if len(text) > MAX_LENGTH:
                raise BeyondError
            shape = self._shapes[text] = _Splitter(text).outermost(text)
        return _placed(shape, (self._file, number), at)


def _placed(shape: _Shape, line: Line, at: int) -> Node:
    """The collection of a shape at a column of a line."""
    is_mapping, start, end, parts = shape
    columns = (at + start, at + end)
    entries: dict[str, tuple[Scalar, Node]] = {}
    items: list[Node] = []
    value: Any
    for key, key_column, text, plain, column, inner in parts:
        if inner is None:
            value = Scalar()
            value.text = text
            value.plain = plain
            value.begin = line
            value.finish = at + column
        else:
            value = _placed(inner, line, at)
        if is_mapping:
            name = Scalar()
            name.text = key
            name.plain = True
            name.begin = line
            name.finish = at + key_column
            entries[key] = (name, value)
        else:
            items.append(value)
    return mapping(True, line, columns, entries) if is_mapping else sequence(True, line, columns, items)


def _item(found: re.Match[str]) -> _Item:
    key, bracket, double, single, plain, comma = found.groups()
    has_next = comma is not None
    if plain is not None:
        return key, found.start(1), None, plain, True, found.start(5), has_next
    if bracket is not None and not (has_next and bracket in _OPENING):
        return key, found.start(1), bracket, None, False, found.start(2), has_next
    quoted = double if double is not None else single
    return key, found.start(1), None, quoted, False, found.start(3 if single is None else 4) - 1, has_next


class _Splitter:
    """Takes a collection with those in it apart. ``_has_next`` tells that a comma stands behind the last item."""

    def __init__(self, text: str) -> None:
        self._items = map(_item, _ITEM.finditer(text))
        self._has_next = True
        self._end = 0

    def outermost(self, text: str) -> _Shape:
        """The whole collection. Nothing but a comment may follow it in the text."""
        _, _, bracket, _, _, column, _ = next(self._items)
        shape = self._collection(bracket, column, 0)
        end_line(text, self._end)
        return shape

    def _collection(self, bracket: str | None, column: int, depth: int) -> _Shape:
        if depth == MAX_DEPTH or bracket not in _OPENING:
            raise BeyondError
        self._has_next = True
        is_mapping = bracket == "{"
        parts = self._entries(depth) if is_mapping else self._listed(depth)
        return is_mapping, column, self._end, parts

    def _entries(self, depth: int) -> list[_Part]:
        parts: list[_Part] = []
        keys: set[str] = set()
        for key, key_column, bracket, text, plain, column, has_next in self._items:
            if bracket == "}" and key is None and not (parts and self._has_next):
                self._close(column, has_next)
                return parts
            if key is None or key in keys or not self._has_next:
                raise BeyondError
            keys.add(key)
            if text is not None:
                parts.append((key, key_column, text, plain, column, None))
                self._has_next = has_next
            else:
                parts.append((key, key_column, "", False, 0, self._collection(bracket, column, depth + 1)))
        raise BeyondError

    def _listed(self, depth: int) -> list[_Part]:
        parts: list[_Part] = []
        for key, _, bracket, text, plain, column, has_next in self._items:
            if bracket == "]" and key is None and not (parts and self._has_next):
                self._close(column, has_next)
                return parts
            if key is not None or not self._has_next:
                raise BeyondError
            if text is not None:
                parts.append(("", 0, text, plain, column, None))
                self._has_next = has_next
            else:
                parts.append(("", 0, "", False, 0, self._collection(bracket, column, depth + 1)))
        raise BeyondError

    def _close(self, column: int, has_next: bool) -> None:
        self._end = column + 1
        self._has_next = has_next
