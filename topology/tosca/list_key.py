"""A list as the key of a map, such as ``[ CAPABILITY, endpoint, port ]: port`` (TOSCA 2.0, 15.2, 15.3, 15.5)."""

from topology.tosca.call_key import CallKey
from topology.tosca.findings import Findings
from topology.tosca.tree import Scalar, SequenceNode, span_of


class ListKey(Scalar):
    """A key that is a list of scalars. ``is_read`` tells that the grammar has a list here."""

    __slots__ = ("is_read", "items")

    def __init__(self, node: SequenceNode, items: list[Scalar]) -> None:
        self.text = f"[ {', '.join(item.text for item in items)} ]"
        self.plain = False
        self.begin = node.start
        self.finish = node.end
        self.items = items
        self.is_read = False


def list_key(node: SequenceNode) -> ListKey | None:
    """A list as a key, or None for one that holds more than scalars."""
    items = [item for item in node.items if isinstance(item, Scalar)]
    return ListKey(node, items) if items and len(items) == len(node.items) else None


def parts_of(key: Scalar) -> list[Scalar]:
    """The parts of a key where the grammar allows a list; a mere name is its only part."""
    if not isinstance(key, ListKey):
        return [key]
    key.is_read = True
    return key.items


def report_unread(keys: list[ListKey | CallKey], findings: Findings, *, is_simple: bool) -> None:
    """Report lists as keys where no list is allowed, and in 1.x calls as keys (TS107)."""
    for key in keys:
        if is_simple if isinstance(key, CallKey) else not key.is_read:
            report_no_word(key, findings)


def report_no_word(key: Scalar, findings: Findings) -> None:
    """A key that has to be a word (TS107)."""
    message = "A key must be a word, not a list or a map."
    findings.error("TS107", message, span_of(key), help="Write a plain word as the key.")
