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
        elsewhere = swarm.client.info()["Swarm"]["Nodes"] > 1
        return _with_drift(found, there, wanted, elsewhere=elsewhere)


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


def _with_drift(
    found: Mapping[str, Observed], there: Inventory, wanted: Rendered, *, elsewhere: bool
) -> dict[str, Observed]:
    """What is wanted and not there is gone, save a volume that another node may have."""
    services, differing = drifts(there, wanted)
    gone: dict[str, Observed] = {}
    for address, item in wanted.objects.items():
        if address not in found:
            is_elsewhere = elsewhere and address not in services and item.name not in there.networks
            gone[address] = (
                Observed(address, NodeState.UNKNOWN, detail="it may be on another node")
                if is_elsewhere
                else Observed(address, NodeState.DELETED, drift=GONE)
            )
    drifted = {
        address: replace(found[address], drift=drift) for address, drift in differing.items() if address in found
    }
    return {**found, **drifted, **gone}
