"""How many instances a container has, and what each may use."""

from provisioners.containers.model import Resources, Scale
from provisioners.containers.properties import settings, size, whole
from provisioners.containers.scope import Scope
from topology.graph.model import Node
from topology.values.value import Value

SCALABLE = ("capabilities", "scalable", "properties")
HOST = "tosca.capabilities.Container"
"""The normative capability of what software is hosted on, with ``num_cpus`` and ``mem_size``."""


def scale(scope: Scope, node: Node) -> Scale:
    """The capability ``scalable`` says how many equal containers a node becomes, else it is one."""
    scalable = node.capabilities.get("scalable")
    values = scalable.properties if scalable is not None else {}
    least = whole(scope, node, values.get("min_instances"), *SCALABLE, "min_instances", default=1)
    instances = whole(scope, node, values.get("default_instances"), *SCALABLE, "default_instances", default=least)
    most = whole(scope, node, values.get("max_instances"), *SCALABLE, "max_instances", default=instances)
    return Scale(instances, least, max(most, instances))


def resources(scope: Scope, node: Node) -> Resources:
    """A container's own bounds and reservations; where it has no bounds, the size of its host is one."""
    own = settings(node)
    host_cpus, host_memory = _host_bounds(scope, node)
    return Resources(
        cpus=_cpus(scope, node, "cpus") or host_cpus,
        memory=_memory(scope, node, "memory") if own.get("memory") is not None else host_memory,
        reserved_cpus=_cpus(scope, node, "reserved_cpus"),
        reserved_memory=_memory(scope, node, "reserved_memory"),
    )


def _cpus(scope: Scope, node: Node, key: str) -> str | None:
    value = settings(node).get(key)
    return None if value is None else scope.plain(node, value, "properties", key)


def _memory(scope: Scope, node: Node, key: str) -> int | None:
    value = settings(node).get(key)
    return None if value is None else size(scope, node, value, "properties", key)


def _host_bounds(scope: Scope, node: Node) -> tuple[str | None, int | None]:
    """Of the nearest host that says how large it is."""
    for address in scope.hosts_of(node.address):
        host = scope.graph.nodes[address]
        for name, capability in host.capabilities.items():
            cpus, memory = (_known(capability.properties.get(key)) for key in ("num_cpus", "mem_size"))
            if capability.type.is_a(HOST) and (cpus or memory):
                path = ("capabilities", name, "properties")
                return (
                    scope.plain(host, cpus, *path, "num_cpus") if cpus else None,
                    size(scope, host, memory, *path, "mem_size") if memory else None,
                )
    return None, None


def _known(value: Value) -> Value:
    return value if isinstance(value, str | int) else None
