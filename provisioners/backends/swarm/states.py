"""The state of a service from its tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from provisioners.backends.contract import NodeState
from provisioners.backends.swarm.tasks import (
    ENDED,
    ENDED_BADLY,
    Found,
    completions,
    is_current,
    is_job,
    newest_first,
    place_of,
    replicas,
    state_of,
    words,
)

STATES = {
    "running": NodeState.RUNNING,
    "starting": NodeState.STARTING,
    "pending": NodeState.PENDING,
    "failed": NodeState.FAILED,
    "rejected": NodeState.FAILED,
    "complete": NodeState.STOPPED,
    "shutdown": NodeState.STOPPED,
    "remove": NodeState.DELETING,
    "orphaned": NodeState.UNKNOWN,
}
"""By the platform's word for a task's state; every other one leads to a start."""

WORST_FIRST = (
    NodeState.FAILED,
    NodeState.STOPPED,
    NodeState.DELETING,
    NodeState.PENDING,
    NodeState.CREATING,
    NodeState.STARTING,
    NodeState.UNKNOWN,
    NodeState.RUNNING,
)
"""An instance of several containers is as well as the worst of them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A service's state, why, and how many of its containers run."""

    state: NodeState
    detail: str = ""
    running: int = 0


def seen(service: Found, tasks: Sequence[Found]) -> Seen:
    """What the tasks of a service say together."""
    if is_job(service):
        return _job(service, [task for task in tasks if is_current(service, task)])
    places: dict[str, list[Found]] = {}
    for task in newest_first(tasks):
        places.setdefault(place_of(task), []).append(task)
    running = sum(state_of(task) == "running" and task["DesiredState"] == "running" for task in tasks)
    wanted = replicas(service)
    if wanted == 0:
        return Seen(NodeState.STOPPED, "scaled to none")
    each = [_place(of_place) for of_place in places.values() if not _is_over(of_place)]
    if len(each) < (wanted or 1):
        each.append(Seen(NodeState.CREATING))
    worst = min(each, key=lambda found: WORST_FIRST.index(found.state))
    return Seen(worst.state, worst.detail, running)


def _is_over(tasks: Sequence[Found]) -> bool:
    """Whether a place is no longer used: its last task was asked to end, and no other one stayed in its stead."""
    newest = tasks[0]
    was_asked = newest["DesiredState"] in ("shutdown", "remove") and state_of(newest) not in ENDED_BADLY
    return was_asked and not any(state_of(task) == "running" for task in tasks)


def _place(tasks: Sequence[Found]) -> Seen:
    """The state of one place from its tasks, the newest first. One that waits for another try has failed."""
    running = next((task for task in tasks if state_of(task) == "running"), None)
    if running is not None:
        return Seen(NodeState.RUNNING)
    newest = tasks[0]
    former = next((task for task in tasks[1:] if state_of(task) in ENDED), None)
    if newest["DesiredState"] == "ready" and former is not None and state_of(former) != "shutdown":
        return Seen(NodeState.FAILED, words(former))
    state = STATES.get(state_of(newest), NodeState.CREATING)
    return Seen(state, words(newest) if state in (NodeState.FAILED, NodeState.PENDING) else "")


def _job(service: Found, current: Sequence[Found]) -> Seen:
    well = sum(state_of(task) == "complete" for task in current)
    active = [task for task in newest_first(current) if state_of(task) not in ENDED]
    wanted = completions(service)
    if (wanted is None and well and not active) or (wanted is not None and well >= wanted):
        return Seen(NodeState.SUCCEEDED)
    running = sum(state_of(task) == "running" for task in active)
    if active:
        return Seen(STATES.get(state_of(active[0]), NodeState.CREATING), "", running)
    badly = [task for task in newest_first(current) if state_of(task) in ENDED_BADLY]
    return Seen(NodeState.FAILED, words(badly[0])) if badly else Seen(NodeState.CREATING)
