"""The state of a deployment's instances, from the engine's lists alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from provisioners.backends.compose.attributes import published_attributes
from provisioners.backends.compose.drift import differences, wanted_services
from provisioners.backends.contract import Endpoint, NodeState, Observed, Rendered
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.inventory import Item
from provisioners.backends.docker_engine.labels import ADDRESS, GENERATION, JOB, SCHEME
from provisioners.containers.model import Port

STATES = {
    "created": NodeState.CREATING,
    "restarting": NodeState.FAILED,
    "removing": NodeState.DELETING,
    "paused": NodeState.STOPPED,
    "dead": NodeState.FAILED,
}
"""By the engine's word for a container's state, where that alone decides."""

ENDED = ("exited", "stopped")
"""Docker's word for a container that has ended, and Podman's while it is about to start it again."""

WORST_FIRST = (
    NodeState.FAILED,
    NodeState.UNHEALTHY,
    NodeState.STOPPED,
    NodeState.DELETING,
    NodeState.CREATING,
    NodeState.STARTING,
    NodeState.UNKNOWN,
    NodeState.RUNNING,
    NodeState.SUCCEEDED,
)
"""An instance of several containers is as well as the worst of them."""

SERVICE = "com.docker.compose.service"
_EXIT_CODE = re.compile(r"\((\d+)\)")
_UP = re.compile(r"Up [^(]+(?:\((?P<health>[^)]*)\))?")
_AGO = re.compile(r"(?P<end>\w+ \(\d+\)) .* ago")


def observe(deployment: str, endpoint: Endpoint, wanted: Rendered | None = None) -> Mapping[str, Observed]:
    """All instances of a deployment by address, with what differs from ``wanted``. Raises :class:`PlatformError`."""
    with connected(endpoint) as api:
        containers: list[Mapping[str, Any]] = [*inventory.containers(api, deployment)]
        items = [*inventory.volumes(api, deployment), *inventory.networks(api, deployment)]
    found = {item.address: _existing(item) for item in sorted(items, key=_age) if item.address}
    for address in dict.fromkeys(item["Labels"][ADDRESS] for item in containers):
        found[address] = from_containers(address, _of(address, containers))
    return found if wanted is None else _with_drift(found, containers, wanted)


def _with_drift(
    found: Mapping[str, Observed], containers: list[Mapping[str, Any]], wanted: Rendered
) -> dict[str, Observed]:
    gone = {
        address: Observed(address, NodeState.DELETED, drift=("it is gone",))
        for address in wanted.objects
        if address not in found
    }
    drifted = {
        address: replace(found[address], drift=tuple(differences(service, _of(address, containers))))
        for address, service in wanted_services(wanted).items()
        if address in found
    }
    return {**found, **drifted, **gone}


def _of(address: str, containers: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [item for item in containers if item["Labels"][ADDRESS] == address]


def from_containers(address: str, containers: Iterable[Mapping[str, Any]]) -> Observed:
    """The state of one instance from its containers as the engine lists them.

    While containers are replaced there are some of two generations; the newer ones count.
    """
    every = sorted(containers, key=lambda item: str(item["Names"]))
    newest = max(int(item["Labels"][GENERATION]) for item in every)
    current = [item for item in every if int(item["Labels"][GENERATION]) == newest]
    states = [container_state(item["State"], item["Status"], is_job=JOB in item["Labels"]) for item in current]
    worst = min(states, key=WORST_FIRST.index)
    return Observed(
        address=address,
        state=worst,
        detail=lasting(current[states.index(worst)]["Status"]),
        attributes=_attributes(current),
        replicas=sum(state in (NodeState.RUNNING, NodeState.STARTING, NodeState.UNHEALTHY) for state in states),
    )


def container_state(state: str, status: str, *, is_job: bool = False) -> NodeState:
    """A container's state from the engine's word and the sentence beside it, such as ``Up 3 seconds (healthy)``.

    One that has ended well has stopped, unless it was meant to end.
    """
    if state == "running":
        if "(unhealthy)" in status:
            return NodeState.UNHEALTHY
        return NodeState.STARTING if "(health: starting)" in status else NodeState.RUNNING
    if state in ENDED:
        code = _EXIT_CODE.search(status)
        ended_well = NodeState.SUCCEEDED if is_job else NodeState.STOPPED
        return ended_well if code and code[1] == "0" else NodeState.FAILED
    return STATES.get(state, NodeState.UNKNOWN)


def lasting(status: str) -> str:
    """The engine's sentence without the time that passes, so that it changes only when the container does."""
    if up := _UP.fullmatch(status):
        return up["health"] or ""
    ended = _AGO.fullmatch(status)
    return ended["end"] if ended else status


def _attributes(containers: list[Mapping[str, Any]]) -> dict[str, str]:
    labels = containers[0]["Labels"]
    service = labels.get(SERVICE, "")
    found = dict.fromkeys(("address", "private_address", "hostname"), service)
    ports = [_port(item) for container in containers for item in container["Ports"] if item.get("PublicPort")]
    ports.sort(key=lambda port: (port.target, port.published))
    return {**found, **published_attributes(labels.get(SCHEME, "tcp"), ports)}


def _port(item: Mapping[str, Any]) -> Port:
    return Port(item["PrivatePort"], item["PublicPort"], item["Type"], item["IP"], 0)


def _existing(item: Item) -> Observed:
    return Observed(item.address, NodeState.RUNNING, detail=item.name, attributes={"name": item.name}, replicas=1)


def _age(item: Item) -> int:
    return item.generation
