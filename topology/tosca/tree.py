"""The small tree of a YAML document: scalars, mappings and sequences that know where they stand."""

from typing import Any, NamedTuple, Protocol, TypeAlias

from topology.diagnostics.span import Span
from topology.profiles.profile import Literal


class Mark(Protocol):
    """A position as the YAML parser gives it: the file's name, and line and column from 0."""

    @property
    def name(self) -> str:
        """The file's name."""
        ...

    @property
    def line(self) -> int:
        """The line, from 0."""
        ...

    @property
    def column(self) -> int:
        """The column, from 0."""
        ...


class Position(NamedTuple):
    """A position in a file: line and column from 0."""

    name: str
    line: int
    column: int


Place: TypeAlias = Mark | tuple[str, int, int]
"""A position as it was found; a tuple becomes a :class:`Position` when somebody asks, which is seldom."""


Line: TypeAlias = tuple[str, int]
"""A line of a file: the file's name, and its number from 0."""

Columns: TypeAlias = tuple[int, int]
"""Where something begins and ends on its line."""


def _span(start: Mark, end: Mark) -> Span:
    return Span(start.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _position(place: Place) -> Mark:
    return Position(*place) if isinstance(place, tuple) else place


class Scalar:
    """A scalar's text; ``plain`` tells that it was written without quotes and is resolved by its look.

    It stands between two places. What is written on one line, without escapes, is given by that line as ``begin`` and
    its column as ``finish``. :func:`scalar` makes one; it has no initialiser, since a large document is made of so many
    that a call for each would be felt.
    """

    __slots__ = ("begin", "finish", "plain", "text")

    text: str
    plain: bool
    begin: Place | Line
    finish: Place | int

    @property
    def file(self) -> str:
        """The name of the file that the scalar is written in."""
        start = self.begin
        return start[0] if isinstance(start, tuple) else start.name

    def span(self) -> Span:
        """Its place, as people count."""
        column = self.finish
        if not isinstance(column, int):
            return _span(self.start, self.end)
        file, line = self._line
        return Span(file, line + 1, column + 1, line + 1, column + self._width + 1)

    @property
    def start(self) -> Mark:
        """Where the scalar, with its quotes, begins."""
        column = self.finish
        if isinstance(column, int):
            return Position(*self._line, column)
        return _position(self.begin)  # type: ignore[arg-type]

    @property
    def end(self) -> Mark:
        """The position behind it."""
        column = self.finish
        if isinstance(column, int):
            return Position(*self._line, column + self._width)
        return _position(column)

    @property
    def _line(self) -> Line:
        return self.begin  # type: ignore[return-value]

    @property
    def _width(self) -> int:
        """How many columns it takes, with its quotes."""
        return len(self.text) if self.plain else len(self.text) + 2


def scalar(text: str, plain: bool, start: Place | Line, end: Place | int) -> Scalar:
    """A scalar between two places, or on a line at a column."""
    made = Scalar()
    made.text = text
    made.plain = plain
    made.begin = start
    made.finish = end
    return made


class _Collection:
    """What mappings and sequences share: where they begin and end, and whether they are written in brackets.

    One in brackets on one line may be given by the line as ``begin`` and its columns as ``finish``.
    """

    __slots__ = ("begin", "finish", "flow")

    flow: bool
    begin: Place | Line | None
    finish: Place | Columns

    @property
    def file(self) -> str:
        """The name of the file that the collection is written in."""
        begin, _ = self._given
        return begin[0] if isinstance(begin, tuple) else begin.name  # type: ignore[no-any-return]

    def span(self) -> Span:
        """Its place, as people count; that of a block collection reaches to what follows it."""
        return _span(self.start, self.end)

    @property
    def start(self) -> Mark:
        """Where the first entry, or the opening bracket, begins."""
        begin, finish = self._given
        return (
            Position(begin[0], begin[1], finish[0])
            if isinstance(begin, tuple) and len(begin) == 2
            else _position(begin)
        )

    @property
    def end(self) -> Mark:
        """The position behind it; for a block collection, that of what follows it."""
        begin, finish = self._given
        return (
            Position(begin[0], begin[1], finish[1])
            if isinstance(finish, tuple) and len(finish) == 2
            else _position(finish)
        )

    @property
    def _given(self) -> tuple[Any, Any]:
        """A line and columns, or two places."""
        return self.begin, self.finish


class MappingNode(_Collection):
    """A mapping: the text of each key leads to the key and its value, in the order written.

    Without ``begin`` it begins with its first key.
    """

    __slots__ = ("entries",)

    entries: "dict[str, tuple[Scalar, Node]]"

    @property
    def file(self) -> str:
        """The name of the file that the mapping is written in."""
        return super().file if self.begin is not None else self._first.file

    @property
    def start(self) -> Mark:
        """Where the first key, or the opening bracket, begins."""
        return super().start if self.begin is not None else self._first.start

    @property
    def _first(self) -> Scalar:
        return next(iter(self.entries.values()))[0]

    def get(self, key: str) -> "Node | None":
        """The value of a key, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


def mapping(
    flow: bool, start: Place | Line, end: Place | Columns, entries: "dict[str, tuple[Scalar, Node]] | None" = None
) -> MappingNode:
    """A mapping between two places; it has no initialiser either."""
    made = MappingNode()
    made.flow = flow
    made.begin = start
    made.finish = end
    made.entries = {} if entries is None else entries
    return made


class SequenceNode(_Collection):
    """A sequence of nodes."""

    __slots__ = ("items",)

    items: "list[Node]"


def sequence(flow: bool, start: Place | Line, end: Place | Columns, items: "list[Node] | None" = None) -> SequenceNode:
    """A sequence between two places."""
    made = SequenceNode()
    made.flow = flow
    made.begin = start
    made.finish = end
    made.items = [] if items is None else items
    return made


Node: TypeAlias = Scalar | MappingNode | SequenceNode


def span_of(node: Node) -> Span:
    """The place of a node; a block collection, which has no end of its own, is shown by its first entry."""
    while not isinstance(node, Scalar) and not node.flow:
        first = _first(node)
        if first is None:
            break
        node = first
    return node.span()


def _first(node: MappingNode | SequenceNode) -> Node | None:
    if isinstance(node, MappingNode):
        return next((key for key, _ in node.entries.values()), None)
    return next(iter(node.items), None)


def entry_span(key: Scalar, value: Node) -> Span:
    """The place of an entry of a mapping: its value where that is short, else its key."""
    return span_of(value if isinstance(value, Scalar) or value.flow else key)


def entry_place(node: Node, key: str) -> Span | None:
    """The place of a mapping's entry, as :func:`entry_span` has it; None where there is none."""
    entry = node.entries.get(key) if isinstance(node, MappingNode) else None
    return entry_span(*entry) if entry is not None else None


def kind_of(node: Node) -> str:
    """What a reader would call the node."""
    if isinstance(node, MappingNode):
        return "a map"
    if isinstance(node, SequenceNode):
        return "a list"
    return "nothing" if is_null(node) else "a scalar"


NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def is_null(node: Node) -> bool:
    """Whether a node is YAML's null, such as a key with nothing behind it."""
    return isinstance(node, Scalar) and node.plain and node.text in NULLS


class LiteralMark:
    """The place of a tree that was made from literals: the profile's name, without line."""

    __slots__ = ("column", "line", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.line = 0
        self.column = 0


def from_literal(value: Literal, mark: Mark) -> Node:
    """A tree from the nested dicts, lists and texts of a ready-made profile; its texts are plain scalars."""
    if isinstance(value, str):
        return scalar(value, True, mark, mark)
    if isinstance(value, list):
        return sequence(True, mark, mark, [from_literal(item, mark) for item in value])
    entries = {key: (scalar(key, True, mark, mark), from_literal(item, mark)) for key, item in value.items()}
    return mapping(True, mark, mark, entries)
