"""Topology template, in 2.0 called a service template: Simple Profile 1.3, 3.9; TOSCA 2.0, 6.9.1."""

from topology.record import Record, field, replace
from topology.tosca.dialect import V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.function_definition import FunctionDefinition, read_function_definition
from topology.tosca.grammar.group_definition import GroupDefinition, read_group_definition
from topology.tosca.grammar.node_template import NodeTemplate, read_node_template
from topology.tosca.grammar.policy_definition import PolicyDefinition, read_policy_definition
from topology.tosca.grammar.property_definition import PropertyDefinition, read_parameter_definition
from topology.tosca.grammar.reading import Grammar, Keys, fields, map_of, metadata, named_list_of, since, text
from topology.tosca.grammar.relationship_template import RelationshipTemplate, read_relationship_template
from topology.tosca.grammar.substitution_mapping import SubstitutionMapping, read_substitution_mapping
from topology.tosca.grammar.workflow_definition import WorkflowDefinition, read_workflow_definition
from topology.tosca.tree import Node


class TopologyTemplate(Record):
    """The nodes of a service and what belongs to them."""

    node: Node
    path: Path
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    node_templates: dict[str, NodeTemplate] = field(default_factory=dict)
    relationship_templates: dict[str, RelationshipTemplate] = field(default_factory=dict)
    groups: dict[str, GroupDefinition] = field(default_factory=dict)
    policies: list[PolicyDefinition] = field(default_factory=list)
    outputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    substitution_mappings: SubstitutionMapping | None = None
    workflows: dict[str, WorkflowDefinition] = field(default_factory=dict)
    functions: dict[str, FunctionDefinition] = field(default_factory=dict)


KEYS = Keys(
    "a topology template",
    "3.9",
    {
        "description": text,
        "metadata": since(V2_0, metadata),
        "inputs": map_of(read_parameter_definition),
        "node_templates": map_of(read_node_template),
        "relationship_templates": map_of(read_relationship_template),
        "groups": map_of(read_group_definition),
        "policies": named_list_of(read_policy_definition),
        "outputs": map_of(read_parameter_definition),
        "substitution_mappings": read_substitution_mapping,
        "workflows": map_of(read_workflow_definition),
        "functions": since(V2_0, map_of(read_function_definition)),
    },
)
KEYS_2_0 = replace(KEYS, entity="a service template", required=("node_templates",))


def read_topology_template(g: Grammar, node: Node, path: Path) -> TopologyTemplate | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS if g.dialect.is_simple else KEYS_2_0)
    return None if found is None else TopologyTemplate(node, path, **found)
