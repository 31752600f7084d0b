"""What nodes are to a container platform: by the nearest type that its table knows, or by their artifacts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from topology.graph.model import Artifact, Node

CONTAINER = "toposmith.nodes.Container"
JOB = "toposmith.nodes.Job"
ROUTE = "toposmith.nodes.Route"
LOAD_BALANCER = "tosca.nodes.LoadBalancer"

DOCKER_IMAGE = "tosca.artifacts.Deployment.Image.Container.Docker"
DOCKERFILE = "toposmith.artifacts.Dockerfile"


class Kind(StrEnum):
    """What a node is to a container platform."""

    CONTAINER = "container"
    VOLUME = "volume"
    NETWORK = "network"
    PORT = "port"
    HOST_PATH = "host path"
    ROUTE = "route"
    TARGET = "target"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Support:
    """What nodes of a type and of all types derived from it become; ``note`` is a sentence for people."""

    kind: Kind
    note: str


def unsupported(reason: str) -> Support:
    """A type that a platform refuses; ``reason`` says what to do instead."""
    return Support(Kind.UNSUPPORTED, reason)


_IMAGE_INSTEAD = "It runs images and installs no software. Give the node an image as artifact, or a substitute."

NORMATIVE: Mapping[str, Support] = {
    "toposmith.nodes.HostPath": Support(Kind.HOST_PATH, "A folder of the host in each container that uses it."),
    "tosca.nodes.Container.Runtime": Support(Kind.TARGET, "The target itself; nothing is made for it."),
    "tosca.nodes.Compute": Support(Kind.TARGET, "The target's hosts; nothing is made for it."),
    "tosca.nodes.Abstract.Compute": Support(Kind.TARGET, "The target's hosts; nothing is made for it."),
    "tosca.nodes.network.Port": Support(Kind.PORT, "Joins the containers on the bound node to the linked network."),
    "tosca.nodes.Storage.ObjectStorage": unsupported("There is no object storage. Run one in a container."),
    "tosca.nodes.Database": unsupported("Databases are not made one by one. Let the database's container make it."),
    "tosca.nodes.WebApplication": unsupported(_IMAGE_INSTEAD),
    "tosca.nodes.SoftwareComponent": unsupported(_IMAGE_INSTEAD),
}
"""What is the same on every container platform; a platform's table adds to it."""

UNKNOWN_TYPE = unsupported("Derive the type from one that the platform's table lists, or give it an image.")
BY_ARTIFACT = Support(Kind.CONTAINER, "A container, since it has an image.")


def support(node: Node, table: Mapping[str, Support]) -> Support:
    """What becomes of a node. One that the table refuses is a container all the same when it has an image."""
    found = next((table[name] for name in node.type.lineage if name in table), UNKNOWN_TYPE)
    if found.kind is Kind.UNSUPPORTED and any(map(is_image, node.artifacts.values())):
        return BY_ARTIFACT
    return found


def is_image(artifact: Artifact) -> bool:
    """Whether an artifact is something that a container can be made from."""
    return artifact.type.is_a(DOCKER_IMAGE) or artifact.type.is_a(DOCKERFILE)
