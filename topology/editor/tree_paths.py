"""Paths through a document's tree."""

from collections.abc import Iterator
from typing import NamedTuple

from topology.tosca.findings import Path
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null, mapping, scalar, sequence


class Found(NamedTuple):
    """A scalar in a tree: with ``is_key`` the key of the entry at ``path``, else the node at ``path``."""

    path: Path
    scalar: Scalar
    is_key: bool


def node_at(tree: Node, path: Path) -> Node | None:
    """The node that a path leads to, or None."""
    node: Node | None = tree
    for step in path:
        node = _child(node, step)
    return node


def key_at(tree: Node, path: Path) -> Scalar | None:
    """The key of the entry that a path leads to, or None."""
    parent = node_at(tree, path[:-1]) if path else None
    entry = parent.entries.get(str(path[-1])) if isinstance(parent, MappingNode) else None
    return entry[0] if entry is not None else None


def entries_at(tree: Node, path: Path) -> dict[str, tuple[Scalar, Node]]:
    """The entries of the map that a path leads to; empty where there is none."""
    node = node_at(tree, path)
    return node.entries if isinstance(node, MappingNode) else {}


def text_at(tree: Node, path: Path) -> Scalar | None:
    """The scalar that a path leads to, unless it is empty."""
    node = node_at(tree, path)
    return node if isinstance(node, Scalar) and not is_null(node) and node.text else None


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return node.get(str(step))
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def map_at(tree: Node, path: Path) -> MappingNode | None:
    """The map at a path, put there with all that leads to it where the text is not finished; None if impossible."""
    if not isinstance(tree, MappingNode):
        return None
    node: Node = tree
    for index, step in enumerate(path):
        following = path[index + 1] if index + 1 < len(path) else ""
        node = _reached(node, step, is_list=isinstance(following, int))
    return node if isinstance(node, MappingNode) else None


def _reached(node: Node, step: str | int, *, is_list: bool) -> Node:
    """The collection at a step; an empty one is put into the place of nothing or of a half-written word."""
    child = _child(node, step)
    if isinstance(child, MappingNode | SequenceNode):
        return child
    start = child.start if child is not None else node.start
    made: Node = sequence(False, start, start) if is_list else mapping(False, start, start)
    if isinstance(node, MappingNode):
        key = node.entries[str(step)][0] if step in node.entries else scalar(str(step), True, start, start)
        node.entries[str(step)] = key, made
    elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
        node.items[step] = made
    elif isinstance(node, SequenceNode):
        node.items.append(made)
    return made


def scalars(tree: Node) -> Iterator[Found]:
    """Every scalar of a tree with its path, keys too; what aliases repeat comes at each of its paths."""
    return _scalars(tree, ())


def _scalars(node: Node, path: Path) -> Iterator[Found]:
    if isinstance(node, Scalar):
        yield Found(path, node, False)
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.items):
            yield from _scalars(item, (*path, index))
    else:
        for name, (key, value) in node.entries.items():
            yield Found((*path, name), key, True)
            yield from _scalars(value, (*path, name))


def scalars_under(tree: Node, line: int, column: int) -> list[Found]:
    """The scalar at a line and column from 0, by all paths that lead to it; right behind its end counts too."""
    place = (line, column)
    return [found for found in scalars(tree) if found.scalar.text and _covers(found.scalar, place)]


def _covers(scalar: Scalar, place: tuple[int, int]) -> bool:
    start, end = scalar.start, scalar.end
    return (start.line, start.column) <= place <= (end.line, end.column)
