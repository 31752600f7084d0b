"""The state of a deployment's instances, from the swarm's lists alone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from provisioners.backends.contract import Endpoint, NodeState, Observed, Rendered
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.inventory import Item, item_of
from provisioners.backends.docker_engine.labels import ADDRESS, SCHEME
from provisioners.backends.swarm.api import Found, SwarmApi
from provisioners.backends.swarm.attributes import manager_host, published_attributes
from provisioners.backends.swarm.connection import manager
from provisioners.backends.swarm.drift import drifts
from provisioners.backends.swarm.inventory import Inventory, look
from provisioners.backends.swarm.spec import NAMESPACE
from provisioners.backends.swarm.states import seen
from provisioners.planning.model import NO_DATA

GONE = ("it is gone",)


def observe(deployment: str, endpoint: Endpoint, wanted: Rendered | None = None) -> Mapping[str, Observed]:
    """All instances of a deployment by address, with what differs from ``wanted``. Raises :class:`PlatformError`."""
    with manager(endpoint) as swarm:
        there = look(swarm, deployment)
        items = [*inventory.volumes(swarm.client, deployment), *_networks(there)]
        found = {
            item.address: _existing(item) for item in sorted(items, key=lambda each: each.generation) if item.address
        }
        for each in _services(swarm, there, manager_host(endpoint.url)):
            found[each.address] = each
        if wanted is None:
            return found
        for address, drift in drifts(deployment, there, wanted).items():
            found[address] = replace(found[address], drift=drift)
        return {**found, **_missing(wanted, found, swarm.client.info()["Swarm"]["Nodes"])}


def _services(swarm: SwarmApi, there: Inventory, host: str) -> Iterator[Observed]:
    tasks = swarm.tasks([service["ID"] for service in there.services.values()])
    for service in there.services.values():
        own = [task for task in tasks if task["ServiceID"] == service["ID"]]
        found = seen(service, own)
        yield Observed(
            address=service["Spec"]["Labels"][ADDRESS],
            state=found.state,
            detail=found.detail,
            attributes=_attributes(service, own, host),
            replicas=found.running,
        )


def _attributes(service: Found, tasks: list[Found], host: str) -> dict[str, str]:
    labels = service["Spec"]["Labels"]
    name = service["Spec"]["Name"].removeprefix(f"{labels[NAMESPACE]}_")
    found = dict.fromkeys(("address", "private_address", "hostname"), name)
    ports = [*service.get("Endpoint", {}).get("Ports", ()), *_ports_of_nodes(tasks)]
    published = sorted(
        (port["TargetPort"], port["Protocol"], port["PublishedPort"]) for port in ports if port.get("PublishedPort")
    )
    keyed = [(f"{target}/{protocol}", number) for target, protocol, number in published]
    return {**found, **published_attributes(labels.get(SCHEME, "tcp"), host, keyed)}


def _ports_of_nodes(tasks: list[Found]) -> Iterator[Found]:
    """The ports that the nodes of running tasks publish themselves."""
    for task in tasks:
        if task["Status"]["State"] == "running":
            yield from (task["Status"].get("PortStatus") or {}).get("Ports") or ()


def _networks(there: Inventory) -> list[Item]:
    return [item_of(name, network["Labels"] or {}) for name, network in there.networks.items()]


def _existing(item: Item) -> Observed:
    return Observed(item.address, NodeState.RUNNING, detail=item.name, attributes={"name": item.name}, replicas=1)


def _missing(wanted: Rendered, found: Mapping[str, Observed], nodes: int) -> dict[str, Observed]:
    """What is wanted and not there: it is gone, but only the nodes of a volume's users know of the volume."""
    return {
        address: Observed(address, NodeState.UNKNOWN, detail="it may be on another node")
        if nodes > 1 and item.deletion_policy != NO_DATA
        else Observed(address, NodeState.DELETED, drift=GONE)
        for address, item in wanted.objects.items()
        if address not in found
    }
