"""A file of the language, in 1.x called a service template: Simple Profile 1.3, 3.10; TOSCA 2.0, 6.1."""

from typing import TYPE_CHECKING, Any

from topology.record import Record, field, replace
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.artifact_type import ArtifactType, read_artifact_type
from topology.tosca.grammar.capability_type import CapabilityType, read_capability_type
from topology.tosca.grammar.data_type import DataType, read_data_type
from topology.tosca.grammar.interface_type import InterfaceType, read_interface_type
from topology.tosca.grammar.node_type import NodeType, read_node_type
from topology.tosca.grammar.reading import (
    Grammar,
    Keys,
    anything,
    by_version,
    fields,
    later,
    list_of,
    map_of,
    metadata,
    name,
    since,
    text,
    until,
)
from topology.tosca.grammar.relationship_type import RelationshipType, read_relationship_type
from topology.tosca.grammar.topology_template import TopologyTemplate, read_topology_template
from topology.tosca.tree import MappingNode, Node, Scalar, span_of

if TYPE_CHECKING:
    from topology.tosca.grammar.function_definition import FunctionDefinition
    from topology.tosca.grammar.group_type import GroupType
    from topology.tosca.grammar.import_definition import ImportDefinition
    from topology.tosca.grammar.policy_type import PolicyType
    from topology.tosca.grammar.repository_definition import RepositoryDefinition


class ServiceTemplate(Record):
    """One file: its types, its imports and, in a file that is more than a library, its topology."""

    node: Node
    tosca_definitions_version: Scalar | None = None
    namespace: str | None = None
    profile: Scalar | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    description: str | None = None
    dsl_definitions: Node | None = None
    repositories: "dict[str, RepositoryDefinition]" = field(default_factory=dict)
    imports: "list[ImportDefinition]" = field(default_factory=list)
    artifact_types: dict[str, ArtifactType] = field(default_factory=dict)
    data_types: dict[str, DataType] = field(default_factory=dict)
    capability_types: dict[str, CapabilityType] = field(default_factory=dict)
    interface_types: dict[str, InterfaceType] = field(default_factory=dict)
    relationship_types: dict[str, RelationshipType] = field(default_factory=dict)
    node_types: dict[str, NodeType] = field(default_factory=dict)
    group_types: "dict[str, GroupType]" = field(default_factory=dict)
    policy_types: "dict[str, PolicyType]" = field(default_factory=dict)
    functions: "dict[str, FunctionDefinition]" = field(default_factory=dict)
    topology_template: TopologyTemplate | None = None


KEYS = Keys(
    "a service template",
    "3.10",
    {
        "tosca_definitions_version": name,
        "namespace": until(V1_3, text),
        "profile": since(V2_0, name),
        "metadata": metadata,
        "description": text,
        "dsl_definitions": by_version(anything, (V2_0, later("dsl_definitions", "read_dsl_definitions"))),
        "repositories": map_of(later("repository_definition", "read_repository_definition")),
        "imports": list_of(later("import_definition", "read_import_definition")),
        "artifact_types": map_of(read_artifact_type),
        "data_types": map_of(read_data_type),
        "capability_types": map_of(read_capability_type),
        "interface_types": map_of(read_interface_type),
        "relationship_types": map_of(read_relationship_type),
        "node_types": map_of(read_node_type),
        "group_types": map_of(later("group_type", "read_group_type")),
        "policy_types": map_of(later("policy_type", "read_policy_type")),
        "functions": since(V2_0, map_of(later("function_definition", "read_function_definition"))),
        "topology_template": until(V1_3, read_topology_template),
        "service_template": since(V2_0, read_topology_template),
    },
    required=("tosca_definitions_version",),
)
KEYS_2_0 = replace(KEYS, entity="a TOSCA file")


def read_service_template(g: Grammar, node: Node, path: Path = ()) -> ServiceTemplate | None:
    """A map of keynames. What 2.0 calls ``service_template`` is kept as ``topology_template``."""
    found = fields(g, node, path, KEYS if g.dialect.is_simple else KEYS_2_0)
    if found is None:
        return None
    if g.dialect.order != V1_3:
        _check_first(g, node)
    if "service_template" in found:
        _check_profile(g, found, path)
        found["topology_template"] = found.pop("service_template")
    return ServiceTemplate(node, **found)


def _check_first(g: Grammar, node: Node) -> None:
    """TOSCA 2.0, 6.1: the version of the language comes first (TS322), which in 1.3 it only should."""
    entries = node.entries if isinstance(node, MappingNode) else {}
    version = entries.get("tosca_definitions_version")
    if version is not None and next(iter(entries)) != "tosca_definitions_version":
        message = "`tosca_definitions_version` has to be the first key of the file."
        help_text = "Move it to the file's beginning."
        path = ("tosca_definitions_version",)
        g.findings.error("TS322", message, span_of(version[0]), path, help=help_text, spec="3.10")


def _check_profile(g: Grammar, found: dict[str, Any], path: Path) -> None:
    """TOSCA 2.0, 6.1: a file that defines a profile defines no service template (TS320)."""
    profile = found.get("profile")
    if profile is not None:
        message = f"The file defines the profile `{profile.text}`, so it cannot define a service template."
        help_text = "Move the service template to a file of its own, and import the profile there."
        g.findings.error("TS320", message, span_of(profile), (*path, "profile"), help=help_text, spec="3.10")
