"""Edges of the graph, made of matches."""

from topology.graph.context import UNKNOWN_TYPE, Match, NodeContext
from topology.graph.model import Edge
from topology.graph.service import Service
from topology.graph.sources import source_map


class EdgeMaker:
    """Makes the edges of one service; ``used`` are the relationship templates that they use."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.used: set[str] = set()

    def make(self, source: NodeContext, match: Match) -> Edge:
        """The edge of a fulfilled requirement, with all of its values."""
        written = match.assignment.relationship
        name = written.type.text if written is not None and written.type is not None else None
        template = self._service.topology.relationship_templates.get(name) if name is not None else None
        if template is not None:
            self.used.add(template.name.text)
        relationship = match.relationship
        own = [template.interfaces] if template is not None else []
        interfaces = self._service.interfaces.build(
            relationship.interfaces if relationship else {},
            [*own, written.interfaces if written is not None else {}],
            match.edge,
            relationship is None or relationship.is_partial,
        )
        return Edge(
            source=source.name,
            requirement=match.requirement,
            index=match.index,
            target=match.target.name,
            capability=match.capability,
            relationship=relationship.ref if relationship else UNKNOWN_TYPE,
            origin=source_map(match.assignment.name, match.assignment.node),
            properties=self._service.bags.all(match.edge.bag),
            interfaces=interfaces,
            allocation=match.allocation,
        )

    def check_unused(self) -> None:
        """Find the values of relationship templates that no requirement uses, for their findings' sake."""
        for unused in self._service.unused_relationships(self.used):
            self._service.bags.all(unused.bag)
