"""Access to trees of native files: the wrong kind of a value is a finding at its place."""

from collections.abc import Iterable, Mapping

from topology.diagnostics.diagnostic import Severity
from topology.diagnostics.span import Span
from topology.tosca.findings import Findings, nearest
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, is_null, kind_of, span_of

NO_ENTRIES: Mapping[str, tuple[Scalar, Node]] = {}


class Trees:
    """Looks into trees and notes what is found."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def entries(self, node: Node | None, what: str) -> Mapping[str, tuple[Scalar, Node]]:
        """The entries of a map; none, after a finding (TS874), of anything else but nothing."""
        if node is None or is_null(node):
            return NO_ENTRIES
        if isinstance(node, MappingNode):
            return node.entries
        self.wrong(node, f"{what} has to be a map, not {kind_of(node)}.")
        return NO_ENTRIES

    def items(self, node: Node | None, what: str) -> list[Node]:
        """The items of a list; none, after a finding, of anything else but nothing."""
        if node is None or is_null(node):
            return []
        if isinstance(node, SequenceNode):
            return node.items
        self.wrong(node, f"{what} has to be a list, not {kind_of(node)}.")
        return []

    def scalars(self, node: Node | None, what: str) -> list[Scalar]:
        """The items of a list of scalars."""
        found = (self.scalar(item, f"Each of {what}") for item in self.items(node, what))
        return [each for each in found if each is not None]

    def scalar(self, node: Node | None, what: str) -> Scalar | None:
        """A scalar; None, after a finding, for anything else but nothing."""
        if node is None or is_null(node):
            return None
        if isinstance(node, Scalar):
            return node
        self.wrong(node, f"{what} has to be a scalar, not {kind_of(node)}.")
        return None

    def wrong(self, node: Node, message: str, help_text: str | None = None) -> None:
        """Note a value that the source's own format does not allow (TS874)."""
        self.findings.error("TS874", message, span_of(node), help=help_text)

    def unsaid(self, at: Node, message: str, help_text: str | None = None) -> None:
        """Note what has no counterpart in a template and is left out (TS871, a warning)."""
        self.findings.warning("TS871", message, span_of(at), help=help_text)

    def impossible(self, at: Node, message: str, help_text: str | None = None) -> None:
        """Note what has no counterpart and cannot be left out (TS872)."""
        self.findings.error("TS872", message, span_of(at), help=help_text)

    def missing(self, at: Node, message: str, help_text: str | None = None) -> None:
        """Note what is referred to and is not there (TS873)."""
        self.findings.error("TS873", message, span_of(at), help=help_text)

    def otherwise(self, at: Node, message: str, help_text: str | None = None) -> None:
        """Note what the template says in a slightly different way (TS879, a warning)."""
        self.findings.warning("TS879", message, span_of(at), help=help_text)

    def tell(self, code: str, message: str, span: Span) -> None:
        """Note what is good to know."""
        self.findings.error(code, message, span, severity=Severity.INFO)

    def check_keys(self, entries: Mapping[str, tuple[Scalar, Node]], known: Iterable[str], what: str) -> None:
        """Note keys that the source's format does not have (TS874)."""
        legal = frozenset(known)
        for name, (key, _) in entries.items():
            if name not in legal and not name.startswith("x-"):
                message = f"{what} has no key `{name}`."
                self.findings.error("TS874", message, span_of(key), help=nearest(name, legal, taken=entries))

    def leave_out(self, entries: Mapping[str, tuple[Scalar, Node]], unsaid: Mapping[str, str], what: str) -> None:
        """Note the keys that a template has no counterpart for, each with what to do instead."""
        for name, (key, value) in entries.items():
            if name in unsaid and not is_empty(value):
                self.unsaid(key, f"`{name}` of {what} has no counterpart and is left out.", unsaid[name] or None)


def value_of(entries: Mapping[str, tuple[Scalar, Node]], key: str) -> Node | None:
    """The value of a key, None where it is not there."""
    return entries[key][1] if key in entries else None


def is_empty(node: Node) -> bool:
    """Whether a value says nothing: null, false, or a collection without entries."""
    if isinstance(node, Scalar):
        return is_null(node) or resolve(node) is False
    return not (node.entries if isinstance(node, MappingNode) else node.items)
