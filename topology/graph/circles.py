"""Nodes that are hosted on each other, or depend on each other, in a circle: there is no order of work for them."""

from collections.abc import Callable, Mapping

from topology.graph.context import Match, NodeContext
from topology.graph.cycles import cycles_in
from topology.tosca.findings import Findings
from topology.tosca.tree import span_of


def check_circles(contexts: Mapping[str, NodeContext], findings: Findings) -> None:
    """Report each circle once, with its path: of hosting (TS620), else of dependencies (TS621)."""
    hosted = _report(contexts, findings, "TS620", "is hosted on itself", Match.is_hosting, set())
    _report(contexts, findings, "TS621", "depends on itself", lambda match: True, hosted)


def _report(
    contexts: Mapping[str, NodeContext],
    findings: Findings,
    code: str,
    what: str,
    counts: Callable[[Match], bool],
    said: set[str],
) -> set[str]:
    followers = {
        name: [match.target.name for match in context.matches or () if counts(match)]
        for name, context in contexts.items()
    }
    found: set[str] = set()
    for circle in cycles_in(followers):
        found.update(circle)
        if said.intersection(circle):
            continue
        following = circle[1] if len(circle) > 1 else circle[0]
        matches = contexts[circle[0]].matches or []
        match = next(match for match in matches if match.target.name == following and counts(match))
        place = span_of(match.assignment.target or match.assignment.name)
        message = f"`{circle[0]}` {what}: {' -> '.join((*circle, circle[0]))}."
        help_text = "Take away one of these requirements, or let it name another node."
        findings.error(code, message, place, match.assignment.path, help=help_text, spec="3.8.2")
    return found
