"""What Swarm can run: each node type with what it becomes, and for the others the reason why not."""

from collections.abc import Mapping

from provisioners.backends.contract import Option, Right
from provisioners.backends.swarm.attributes import known_attributes
from provisioners.containers.platform import Platform
from provisioners.containers.types import NORMATIVE, Kind, Support, unsupported
from provisioners.images.options import builder_options

SUPPORT: Mapping[str, Support] = {
    **NORMATIVE,
    "toposmith.nodes.Container": Support(Kind.CONTAINER, "A service."),
    "toposmith.nodes.Job": Support(Kind.CONTAINER, "A service in job mode; what depends on it waits for its success."),
    "toposmith.nodes.Volume": Support(Kind.VOLUME, "A volume on each node that runs a container which uses it."),
    "toposmith.nodes.Route": unsupported("Swarm has no routes. Run a proxy in a container and publish its port."),
    "tosca.nodes.Container.Application": Support(Kind.CONTAINER, "A service."),
    "tosca.nodes.Storage.BlockStorage": Support(Kind.VOLUME, "A volume on each node that runs a user of it."),
    "tosca.nodes.network.Network": Support(Kind.NETWORK, "An overlay network."),
    "tosca.nodes.LoadBalancer": unsupported(
        "Swarm's routing mesh balances every published port over all instances: publish a port of the container."
    ),
}
"""By the type's name; of a node's lineage the nearest type counts."""

PLATFORM = Platform("Swarm", SUPPORT, known_attributes)

RIGHTS = frozenset(
    {
        Right.HOST_NETWORK,
        Right.ADDED_CAPABILITIES,
        Right.HOST_PATHS,
        Right.ENGINE_SOCKET,
        Right.LOW_PORTS,
        Right.IMAGE_BUILD,
    }
)
"""Swarm gives no service privileges, devices, or the host's processes and shared memory."""

VIRTUAL_ADDRESS, ROUND_ROBIN = "vip", "dnsrr"

OPTIONS: Mapping[str, Option] = {
    **builder_options(),
    "endpoint_mode": Option(
        "How a service is reached by its name: 'vip', one address that Linux's IPVS balances, or 'dnsrr', the "
        "addresses of its containers in turn; then ports are published by the nodes that run it and no others.",
        f"{VIRTUAL_ADDRESS}|{ROUND_ROBIN}",
        VIRTUAL_ADDRESS,
    ),
}


def endpoint_mode(options: Mapping[str, str]) -> str:
    """The target's way to reach services."""
    return options.get("endpoint_mode") or VIRTUAL_ADDRESS
