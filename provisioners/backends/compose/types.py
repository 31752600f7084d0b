"""What Compose can run: each node type with what it becomes, and for the others the reason why not."""

from collections.abc import Mapping

from provisioners.backends.compose.attributes import known_attributes
from provisioners.backends.contract import Option, Right
from provisioners.containers.platform import Platform
from provisioners.containers.types import NORMATIVE, Kind, Support, unsupported

SUPPORT: Mapping[str, Support] = {
    **NORMATIVE,
    "toposmith.nodes.Container": Support(Kind.CONTAINER, "A service."),
    "toposmith.nodes.Job": Support(Kind.CONTAINER, "A service that ends; what depends on it waits for its success."),
    "toposmith.nodes.Volume": Support(Kind.VOLUME, "A named volume."),
    "toposmith.nodes.Route": unsupported("Compose has no routes. Run a proxy in a container and publish its port."),
    "tosca.nodes.Container.Application": Support(Kind.CONTAINER, "A service."),
    "tosca.nodes.Storage.BlockStorage": Support(Kind.VOLUME, "A named volume."),
    "tosca.nodes.network.Network": Support(Kind.NETWORK, "A network."),
    "tosca.nodes.LoadBalancer": unsupported("Compose has no load balancer. Run one in a container."),
}
"""By the type's name; of a node's lineage the nearest type counts."""

PLATFORM = Platform("Compose", SUPPORT, known_attributes, builds_locally=True)

RIGHTS = frozenset(Right) - {Right.ENGINE_PARAMETERS}
"""Compose has a key of its own for each setting and hands no parameters through."""

OPTIONS = {
    "vm_runtime": Option("The engine's runtime that runs a container in a virtual machine.", r"[A-Za-z0-9._-]{1,60}"),
    "sandbox_runtime": Option("The engine's runtime with a kernel in user space.", r"[A-Za-z0-9._-]{1,60}"),
}
