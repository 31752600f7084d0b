"""Where the parts of an entity stand, worked out from the tree only when somebody asks."""

from collections.abc import Iterator, Mapping

from topology.diagnostics.span import Span
from topology.graph.source_map import Path, SourceMap
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, entry_span, span_of


class TreeSpans(Mapping[Path, Span]):
    """The places of all entries of a tree, by their paths."""

    __slots__ = ("_root",)

    def __init__(self, root: Node) -> None:
        self._root = root

    def __getitem__(self, path: Path) -> Span:
        if not path:
            raise KeyError(path)
        span, node = span_of(self._root), self._root
        for key in path:
            span, node = _step(node, key)
        return span

    def __iter__(self) -> Iterator[Path]:
        return _paths(self._root, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _step(node: Node, key: str | int) -> tuple[Span, Node]:
    if isinstance(node, MappingNode):
        name, value = node.entries[str(key)]
        return entry_span(name, value), value
    if isinstance(node, SequenceNode) and isinstance(key, int) and 0 <= key < len(node.items):
        return span_of(node.items[key]), node.items[key]
    raise KeyError(key)


def _paths(node: Node, path: Path) -> Iterator[Path]:
    if isinstance(node, Scalar):
        return
    keys: list[str | int] = list(node.entries) if isinstance(node, MappingNode) else list(range(len(node.items)))
    for key in keys:
        yield (*path, key)
        yield from _paths(_step(node, key)[1], (*path, key))


class _TreeSourceMap(SourceMap):
    """The places of an entity that is named by one node and written out in another."""

    __slots__ = ("_name", "_tree")

    def __init__(self, name: Node, tree: Node) -> None:
        self._name = name
        self._tree = tree

    @property
    def own(self) -> Span:
        return span_of(self._name)

    @property
    def spans(self) -> Mapping[Path, Span]:
        return TreeSpans(self._tree)


def source_map(name: Node, tree: Node) -> SourceMap:
    """The places of an entity that is named by one node and written out in another."""
    return _TreeSourceMap(name, tree)
