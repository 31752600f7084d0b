"""Phase 6: templates as they are written, and what a topology says beside its nodes and edges."""

from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.templates.substitution import check_substitution
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.tosca.values.operand import check_filter


def check_topology(topology: TopologyTemplate, scope: Scope, types: Types) -> None:
    """Check the names that substitution mappings use, and the constraints of node filters."""
    if topology.substitution_mappings is not None:
        check_substitution(topology.substitution_mappings, topology, scope, types)
    for template in topology.node_templates.values():
        for node_filter in (template.node_filter, *(each.node_filter for each in template.requirements)):
            if node_filter is not None:
                check_filter(node_filter, types.findings)
