"""Edges of the graph, made of matches."""

from collections.abc import Iterator, Mapping, Sequence

from topology.graph.circles import Link
from topology.graph.context import UNKNOWN_TYPE, EdgeContext, Match, NodeContext, Unmatched
from topology.graph.model import Edge, Interface, OpenRequirement
from topology.graph.rewire import Wiring
from topology.graph.service import Service
from topology.graph.sources import source_map
from topology.record import replace
from topology.tosca.grammar.interface_definition import InterfaceDefinition
from topology.tosca.grammar.requirement_assignment import RequirementAssignment


class EdgeMaker:
    """Makes the edges of one service; ``used`` are the relationship templates that they use."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.used: set[str] = set()

    def make(self, source: NodeContext, match: Match) -> Edge:
        """The edge of a fulfilled requirement, with all of its values."""
        relationship = match.relationship
        return Edge(
            source=source.name,
            requirement=match.requirement,
            index=match.index,
            target=match.target.name,
            capability=match.capability,
            relationship=relationship.ref if relationship else UNKNOWN_TYPE,
            origin=source_map(match.assignment.name, match.assignment.node),
            properties=self._service.bags.all(match.edge.bag),
            interfaces=self._interfaces(match.assignment, match.edge),
            allocation=match.allocation,
        )

    def links(self, source: NodeContext, match: Match, wiring: Wiring) -> Iterator[Link]:
        """The edges that a fulfilled requirement becomes: one, or several where a service stands for either end."""
        edge = self.make(source, match)
        if not wiring.entered:
            yield Link(edge, match)
            return
        for inner_source in wiring.sources(source, match):
            for target, capability in wiring.ends(match):
                moved = replace(edge, source=inner_source.name, target=target.name, capability=capability)
                yield Link(moved, match)

    def open(self, found: Unmatched) -> OpenRequirement:
        """A requirement that is left open. The values of its relationship are found for their findings' sake."""
        self._service.bags.all(found.edge.bag)
        self._interfaces(found.assignment, found.edge)
        return found.requirement

    def _interfaces(self, assignment: RequirementAssignment, edge: EdgeContext) -> dict[str, Interface]:
        written = assignment.relationship
        template = self._service.matcher.relationships.template_of(assignment)
        if template is not None:
            self.used.add(template.name.text)
        own = template.interfaces if template is not None else {}
        return self._built([own, written.interfaces if written is not None else {}], edge)

    def _built(self, written: Sequence[Mapping[str, InterfaceDefinition]], edge: EdgeContext) -> dict[str, Interface]:
        relationship = edge.type
        self._service.bags.attributes(edge.bag)
        is_partial = relationship is None or relationship.is_partial
        slots = relationship.interfaces if relationship else {}
        return self._service.interfaces.build(slots, written, edge, is_partial)

    def check_unused(self) -> None:
        """Find the values of relationship templates that no requirement uses, for their findings' sake."""
        for name, context in self._service.relationships.items():
            if name not in self.used:
                self._service.bags.all(context.bag)
                self._built([self._service.topology.relationship_templates[name].interfaces], context)
