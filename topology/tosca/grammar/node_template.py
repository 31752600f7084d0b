"""Node template: Simple Profile 1.3, 3.8.3; TOSCA 2.0, 7.2."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from topology.tosca.dialect import V2_0
from topology.tosca.grammar.artifact_definition import ArtifactDefinition, read_artifact_definition
from topology.tosca.grammar.capability_assignment import CapabilityAssignment, read_capability_assignment
from topology.tosca.grammar.interface_definition import InterfaceDefinition, read_template_interface
from topology.tosca.grammar.reading import (
    NOTHING,
    Described,
    Keys,
    assignments,
    attribute_assignments,
    count,
    later,
    map_of,
    metadata,
    name,
    named_list_of,
    names,
    since,
    template_reader,
    text,
)
from topology.tosca.grammar.requirement_assignment import RequirementAssignment, read_requirement_assignment
from topology.tosca.tree import Node, Scalar

if TYPE_CHECKING:
    from topology.tosca.grammar.node_filter import NodeFilter


class NodeTemplate(Described):
    """A node of the topology as it is written; ``count`` may be a function, and without it there is one."""

    type: Scalar | None = None
    directives: Sequence[Scalar] = ()
    properties: Mapping[str, tuple[Scalar, Node]] = NOTHING
    attributes: Mapping[str, tuple[Scalar, Node]] = NOTHING
    capabilities: Mapping[str, CapabilityAssignment] = NOTHING
    requirements: Sequence[RequirementAssignment] = ()
    interfaces: Mapping[str, InterfaceDefinition] = NOTHING
    artifacts: Mapping[str, ArtifactDefinition] = NOTHING
    node_filter: "NodeFilter | None" = None
    copy: Scalar | None = None
    count: Node | None = None


KEYS = Keys(
    "a node template",
    "3.8.3",
    {
        "type": name,
        "description": text,
        "metadata": metadata,
        "directives": names,
        "properties": assignments,
        "attributes": attribute_assignments,
        "capabilities": map_of(read_capability_assignment),
        "requirements": named_list_of(read_requirement_assignment),
        "interfaces": map_of(read_template_interface),
        "artifacts": map_of(read_artifact_definition),
        "node_filter": later("node_filter", "read_node_filter"),
        "copy": name,
        "count": since(V2_0, count),
    },
    required=("type",),
)
read_node_template = template_reader(NodeTemplate, KEYS)
"""Reads a map of keynames."""
