"""Networks: a default one for the deployment, and those that the template names."""

from provisioners.backends.docker_engine.joining import DEFAULT, joined
from provisioners.backends.docker_engine.labels import labels
from provisioners.containers.model import Network, Topology
from provisioners.containers.names import names_for


def networks(topology: Topology) -> dict[str, dict[str, object]]:
    """The top-level networks: the default one where somebody joins it, and those that a service is linked to."""
    found: dict[str, dict[str, object]] = {}
    bridged = (container for container in topology.containers.values() if not container.rights.network)
    if any(DEFAULT in joined(topology, container) for container in bridged):
        own = {"toposmith.deployment": topology.deployment}
        found[DEFAULT] = {"name": f"{topology.project}-default", "labels": own}
    keys = names_for(topology.networks)
    for address, network in topology.networks.items():
        if network.used_by:
            found[keys[address]] = {
                "name": network.name,
                "labels": labels(topology.deployment, address, network.generation),
                **network_settings(network),
            }
    return found


def network_settings(network: Network) -> dict[str, object]:
    """A network's own settings; its name and labels are left out."""
    native: dict[str, object] = {}
    if network.internal:
        native["internal"] = True
    if network.ipv6:
        native["enable_ipv6"] = True
    if network.subnet:
        subnet = {"subnet": network.subnet, "gateway": network.gateway}
        native["ipam"] = {"config": [{key: value for key, value in subnet.items() if value}]}
    return native
