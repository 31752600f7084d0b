"""What Compose can run: each node type with what it becomes, and for the others the reason why not."""

from dataclasses import dataclass
from enum import StrEnum

from provisioners.backends.contract import Right
from topology.graph.model import Node


class Kind(StrEnum):
    """What a node is to Compose."""

    SERVICE = "service"
    VOLUME = "volume"
    NETWORK = "network"
    HOST_PATH = "host path"
    TARGET = "target"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Support:
    """What nodes of a type and of all types derived from it become; ``note`` is a sentence for people."""

    kind: Kind
    note: str


def _unsupported(reason: str) -> Support:
    return Support(Kind.UNSUPPORTED, reason)


_IMAGE_INSTEAD = "Compose runs images and installs no software. Use toposmith.nodes.Container with an image."

SUPPORT = {
    "toposmith.nodes.Container": Support(Kind.SERVICE, "A service."),
    "toposmith.nodes.Volume": Support(Kind.VOLUME, "A named volume."),
    "toposmith.nodes.HostPath": Support(Kind.HOST_PATH, "A bind mount in each service that uses it."),
    "tosca.nodes.Container.Application": Support(Kind.SERVICE, "A service."),
    "tosca.nodes.Container.Runtime": Support(Kind.TARGET, "The target's engine; nothing is made for it."),
    "tosca.nodes.Compute": Support(Kind.TARGET, "The target's host; nothing is made for it."),
    "tosca.nodes.Abstract.Compute": Support(Kind.TARGET, "The target's host; nothing is made for it."),
    "tosca.nodes.Storage.BlockStorage": Support(Kind.VOLUME, "A named volume."),
    "tosca.nodes.network.Network": Support(Kind.NETWORK, "A network."),
    "tosca.nodes.network.Port": _unsupported("Join the container to the network by its requirement 'network'."),
    "tosca.nodes.Storage.ObjectStorage": _unsupported("Compose has no object storage. Run one in a container."),
    "tosca.nodes.LoadBalancer": _unsupported("Compose has no load balancer. Run one in a container."),
    "tosca.nodes.Database": _unsupported("Compose makes no databases. Let the database's container make it."),
    "tosca.nodes.WebApplication": _unsupported(_IMAGE_INSTEAD),
    "tosca.nodes.SoftwareComponent": _unsupported(_IMAGE_INSTEAD),
}
"""By the type's name; of a node's lineage the nearest type counts."""

UNKNOWN_TYPE = _unsupported("Derive the type from one that the platform's table lists.")

RIGHTS = frozenset(Right)


def support(node: Node) -> Support:
    """What becomes of a node."""
    return next((SUPPORT[name] for name in node.type.lineage if name in SUPPORT), UNKNOWN_TYPE)


def kind(node: Node) -> Kind:
    """What a node is to Compose."""
    return support(node).kind
