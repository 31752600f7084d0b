"""Trees as values just as they are written, for what is evaluated only when a service runs."""

from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar
from topology.values.value import Value


def as_written(node: Node) -> Value:
    """The value of a tree in which functions are left as maps; the tree's depth is bounded by its reader."""
    if isinstance(node, Scalar):
        return resolve(node)
    if isinstance(node, MappingNode):
        return {key: as_written(value) for key, (_, value) in node.entries.items()}
    return tuple(as_written(item) for item in node.items)
