"""What formats have for the types of nodes, and the attributes that are known before anybody runs what is written."""

from collections.abc import Iterable, Mapping

from provisioners.backends.compose.attributes import known_attributes
from provisioners.containers.model import Port
from provisioners.containers.platform import Attributes
from provisioners.containers.types import NORMATIVE, Kind, Support, unsupported
from topology.graph.model import Node

RUNTIME = r"[A-Za-z0-9._-]{1,60}"
"""The pattern of a runtime's name."""


def support(container: str, volume: str, network: str, *, job: str | None = None, route: str) -> dict[str, Support]:
    """A format's table: what a container, a job, a volume and a network become, and why there are no routes."""
    return {
        **NORMATIVE,
        "toposmith.nodes.Container": Support(Kind.CONTAINER, container),
        "toposmith.nodes.Job": Support(Kind.CONTAINER, job or container),
        "toposmith.nodes.Volume": Support(Kind.VOLUME, volume),
        "toposmith.nodes.Route": unsupported(route),
        "tosca.nodes.Container.Application": Support(Kind.CONTAINER, container),
        "tosca.nodes.Storage.BlockStorage": Support(Kind.VOLUME, volume),
        "tosca.nodes.network.Network": Support(Kind.NETWORK, network),
        "tosca.nodes.LoadBalancer": unsupported(route),
    }


def attributes_at(address: str) -> Attributes:
    """The attributes of containers that reach each other at an address made from their name, such as ``{name}``."""

    def known(node: Node, name: str, ports: Iterable[Port]) -> Mapping[str, str]:
        return known_attributes(node, address.format(name=name), ports)

    return known
