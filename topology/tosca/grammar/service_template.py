"""Section 3.10: service template."""

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.artifact_type import ArtifactType, read_artifact_type
from topology.tosca.grammar.capability_type import CapabilityType, read_capability_type
from topology.tosca.grammar.data_type import DataType, read_data_type
from topology.tosca.grammar.group_type import GroupType, read_group_type
from topology.tosca.grammar.import_definition import ImportDefinition, read_import_definition
from topology.tosca.grammar.interface_type import InterfaceType, read_interface_type
from topology.tosca.grammar.node_type import NodeType, read_node_type
from topology.tosca.grammar.policy_type import PolicyType, read_policy_type
from topology.tosca.grammar.reading import Grammar, Keys, anything, fields, list_of, map_of, metadata, name, text
from topology.tosca.grammar.relationship_type import RelationshipType, read_relationship_type
from topology.tosca.grammar.repository_definition import RepositoryDefinition, read_repository_definition
from topology.tosca.grammar.topology_template import TopologyTemplate, read_topology_template
from topology.tosca.tree import Node, Scalar


class ServiceTemplate(Record):
    """One file: its types, its imports and, in a file that is more than a library, its topology."""

    node: Node
    tosca_definitions_version: Scalar | None = None
    namespace: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    description: str | None = None
    dsl_definitions: Node | None = None
    repositories: dict[str, RepositoryDefinition] = field(default_factory=dict)
    imports: list[ImportDefinition] = field(default_factory=list)
    artifact_types: dict[str, ArtifactType] = field(default_factory=dict)
    data_types: dict[str, DataType] = field(default_factory=dict)
    capability_types: dict[str, CapabilityType] = field(default_factory=dict)
    interface_types: dict[str, InterfaceType] = field(default_factory=dict)
    relationship_types: dict[str, RelationshipType] = field(default_factory=dict)
    node_types: dict[str, NodeType] = field(default_factory=dict)
    group_types: dict[str, GroupType] = field(default_factory=dict)
    policy_types: dict[str, PolicyType] = field(default_factory=dict)
    topology_template: TopologyTemplate | None = None


KEYS = Keys(
    "a service template",
    "3.10",
    {
        "tosca_definitions_version": name,
        "namespace": text,
        "metadata": metadata,
        "description": text,
        "dsl_definitions": anything,
        "repositories": map_of(read_repository_definition),
        "imports": list_of(read_import_definition),
        "artifact_types": map_of(read_artifact_type),
        "data_types": map_of(read_data_type),
        "capability_types": map_of(read_capability_type),
        "interface_types": map_of(read_interface_type),
        "relationship_types": map_of(read_relationship_type),
        "node_types": map_of(read_node_type),
        "group_types": map_of(read_group_type),
        "policy_types": map_of(read_policy_type),
        "topology_template": read_topology_template,
    },
    required=("tosca_definitions_version",),
)


def read_service_template(g: Grammar, node: Node, path: Path = ()) -> ServiceTemplate | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS)
    return None if found is None else ServiceTemplate(node, **found)
