"""Which parts of a tree call a function: Simple Profile 1.3, chapter 4; TOSCA 2.0, 10.1."""

from topology.record import Record
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode

FUNCTIONS = frozenset(
    {
        "get_input",
        "get_property",
        "get_attribute",
        "get_operation_output",
        "get_nodes_of_type",
        "get_artifact",
        "concat",
        "join",
        "token",
    }
)
"""The functions of 1.x; a map of one entry under one of these names is a call."""


class Invocation(Record):
    """A call: the function's name, what is written as its arguments (None: nothing), and where the name stands."""

    name: str
    arguments: Node | None
    at: Scalar
    is_simple: bool

    @property
    def shown(self) -> str:
        """The name as it is written in the version of its file."""
        return self.name if self.is_simple else f"${self.name}"

    def argument_nodes(self) -> list[Node]:
        """The arguments: the entries of a list, or the one thing that is no list."""
        if self.arguments is None:
            return []
        return self.arguments.items if isinstance(self.arguments, SequenceNode) else [self.arguments]


def invocation(node: Node, *, is_simple: bool) -> Invocation | None:
    """The call that a tree is, or None."""
    if type(node) is MappingNode:
        if len(node.entries) != 1:
            return None
        ((name, (key, value)),) = node.entries.items()
        if is_simple:
            return Invocation(name, value, key, True) if name in FUNCTIONS else None
        return Invocation(_without_suffix(name), value, key, False) if is_call(name) else None
    if is_simple or type(node) is not Scalar or not is_call(node.text):
        return None
    return Invocation(_without_suffix(node.text), None, node, False)


def _without_suffix(text: str) -> str:
    """The function's name; ``$1`` and its like tell calls apart that are keys of the same map."""
    return text[1:].partition("$")[0]


def is_call(text: str) -> bool:
    """Whether a text of 2.0 is a call rather than a literal; a computed key such as ``$fn: [ x ]`` is none."""
    return text[:1] == "$" and text[1:2] not in ("$", "") and ": " not in text


def unescape(text: str) -> str:
    """A literal text of 2.0: of two dollar signs at its start the first is left out."""
    return text[1:] if text[:2] == "$$" else text


def may_call(node: Node) -> bool:
    """Whether a function of some version may be called anywhere in a tree."""
    if isinstance(node, Scalar):
        return node.text[:1] == "$"
    if isinstance(node, SequenceNode):
        return any(may_call(item) for item in node.items)
    entries = node.entries
    if len(entries) == 1 and not FUNCTIONS.isdisjoint(entries):
        return True
    return any(key[:1] == "$" or may_call(value) for key, (_, value) in entries.items())
