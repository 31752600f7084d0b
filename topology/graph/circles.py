"""Circles of nodes that depend on each other, and where a circle can be broken.

A node that runs on another, is attached to it or depends on it as such comes after it: a circle of these is an error.
A mere connection does not need the other side first, and services that call each other are usual. So a circle with a
connection in it is a warning, and its connections do not count for the order of work.
"""

from collections.abc import Callable, Sequence

from topology.graph.context import Match
from topology.graph.cycles import cycles_in, knots_in
from topology.graph.kinds import EdgeKind, edge_kind, relationship_kind
from topology.graph.model import Edge
from topology.record import ValueRecord, replace
from topology.tosca.findings import Findings
from topology.tosca.tree import span_of

_FIRM = frozenset({EdgeKind.HOSTED_ON, EdgeKind.ATTACHES_TO, EdgeKind.LINKS_TO, EdgeKind.DEPENDS_ON})


class Link(ValueRecord):
    """An edge with the match that it was made of."""

    edge: Edge
    match: Match


def break_circles(links: Sequence[Link], findings: Findings) -> tuple[Edge, ...]:
    """The edges, of which those that break a circle do not order.

    Each circle is reported once, with its path: of hosting (TS620), else of what needs each other first (TS621), both
    errors, else one that can be broken (TS622).
    """
    knots = knots_in(_followers(links, lambda edge: True))
    if not knots:
        return tuple(link.edge for link in links)
    knot_of = {name: number for number, knot in enumerate(knots) for name in knot}
    inside = [link for link in links if knot_of.get(link.edge.source, -1) == knot_of.get(link.edge.target)]
    hosting = _report_all(inside, _is_hosting, "TS620", findings, set())
    firm = _report_all(inside, _is_firm, "TS621", findings, hosting)
    _report_all(inside, lambda edge: True, "TS622", findings, hosting | firm)
    loose = {id(link.edge) for link in inside if not _is_firm(link.edge)}
    return tuple(replace(link.edge, orders=False) if id(link.edge) in loose else link.edge for link in links)


def _is_hosting(edge: Edge) -> bool:
    return edge_kind(edge) is EdgeKind.HOSTED_ON


def _is_firm(edge: Edge) -> bool:
    """Whether the target has to be there first; of a relationship of an unknown kind nobody says so."""
    return relationship_kind(edge.relationship) in _FIRM


def _followers(links: Sequence[Link], counts: Callable[[Edge], bool]) -> dict[str, list[str]]:
    """Which nodes some edges lead to, by node; sources come in the order of the template."""
    followers: dict[str, list[str]] = {link.edge.source: [] for link in links}
    for link in links:
        followers.setdefault(link.edge.target, [])
        if counts(link.edge):
            followers[link.edge.source].append(link.edge.target)
    return followers


_WORDS = {
    "TS620": "is hosted on itself",
    "TS621": "depends on itself",
    "TS622": "depends on itself by a connection, which does not have to be there first",
}


def _report_all(
    links: Sequence[Link], counts: Callable[[Edge], bool], code: str, findings: Findings, known: set[str]
) -> set[str]:
    """Report the circles of some edges that share no node with those that are known; gives the nodes in them."""
    found: set[str] = set()
    for circle in cycles_in(_followers(links, counts)):
        if not known.intersection(circle):
            _report(circle, [link for link in links if counts(link.edge)], findings, code)
        found.update(circle)
    return found


def _report(circle: tuple[str, ...], links: Sequence[Link], findings: Findings, code: str) -> None:
    following = circle[1] if len(circle) > 1 else circle[0]
    link = next(link for link in links if (link.edge.source, link.edge.target) == (circle[0], following))
    assignment = link.match.assignment
    place = span_of(assignment.target or assignment.name)
    message = f"`{circle[0]}` {_WORDS[code]}: {' -> '.join((*circle, circle[0]))}."
    if code == "TS622":
        help_text = "Nothing has to be done; the connections of this circle do not count for the order of work."
        findings.warning(code, message, place, assignment.path, help=help_text, spec="3.8.2")
    else:
        help_text = "Take away one of these requirements, or let it name another node."
        findings.error(code, message, place, assignment.path, help=help_text, spec="3.8.2")
