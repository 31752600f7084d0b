"""Diagnostics about a graph: a finding stands at the line of the part of the template that is concerned."""

from collections.abc import Iterable

from topology.diagnostics import CATALOGUE, Diagnostic, Severity
from topology.graph.model import Edge, Node

Path = tuple[str | int, ...]


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics in order of place."""
    return tuple(sorted(found, key=lambda each: (each.span, each.code, each.message)))


class Findings:
    """Collects diagnostics while a graph is looked at."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    def add(
        self,
        code: str,
        node: Node,
        path: Iterable[str | int],
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - the field's name
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a finding at ``path`` below a node template; the same finding is kept once."""
        parts = tuple(path)
        self._found[
            Diagnostic(
                code=code,
                message=message,
                span=node.source.locate(*parts),
                severity=severity,
                path=("topology_template", "node_templates", node.name, *parts),
                help=help or CATALOGUE[code].explanation,
            )
        ] = None

    def add_at_edge(self, code: str, node: Node, edge: Edge, message: str) -> None:
        """Note a finding at a requirement of a node template."""
        self._found[
            Diagnostic(
                code=code,
                message=message,
                span=edge.origin.own,
                path=("topology_template", "node_templates", node.name, "requirements", edge.requirement),
                help=CATALOGUE[code].explanation,
            )
        ] = None

    def all(self) -> tuple[Diagnostic, ...]:
        """What was found, in order of place."""
        return in_order(self._found)
