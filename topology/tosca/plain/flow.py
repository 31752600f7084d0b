"""Flow collections on one line: ``{ get_input: port }``, ``[ a, b ]``."""

import re

from topology.tosca.plain.words import BeyondError
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode

MAX_DEPTH = 20

_TOKEN = re.compile(
    r""" *(?:([\[\]{},])|([A-Za-z_$][\w./$-]{0,200}):(?= )|"([^"\\]*)"|'([^']*)'"""
    r"""|((?:[\w./$+]|-(?=[0-9]))[\w./$+-]*(?: +[\w./$+-]+)*))""",
    re.ASCII,
)
_OPEN, _CLOSED = "[{", "]}"


class FlowReader:
    """Reads one collection from a line. Raises :class:`BeyondError` for what is not plain."""

    def __init__(self, file: str, number: int, line: str) -> None:
        self._file = file
        self._number = number
        self._line = line
        self.at = 0

    def read(self, at: int) -> Node:
        """The collection that begins at a column; ``self.at`` is then the column behind it."""
        self.at = at
        return self._node(self._token(), 0)

    def _token(self) -> "re.Match[str]":
        found = _TOKEN.match(self._line, self.at)
        if found is None:
            raise BeyondError
        self.at = found.end()
        return found

    def _node(self, token: "re.Match[str]", depth: int) -> Node:
        kind = token.lastindex
        if kind is None or kind == 2 or depth > MAX_DEPTH:
            raise BeyondError
        if kind > 2:
            quoted = kind < 5
            return Scalar(token[kind], not quoted, self._place(token.start(kind) - quoted), self.at)
        if token[1] not in _OPEN:
            raise BeyondError
        start = (self._file, self._number, self.at - 1)
        return self._sequence(start, depth) if token[1] == "[" else self._mapping(start, depth)

    def _sequence(self, start: tuple[str, int, int], depth: int) -> SequenceNode:
        node = SequenceNode(True, start, start)
        token = self._token()
        while token[1] != "]":
            node.items.append(self._node(token, depth + 1))
            token = self._after_item("]")
        node.end = (self._file, self._number, self.at)
        return node

    def _mapping(self, start: tuple[str, int, int], depth: int) -> MappingNode:
        node = MappingNode(True, start, start)
        token = self._token()
        while token[1] != "}":
            key = token[2]
            if key is None or key in node.entries:
                raise BeyondError
            name = Scalar(key, True, self._place(token.start(2)), token.end(2))
            node.entries[key] = (name, self._node(self._token(), depth + 1))
            token = self._after_item("}")
        node.end = (self._file, self._number, self.at)
        return node

    def _after_item(self, closing: str) -> "re.Match[str]":
        """The token that begins the next item, or the closing one; a comma before the closing one is beyond."""
        token = self._token()
        if token[1] == closing:
            return token
        if token[1] != ",":
            raise BeyondError
        following = self._token()
        if following[1] is not None and following[1] in _CLOSED:
            raise BeyondError
        return following

    def _place(self, column: int) -> tuple[str, int, int]:
        return self._file, self._number, column
