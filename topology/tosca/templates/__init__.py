"""Phase 6: templates as they are written, and what a topology says beside its nodes and edges."""

from collections.abc import Iterator

from topology.tosca.findings import Path
from topology.tosca.grammar.topology_template import TopologyTemplate
from topology.tosca.tree import Node
from topology.tosca.types.check import check_node_filter
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types


def check_topology(topology: TopologyTemplate, scope: Scope, types: Types) -> None:
    """Check the names that substitution mappings use, node filters, and conditions."""
    if topology.substitution_mappings is not None:
        from topology.tosca.templates.substitution import check_substitution  # noqa: PLC0415 - few templates have one

        check_substitution(topology.substitution_mappings, topology, scope, types)
        if topology.substitution_mappings.substitution_filter is not None:
            check_node_filter(topology.substitution_mappings.substitution_filter, types)
    for template in topology.node_templates.values():
        if template.node_filter is not None:
            check_node_filter(template.node_filter, types)
        for each in template.requirements:
            if each.node_filter is not None:
                check_node_filter(each.node_filter, types)
    if not scope.dialect.is_simple:
        for condition, path in _conditions(topology):
            types.data.clauses.check_condition(condition, path)


def _conditions(topology: TopologyTemplate) -> Iterator[tuple[Node, Path]]:
    """The conditions of triggers and workflows."""
    for policy in topology.policies:
        for trigger in policy.triggers.values():
            if trigger.condition is not None:
                yield trigger.condition, (*trigger.path, "condition")
    for workflow in topology.workflows.values():
        if workflow.precondition is not None:
            yield workflow.precondition, (*workflow.path, "precondition")
