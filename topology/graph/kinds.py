"""The few kinds of nodes and edges that drawings tell apart."""

from enum import StrEnum

from topology.graph.model import Edge, Node


class NodeKind(StrEnum):
    CONTAINER = "container"
    VOLUME = "volume"
    NETWORK = "network"
    RUNTIME = "runtime"
    OTHER = "other"


class EdgeKind(StrEnum):
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
    "tosca.relationships.HostedOn": EdgeKind.HOSTED_ON,
    "tosca.relationships.ConnectsTo": EdgeKind.CONNECTS_TO,
    "tosca.relationships.AttachesTo": EdgeKind.ATTACHES_TO,
    "tosca.relationships.network.LinksTo": EdgeKind.LINKS_TO,
}


def node_kind(node: Node) -> NodeKind:
    """The kind of the nearest type in a node's lineage that has one."""
    return next((_NODE_KINDS[name] for name in node.type.lineage if name in _NODE_KINDS), NodeKind.OTHER)


def edge_kind(edge: Edge) -> EdgeKind:
    """The kind of the nearest type in a relationship's lineage that has one."""
    return next((_EDGE_KINDS[name] for name in edge.relationship.lineage if name in _EDGE_KINDS), EdgeKind.DEPENDS_ON)
