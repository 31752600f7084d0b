"""Networks and published ports."""

from collections.abc import Iterator

from provisioners.containers.model import Container, Network, Port, Topology
from provisioners.outputs.quadlet import names
from provisioners.outputs.quadlet.escape import raw
from provisioners.outputs.quadlet.unit import Pair, unit


def network_units(topology: Topology) -> dict[str, str]:
    """The units of all networks that somebody joins, by name."""
    found = {names.network_unit(topology, each): _unit(each) for each in topology.networks.values() if each.used_by}
    bridged = [container for container in topology.containers.values() if not container.rights.network]
    if any(None in joined(topology, container) for container in bridged):
        own = (("NetworkName", f"{topology.project}-default"),)
        found[names.default_network_unit(topology)] = unit({"Network": own})
    return found


def networking(topology: Topology, container: Container) -> Iterator[Pair]:
    """The keys for a container's networks, its name in them, and its ports."""
    if container.rights.network:
        yield "Network", "host"
        return
    for network in joined(topology, container):
        yield "Network", names.network_unit(topology, network) if network else names.default_network_unit(topology)
    yield "NetworkAlias", container.name
    for port in container.ports:
        yield "PublishPort", _port(port)


def joined(topology: Topology, container: Container) -> tuple[Network | None, ...]:
    """The networks that a container joins; None is the deployment's own.

    It is joined by containers without a network, and by those whose partner shares no network with them.
    """
    own = [topology.networks[address] for address in container.networks]
    if not own:
        return (None,)
    lonely = any(not set(container.networks) & set(topology.containers[other].networks) for other in container.partners)
    return (*((None,) if lonely else ()), *own)


def _unit(network: Network) -> str:
    keys = {
        "NetworkName": network.name,
        "Internal": "true" if network.internal else "",
        "IPv6": "true" if network.ipv6 else "",
        "Subnet": network.subnet and raw(network.subnet),
        "Gateway": network.gateway and raw(network.gateway),
    }
    return unit({"Network": [(key, value) for key, value in keys.items() if value]})


def _port(port: Port) -> str:
    address = f"[{port.address}]" if ":" in port.address else port.address
    return f"{address}:{port.published or ''}:{port.target}/{port.protocol}"
