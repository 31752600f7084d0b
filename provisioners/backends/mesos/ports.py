"""Port mappings of an application, and the networks it joins."""

from collections.abc import Iterator, Mapping

from provisioners.backends.mesos.attributes import Reach, reach
from provisioners.backends.mesos.names import dns_label
from provisioners.containers.model import Container


def networks(container: Container, options: Mapping[str, str]) -> list[dict[str, str]]:
    """The one network of an application: the host's, the target's container network, or the agent's bridge."""
    if container.rights.network:
        return [{"mode": "host"}]
    name = options.get("network")
    return [{"mode": "container", "name": name}] if name else [{"mode": "container/bridge"}]


def port_mappings(
    app: str, container: Container, options: Mapping[str, str], routed: frozenset[int]
) -> list[dict[str, object]]:
    """Published ports, then the others that somebody connects to; ``routed`` are ports that a balancer leads to.

    Marathon takes a missing ``hostPort`` for 0 in a bridge, so a port that nobody reaches there is left out.
    """
    if container.rights.network:
        return []
    found = reach(container.rights.network, options)
    mappings = [_mapping(port.target, port.protocol, port.published) for port in container.ports]
    for target, protocol in _unpublished(container, routed):
        if options.get("network"):
            mappings.append(_mapping(target, protocol, None))
        elif found is Reach.VIP or target in routed:
            mappings.append(_mapping(target, protocol, 0))
    return [_finished(app, index, mapping, found) for index, mapping in enumerate(mappings)]


def port_index(mappings: list[dict[str, object]], port: int) -> int:
    """The place of a container's port among its mappings."""
    return [mapping["containerPort"] for mapping in mappings].index(port)


def has_fixed_port(container: Container) -> bool:
    """Whether a second instance cannot start beside the first on the same agent."""
    return any(port.published for port in container.ports)


def _unpublished(container: Container, routed: frozenset[int]) -> Iterator[tuple[int, str]]:
    published = {(port.target, port.protocol) for port in container.ports}
    wanted = (*container.listens, *((port, "tcp") for port in sorted(routed)))
    return (found for found in dict.fromkeys(wanted) if found not in published)


def _mapping(target: int, protocol: str, host_port: int | None) -> dict[str, object]:
    mapping: dict[str, object] = {"containerPort": target, "protocol": protocol, "servicePort": 0}
    return mapping if host_port is None else {**mapping, "hostPort": host_port}


def _finished(app: str, index: int, mapping: dict[str, object], found: Reach) -> dict[str, object]:
    labels = {f"VIP_{index}": f"/{dns_label(app)}:{mapping['containerPort']}"} if found is Reach.VIP else {}
    return {**mapping, "name": f"port-{index}", "labels": labels}
