"""A call as the key of a map, such as ``{ $keygen: [ x ] }: 34`` (TOSCA 2.0, 10.1)."""

from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode


class CallKey(Scalar):
    """A key that calls a function; ``call`` is the tree that it is written as. Its text tells it from other keys."""

    __slots__ = ("call",)

    def __init__(self, call: MappingNode) -> None:
        self.text = _written(call)
        self.plain = False
        self.begin = call.start
        self.finish = call.end
        self.call = call


def call_key(node: MappingNode) -> CallKey | None:
    """A map as a key, or None where it calls nothing."""
    name = next(iter(node.entries), "")
    return CallKey(node) if len(node.entries) == 1 and name[:1] == "$" and name[1:2] not in ("", "$") else None


def _written(node: Node) -> str:
    if isinstance(node, MappingNode):
        return f"{{ {', '.join(f'{key}: {_written(value)}' for key, (_, value) in node.entries.items())} }}"
    if isinstance(node, SequenceNode):
        return f"[ {', '.join(map(_written, node.items))} ]"
    return node.text
