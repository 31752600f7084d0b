"""Phase 6: what a topology says beside its nodes and edges: substitution mappings and workflows refer to what is there."""

from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types


def check_topology(topology: TopologyTemplate, scope: Scope, types: Types) -> None:
    """Check the names that substitution mappings and workflows use."""
