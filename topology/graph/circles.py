"""Nodes that are hosted on each other, or depend on each other, in a circle: there is no order of work for them."""

from collections.abc import Callable, Mapping

from topology.graph.context import Match, NodeContext
from topology.graph.cycles import cycles_in
from topology.tosca.findings import Findings
from topology.tosca.tree import span_of


def check_circles(contexts: Mapping[str, NodeContext], findings: Findings) -> None:
    """Report each circle once, with its path: of hosting (TS620), else of dependencies (TS621)."""
    hosting = _followers(contexts, Match.is_hosting)
    hosted = {name for circle in cycles_in(hosting) for name in circle}
    for circle in cycles_in(hosting):
        _report(circle, contexts, findings, "TS620")
    for circle in cycles_in(_followers(contexts, lambda match: True)):
        if not hosted.intersection(circle):
            _report(circle, contexts, findings, "TS621")


def _followers(contexts: Mapping[str, NodeContext], counts: Callable[[Match], bool]) -> dict[str, list[str]]:
    return {
        name: [match.target.name for match in context.matches or () if counts(match)]
        for name, context in contexts.items()
    }


_WORDS = {"TS620": "is hosted on itself", "TS621": "depends on itself"}


def _report(circle: tuple[str, ...], contexts: Mapping[str, NodeContext], findings: Findings, code: str) -> None:
    following = circle[1] if len(circle) > 1 else circle[0]
    matches = contexts[circle[0]].matches or []
    to_next = [match for match in matches if match.target.name == following]
    match = next((match for match in to_next if match.is_hosting()), to_next[0])
    place = span_of(match.assignment.target or match.assignment.name)
    message = f"`{circle[0]}` {_WORDS[code]}: {' -> '.join((*circle, circle[0]))}."
    help_text = "Take away one of these requirements, or let it name another node."
    findings.error(code, message, place, match.assignment.path, help=help_text, spec="3.8.2")
