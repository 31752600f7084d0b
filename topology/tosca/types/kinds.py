"""The kinds of types: the section of a file that holds them, what people call them, and how one is read."""

from collections.abc import Callable

from topology.record import ValueRecord
from topology.tosca.findings import Path
from topology.tosca.grammar.artifact_type import read_artifact_type
from topology.tosca.grammar.capability_type import read_capability_type
from topology.tosca.grammar.data_type import read_data_type
from topology.tosca.grammar.entity_type import EntityType
from topology.tosca.grammar.interface_type import read_interface_type
from topology.tosca.grammar.node_type import read_node_type
from topology.tosca.grammar.reading import Grammar, later
from topology.tosca.grammar.relationship_type import read_relationship_type
from topology.tosca.tree import Node, Scalar


class Kind(ValueRecord):
    """A kind of types; ``spec`` is the section of its grammar."""

    section: str
    label: str
    spec: str
    read: Callable[[Grammar, Scalar, Node, Path], EntityType | None]


ARTIFACT = Kind("artifact_types", "artifact type", "3.7.4", read_artifact_type)
DATA = Kind("data_types", "data type", "3.7.6", read_data_type)
CAPABILITY = Kind("capability_types", "capability type", "3.7.7", read_capability_type)
INTERFACE = Kind("interface_types", "interface type", "3.7.5", read_interface_type)
RELATIONSHIP = Kind("relationship_types", "relationship type", "3.7.10", read_relationship_type)
NODE = Kind("node_types", "node type", "3.7.9", read_node_type)
GROUP = Kind("group_types", "group type", "3.7.11", later("group_type", "read_group_type"))
POLICY = Kind("policy_types", "policy type", "3.7.12", later("policy_type", "read_policy_type"))

KINDS = (DATA, ARTIFACT, CAPABILITY, INTERFACE, RELATIONSHIP, NODE, GROUP, POLICY)
