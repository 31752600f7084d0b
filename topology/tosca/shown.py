"""How a finding calls what is written where something else should be."""

from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null, kind_of

_SHORT = 40


def kind_shown(node: Node) -> str:
    """The kind of a node, such as "a list", or its number or truth value."""
    if not isinstance(node, Scalar) or is_null(node) or isinstance(value := resolve(node), str):
        return kind_of(node)
    return f"the {'truth value' if isinstance(value, bool) else 'number'} `{node.text}`"


def shown_beside(expected: str, node: Node) -> str:
    """What stands in the place of what was expected: where both are lists or both maps, its content or its length."""
    kind = kind_shown(node)
    if isinstance(node, Scalar) or kind not in expected:
        return kind
    written = _written(node)
    if len(written) <= _SHORT:
        return f"`{written}`"
    if isinstance(node, SequenceNode):
        return f"a list of {len(node.items)}"
    return f"a map of {len(node.entries)}"


def _written(node: Node) -> str:
    """A node between brackets on one line; more than is short is not written out."""
    if isinstance(node, MappingNode):
        parts = [f"{key}: {_inner(value)}" for key, (_, value) in list(node.entries.items())[:_SHORT]]
        return f"{{ {', '.join(parts)} }}" if parts else "{}"
    if isinstance(node, SequenceNode):
        parts = [_inner(item) for item in node.items[:_SHORT]]
        return f"[ {', '.join(parts)} ]" if parts else "[]"
    return node.text if node.plain else repr(node.text)


def _inner(node: Node) -> str:
    if isinstance(node, MappingNode):
        return "{ … }" if node.entries else "{}"
    if isinstance(node, SequenceNode):
        return "[ … ]" if node.items else "[]"
    return _written(node)
