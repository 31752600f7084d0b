"""Phase 6: templates as they are written, and what a topology says beside its nodes and edges."""

from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.templates.substitution import check_substitution
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types


def check_topology(topology: TopologyTemplate, scope: Scope, types: Types) -> None:
    """Check the names that substitution mappings use."""
    if topology.substitution_mappings is not None:
        check_substitution(topology.substitution_mappings, topology, scope, types)
