"""The few kinds of nodes and edges that drawings tell apart."""

from enum import StrEnum

from topology.graph.model import Edge, Node
from topology.values.type_ref import TypeRef


class NodeKind(StrEnum):
    """What a node is to whoever draws it."""

    CONTAINER = "container"
    VOLUME = "volume"
    NETWORK = "network"
    RUNTIME = "runtime"
    OTHER = "other"


class EdgeKind(StrEnum):
    """What a relationship is to whoever draws it."""

    HOSTED_ON = "hosted-on"
    CONNECTS_TO = "connects-to"
    ATTACHES_TO = "attaches-to"
    LINKS_TO = "links-to"
    DEPENDS_ON = "depends-on"


_NODE_KINDS = {
    "toposmith.nodes.Container": NodeKind.CONTAINER,
    "tosca.nodes.Container.Application": NodeKind.CONTAINER,
    "toposmith.nodes.Volume": NodeKind.VOLUME,
    "toposmith.nodes.HostPath": NodeKind.VOLUME,
    "tosca.nodes.Storage.BlockStorage": NodeKind.VOLUME,
    "tosca.nodes.Storage.ObjectStorage": NodeKind.VOLUME,
    "tosca.nodes.network.Network": NodeKind.NETWORK,
    "tosca.nodes.Container.Runtime": NodeKind.RUNTIME,
    "tosca.nodes.Compute": NodeKind.RUNTIME,
}

_EDGE_KINDS = {
    "HostedOn": EdgeKind.HOSTED_ON,
    "ConnectsTo": EdgeKind.CONNECTS_TO,
    "AttachesTo": EdgeKind.ATTACHES_TO,
    "network.LinksTo": EdgeKind.LINKS_TO,
    "LinksTo": EdgeKind.LINKS_TO,
    "DependsOn": EdgeKind.DEPENDS_ON,
}
"""Kinds by the names of normative types, without the prefix that those of 2.0's own profile lack."""

_PREFIX = "tosca.relationships."


def node_kind(node: Node) -> NodeKind:
    """The kind of the nearest type in a node's lineage that has one."""
    return next((_NODE_KINDS[name] for name in node.type.lineage if name in _NODE_KINDS), NodeKind.OTHER)


def edge_kind(edge: Edge) -> EdgeKind:
    """The kind of the nearest type in a relationship's lineage that has one."""
    return relationship_kind(edge.relationship) or EdgeKind.DEPENDS_ON


def relationship_kind(relationship: TypeRef) -> EdgeKind | None:
    """The kind of the nearest normative type that a relationship type derives from, or None where none is."""
    names = (name.removeprefix(_PREFIX) for name in relationship.lineage)
    return next((_EDGE_KINDS[name] for name in names if name in _EDGE_KINDS), None)


def is_hosting(relationship: TypeRef) -> bool:
    """Whether the source of a relationship runs on its target."""
    return relationship_kind(relationship) is EdgeKind.HOSTED_ON
