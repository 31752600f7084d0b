"""Walks along a TOSCA Path over the nodes and relationships of a template: TOSCA 2.0, 10.3."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from topology.graph.context import Bag, EdgeContext, Match, NodeContext
from topology.graph.match import Matcher
from topology.graph.paths import Step
from topology.tosca.findings import nearest


class Stop(NamedTuple):
    """Where a path has led: to a node, a relationship, or a capability of a node (``bag``)."""

    entity: NodeContext | EdgeContext
    capability: str | None = None

    @property
    def bag(self) -> Bag:
        """The properties there."""
        if self.capability is not None and isinstance(self.entity, NodeContext):
            return self.entity.capabilities[self.capability]
        return self.entity.bag


class NoSuchNameError(Exception):
    """A step names a requirement or a capability that its node does not have."""

    def __init__(self, step: Step, node: NodeContext, known: Iterable[str]) -> None:
        what = "requirement" if step.kind == "relationship" else "capability"
        super().__init__(f"`{node.name}` has no {what} `{step.name}`.")
        self.name = step.name
        self.help = nearest(step.name, known)


class _Listed(NamedTuple):
    """Relationships by the capability that they lead to, and by the relationship template that makes them."""

    incoming: dict[tuple[int, str], list[Match]]
    by_template: dict[str, list[Match]]


class Traversal:
    """Takes steps. One per template; what leads to a relationship from its other end is listed once for all."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._listed: _Listed | None = None

    def named(self, name: str) -> list[Stop]:
        """The relationships that requirements make with a relationship template."""
        return [Stop(match.edge) for match in self._matches().by_template.get(name, ())]

    def walk(self, start: Sequence[Stop], steps: Iterable[Step]) -> list[Stop]:
        """Everywhere that the steps lead to, which may be nowhere. Raises :class:`NoSuchNameError`."""
        stops = list(start)
        for step in steps:
            stops = [found for stop in stops for found in self._step(stop, step)]
        return stops

    def ends(self, start: Sequence[Stop], steps: Sequence[Step]) -> bool:
        """Whether steps that lead nowhere never will, since there are no such nodes or relationships, nor can be.

        What comes in is not asked for here: a node outside may lead to a capability of the template.
        """
        stops = list(start)
        for step in steps:
            following = self.walk(stops, [step])
            if not following:
                break
            stops = following
        return all(step.kind == "relationship" and self._is_closed(stop.entity, step.name) for stop in stops)

    def _is_closed(self, node: NodeContext | EdgeContext, requirement: str) -> bool:
        """Whether a requirement has all of its relationships: nothing is open or optional, and nothing is passed in."""
        if not isinstance(node, NodeContext) or node.is_partial or node.matches is None:
            return False
        is_open = any(each.requirement.requirement == requirement for each in node.open)
        is_open = is_open or any(each.is_optional and each.slot.name == requirement for each in node.wanted)
        return not is_open and not self._matcher.is_mapped(node, requirement)

    def _step(self, stop: Stop, step: Step) -> Iterator[Stop]:
        if isinstance(stop.entity, NodeContext):
            yield from self._from_node(stop.entity, step)
        else:
            yield from self._from_relationship(stop.entity, step)

    def _from_node(self, node: NodeContext, step: Step) -> Iterator[Stop]:
        if step.kind == "relationship":
            self._check(step, node, node.type.requirements if node.type is not None else ())
            found = [match for match in self._matcher.matches(node) if match.requirement == step.name]
            yield from (Stop(match.edge) for match in _chosen(found, step.number))
            return
        self._check(step, node, node.capabilities)
        if step.name not in node.capabilities:
            return
        if step.kind == "capability":
            yield Stop(node, step.name)
        else:
            yield from (Stop(match.edge) for match in _chosen(self._coming_in(node, step.name), step.number))

    def _from_relationship(self, edge: EdgeContext, step: Step) -> Iterator[Stop]:
        if step.kind == "source" and edge.source is not None:
            yield Stop(edge.source)
        elif step.kind == "target" and edge.target is not None:
            yield Stop(edge.target)
        elif (
            step.kind == "target_capability" and edge.target is not None and edge.capability in edge.target.capabilities
        ):
            yield Stop(edge.target, edge.capability)
        elif step.kind == "sibling" and edge.source is not None:
            yield from (Stop(match.edge) for match in _chosen(self._siblings(edge, edge.source), step.number))

    def _siblings(self, edge: EdgeContext, source: NodeContext) -> list[Match]:
        """The relationships of the same requirement of the same node."""
        matches = self._matcher.matches(source)
        requirement = next((match.requirement for match in matches if match.edge is edge), None)
        return [match for match in matches if match.requirement == requirement]

    def _coming_in(self, node: NodeContext, capability: str) -> Sequence[Match]:
        return self._matches().incoming.get((id(node), capability), ())

    def _matches(self) -> _Listed:
        """All relationships; while some are still looked for, those that are found."""
        if self._listed is not None:
            return self._listed
        listed = _Listed({}, {})
        nodes = self._matcher.nodes.values()
        for match in (match for source in nodes for match in self._matcher.matches(source)):
            if match.capability is not None:
                listed.incoming.setdefault((id(match.target), match.capability), []).append(match)
            template = self._matcher.relationships.template_of(match.assignment)
            if template is not None:
                listed.by_template.setdefault(template.name.text, []).append(match)
        if not any(source.is_matching for source in nodes):
            self._listed = listed
        return listed

    @staticmethod
    def _check(step: Step, node: NodeContext, known: Iterable[str]) -> None:
        if not node.is_partial and step.name not in known:
            raise NoSuchNameError(step, node, known)


def _chosen(matches: Sequence[Match], index: int | None) -> Sequence[Match]:
    return matches if index is None else matches[index : index + 1]
