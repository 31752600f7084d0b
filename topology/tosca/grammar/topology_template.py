"""Topology template, in 2.0 called a service template: Simple Profile 1.3, 3.9; TOSCA 2.0, 6.9.1."""

from typing import TYPE_CHECKING, Any

from topology.record import Record, field, replace
from topology.tosca.dialect import V1_1, V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.node_template import NodeTemplate, read_node_template
from topology.tosca.grammar.property_definition import (
    PropertyDefinition,
    read_incoming_definition,
    read_parameter_definition,
)
from topology.tosca.grammar.reading import (
    Grammar,
    Keys,
    Reader,
    by_version,
    fields,
    later,
    map_of,
    metadata,
    since,
    text,
    unique_list_of,
)
from topology.tosca.grammar.relationship_template import RelationshipTemplate, read_relationship_template
from topology.tosca.tree import MappingNode, Node, is_null, span_of

if TYPE_CHECKING:
    from topology.tosca.grammar.function_definition import FunctionDefinition
    from topology.tosca.grammar.group_definition import GroupDefinition
    from topology.tosca.grammar.policy_definition import PolicyDefinition
    from topology.tosca.grammar.substitution_mapping import SubstitutionMapping
    from topology.tosca.grammar.workflow_definition import WorkflowDefinition


class TopologyTemplate(Record):
    """The nodes of a service and what belongs to them."""

    node: Node
    path: Path
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    node_templates: dict[str, NodeTemplate] = field(default_factory=dict)
    relationship_templates: dict[str, RelationshipTemplate] = field(default_factory=dict)
    groups: "dict[str, GroupDefinition]" = field(default_factory=dict)
    policies: "list[PolicyDefinition]" = field(default_factory=list)
    outputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    substitution_mappings: "SubstitutionMapping | None" = None
    workflows: "dict[str, WorkflowDefinition]" = field(default_factory=dict)
    functions: "dict[str, FunctionDefinition]" = field(default_factory=dict)


def _or_nothing(reader: Reader) -> Reader:
    """In 1.x a section whose key has nothing behind it, as many templates have, is a mistake without harm."""

    def read(g: Grammar, node: Node, path: Path) -> Any:
        if not is_null(node) or not g.dialect.is_simple:
            return reader(g, node, path)
        message = f"`{path[-1]}` has nothing behind it."
        g.findings.warning("TS303", message, span_of(node), path, help="Remove it, or write `{}`.", spec=SPEC)
        return None

    return read


_POLICY = later("policy_definition", "read_policy_definition")
_POLICY_MAP = map_of(_POLICY)
_POLICY_LIST = unique_list_of(_POLICY)


def _policies(g: Grammar, node: Node, path: Path) -> "list[PolicyDefinition] | None":
    """A list of policies, each a map with one name; templates of the first versions have a map too."""
    if isinstance(node, MappingNode) and g.dialect.order < V1_3:
        return list((_POLICY_MAP(g, node, path) or {}).values())
    return _POLICY_LIST(g, node, path)


SPEC = "3.9"
KEYS = Keys(
    "a topology template",
    SPEC,
    {
        "description": text,
        "metadata": since(V2_0, metadata),
        "inputs": by_version(_or_nothing(map_of(read_parameter_definition)), (V2_0, map_of(read_incoming_definition))),
        "node_templates": map_of(read_node_template),
        "relationship_templates": map_of(read_relationship_template),
        "groups": map_of(later("group_definition", "read_group_definition")),
        "policies": _policies,
        "outputs": _or_nothing(map_of(read_parameter_definition)),
        "substitution_mappings": later("substitution_mapping", "read_substitution_mapping"),
        "workflows": since(V1_1, map_of(later("workflow_definition", "read_workflow_definition"))),
        "functions": since(V2_0, map_of(later("function_definition", "read_function_definition"))),
    },
)
KEYS_2_0 = replace(KEYS, entity="a service template", required=("node_templates",))


def read_topology_template(g: Grammar, node: Node, path: Path) -> TopologyTemplate | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS if g.dialect.is_simple else KEYS_2_0)
    return None if found is None else TopologyTemplate(node, path, **found)
