"""Which containers a container has to do with."""

from provisioners.containers.scope import Scope
from provisioners.containers.types import Kind
from topology.graph.model import Node

CONNECTS_TO = "tosca.relationships.ConnectsTo"


def connects_to(scope: Scope, node: Node) -> tuple[str, ...]:
    """The addresses of the containers that a container connects to, in the order written."""
    edges = scope.edges_to(node.address, Kind.CONTAINER)
    return tuple(dict.fromkeys(edge.target for edge in edges if edge.relationship.is_a(CONNECTS_TO)))


def partners(scope: Scope, node: Node) -> tuple[str, ...]:
    """The containers at the other ends of a container's edges, in both directions."""
    ends = [*(edge.target for edge in scope.edges_to(node.address, Kind.CONTAINER)), *scope.users_of(node.address)]
    return tuple(dict.fromkeys(ends))
