"""Overlay networks: a default one for the deployment, and those that the template names."""

from provisioners.backends.docker_engine.joining import DEFAULT, joined
from provisioners.backends.docker_engine.labels import DEPLOYMENT, labels
from provisioners.backends.swarm.names import network_name
from provisioners.containers.model import Container, Network, Topology
from provisioners.containers.names import names_for

HOST, HOST_KEY = "host", "host_network"
"""The network of a node itself, and its key in the file, which no other network can have: it is no name in DNS."""


def joined_networks(topology: Topology, container: Container) -> dict[str, dict[str, object]]:
    """The networks of a service, in which it has its own name and no other."""
    if container.rights.network:
        return {HOST_KEY: {}}
    return {key: {} for key in joined(topology, container)}


def networks(topology: Topology) -> dict[str, dict[str, object]]:
    """The top-level networks: those that a service joins."""
    used = {key for container in topology.containers.values() for key in joined_networks(topology, container)}
    keys = names_for(topology.networks)
    found: dict[str, dict[str, object]] = {}
    if HOST_KEY in used:
        found[HOST_KEY] = {"external": True, "name": HOST}
    if DEFAULT in used:
        own = {DEPLOYMENT: topology.deployment}
        found[DEFAULT] = {**_overlay(f"{topology.project}-{DEFAULT}"), "labels": own}
    for address, network in topology.networks.items():
        if network.used_by:
            own = labels(topology.deployment, address, network.generation)
            found[keys[address]] = {**_overlay(network.name), "labels": own, **network_settings(network)}
    return found


def network_settings(network: Network) -> dict[str, object]:
    """A network's own settings; its name and labels are left out."""
    native: dict[str, object] = {}
    if network.internal:
        native["internal"] = True
    if network.subnet:
        native["ipam"] = {"config": [{"subnet": network.subnet}]}
    return native


def _overlay(name: str) -> dict[str, object]:
    return {"name": network_name(name), "driver": "overlay", "attachable": False}
