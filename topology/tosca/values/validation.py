"""What a value of a type must fulfil, in the one form in which types hold it: constraints and validation clauses."""

from typing import TypeAlias

from topology.record import Record
from topology.tosca.findings import Path
from topology.tosca.tree import MappingNode, Node, Scalar
from topology.tosca.values.constraint import Constraint

_MOST_SHOWN = 120


class Validation(Record):
    """A validation clause of TOSCA 2.0, section 9.10: an expression that must be true of ``$value``.

    ``asks_graph`` tells that it calls a function about nodes or inputs, so that it is evaluated when all values are
    there; ``asks_self`` that it says ``SELF``, so that it means nothing for a value that belongs to nobody. A clause
    that compares ``$value`` with a literal becomes a :class:`Constraint` instead.
    """

    node: Node
    path: Path
    asks_graph: bool
    asks_self: bool = False

    def __str__(self) -> str:
        text = _flow(self.node)
        return f"such that `{text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + ' …'}` is true"


Check: TypeAlias = Constraint | Validation


def _flow(node: Node) -> str:
    """A tree in YAML's flow style, as far as it is shown."""
    if isinstance(node, Scalar):
        return node.text[:_MOST_SHOWN]
    if isinstance(node, MappingNode):
        shown = (f"{key[:_MOST_SHOWN]}: {_flow(value)}" for key, (_, value) in list(node.entries.items())[:9])
        return f"{{ {', '.join(shown)} }}"
    return f"[ {', '.join(map(_flow, node.items[:9]))} ]"
