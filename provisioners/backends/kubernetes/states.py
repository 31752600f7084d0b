"""The states of instances, from objects as the cluster lists them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from provisioners.backends.contract import NodeState, Observed
from provisioners.backends.kubernetes.documents import address_of
from provisioners.backends.kubernetes.labels import GENERATION
from provisioners.backends.kubernetes.readiness import readiness
from provisioners.backends.kubernetes.troubles import troubles

Live = Mapping[str, Any]

PHASES = {"Bound": NodeState.RUNNING, "Pending": NodeState.CREATING, "Lost": NodeState.FAILED}
"""Of claims. One without a pod stays pending where its class waits for the first."""

WORST_FIRST = (NodeState.FAILED, NodeState.DELETING, NodeState.CREATING, NodeState.UNKNOWN, NodeState.RUNNING)


def from_workload(live: Live, pods: Sequence[Live]) -> Observed:
    """An instance by its workload and the pods of its address."""
    found = readiness(live)
    state, detail = _state(live, pods)
    name = live["metadata"]["name"]
    attributes = dict.fromkeys(("address", "private_address", "hostname"), name)
    return Observed(address_of(live), state, detail, attributes, _replicas(live, found.ready))


def _replicas(live: Live, ready: int) -> int:
    status = live.get("status", {})
    if live["kind"] == "CronJob":
        return len(status.get("active") or ())
    return int(status.get("active", 0)) if live["kind"] == "Job" else ready


def _state(live: Live, pods: Sequence[Live]) -> tuple[NodeState, str]:
    found = readiness(live)
    if live["metadata"].get("deletionTimestamp"):
        return NodeState.DELETING, ""
    if found.failure:
        return NodeState.FAILED, found.failure
    if live["kind"] == "CronJob":
        return (NodeState.STOPPED, "suspended") if live["spec"].get("suspend") else (NodeState.RUNNING, "")
    if found.is_done and live["kind"] == "Job":
        return NodeState.SUCCEEDED, ""
    if found.is_done:
        return (NodeState.RUNNING, "") if found.wanted else (NodeState.STOPPED, "")
    return from_pods(live, [pod for pod in pods if not pod["metadata"].get("deletionTimestamp")])


def from_pods(live: Live, pods: Sequence[Live]) -> tuple[NodeState, str]:
    """The state of a workload that is not as it should be."""
    wrong = [trouble for pod in pods for trouble in troubles(pod)]
    waiting = [trouble for trouble in wrong if trouble.reason == "Unschedulable"]
    if len(wrong) > len(waiting):
        return NodeState.FAILED, str(next(trouble for trouble in wrong if trouble not in waiting))
    if waiting:
        return NodeState.PENDING, str(waiting[0])
    containers = [each for pod in pods for each in pod.get("status", {}).get("containerStatuses") or ()]
    if live["kind"] == "Job":
        return (NodeState.RUNNING if containers else NodeState.PENDING), ""
    for container in containers:
        ended = container.get("state", {}).get("terminated")
        if ended is not None:
            return NodeState.FAILED, f"it ended with exit code {ended.get('exitCode')}"
    if any(each.get("started") and not each.get("ready") for each in containers):
        return NodeState.UNHEALTHY, "its health check fails"
    return (NodeState.STARTING if containers else NodeState.CREATING), ""


def from_claims(address: str, claims: Iterable[Live]) -> Observed:
    """A volume by its claims; while it is replaced there are some of two generations, and the newer ones count."""
    every = list(claims)
    newest = max(_generation(claim) for claim in every)
    current = [claim for claim in every if _generation(claim) == newest]
    state = min((_claim_state(claim) for claim in current), key=WORST_FIRST.index)
    names = ", ".join(sorted(claim["metadata"]["name"] for claim in current))
    return Observed(address, state, detail=names, attributes={"name": names}, replicas=len(current))


def _claim_state(claim: Live) -> NodeState:
    if claim["metadata"].get("deletionTimestamp"):
        return NodeState.DELETING
    return PHASES.get(claim.get("status", {}).get("phase", ""), NodeState.UNKNOWN)


def _generation(claim: Live) -> int:
    return int(claim["metadata"]["labels"].get(GENERATION, "1"))
