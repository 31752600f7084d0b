"""Whether a service has come to what was asked for, from what the swarm lists. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from provisioners.backends.swarm.tasks import (
    ENDED,
    ENDED_BADLY,
    Found,
    completions,
    is_current,
    is_job,
    is_wanted,
    place_of,
    replicas,
    state_of,
    words,
)

FAILURES_OF_A_LOOP = 3
"""How often the same container has to end until it is taken for one that always will."""

IN_PROGRESS = frozenset({"updating", "rollback_started"})
GIVEN_UP = {
    "paused": "Swarm paused the update",
    "rollback_paused": "Swarm paused while it went back to the former version",
    "rollback_completed": "Swarm went back to the former version",
}
"""What the platform's word for an update that did not succeed means."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``failure`` is a sentence when it will not come about; ``pending`` is why it does not begin."""

    is_done: bool = False
    failure: str = ""
    pending: str = ""


def progress(service: Found, tasks: Sequence[Found], before: Collection[str]) -> Progress:
    """Where a service is. Tasks whose identifiers are in ``before`` had ended before, for reasons of their time."""
    fresh = [task for task in tasks if task["ID"] not in before]
    if is_job(service):
        return _job(service, fresh)
    state = service.get("UpdateStatus", {}).get("State", "")
    if state in GIVEN_UP:
        return Progress(failure=f"{GIVEN_UP[state]}: {last_words(fresh)}")
    if state in IN_PROGRESS:
        return Progress(pending=_pending(tasks))
    current = [task for task in tasks if is_wanted(task) and is_current(service, task)]
    others = [task for task in tasks if is_wanted(task) and not is_current(service, task)]
    running = sum(state_of(task) == "running" and task["DesiredState"] == "running" for task in current)
    wanted = replicas(service)
    if not others and running == len(current) and (running == wanted or (wanted is None and running)):
        return Progress(is_done=True)
    failure = _loop(service, [task for task in fresh if is_current(service, task)])
    return Progress(is_done=wanted == 0 and not current and not others, failure=failure, pending=_pending(current))


def _loop(service: Found, fresh: Sequence[Found]) -> str:
    """Why a service will not run: some container of it always ends, or has ended for good."""
    ended = [task for task in fresh if state_of(task) in (*ENDED_BADLY, "complete")]
    condition = service["Spec"]["TaskTemplate"].get("RestartPolicy", {}).get("Condition", "any")
    final = [task for task in ended if _is_final(condition, state_of(task))]
    if final:
        return last_words(final)
    most = max(Counter(map(place_of, ended)).values(), default=0)
    return f"its container ends again and again: {last_words(ended)}" if most >= FAILURES_OF_A_LOOP else ""


def _is_final(condition: str, state: str) -> bool:
    """Whether nothing follows a task that ended."""
    return condition == "none" or (condition == "on-failure" and state == "complete")


def _job(service: Found, fresh: Sequence[Found]) -> Progress:
    current = [task for task in fresh if is_current(service, task)]
    well = [task for task in current if state_of(task) == "complete"]
    active = [task for task in current if state_of(task) not in ENDED]
    wanted = completions(service)
    if (wanted is None and well and not active) or (wanted is not None and len(well) >= wanted):
        return Progress(is_done=True)
    policy = service["Spec"]["TaskTemplate"].get("RestartPolicy", {})
    attempts = 0 if policy.get("Condition") == "none" else policy.get("MaxAttempts", 0)
    badly = Counter(place_of(task) for task in current if state_of(task) in ENDED_BADLY)
    if any(count > attempts for count in badly.values()):
        return Progress(failure=f"the job failed: {last_words(current)}")
    return Progress(pending=_pending(active))


def last_words(tasks: Sequence[Found]) -> str:
    """What is said of the task that ended badly last."""
    ended = [task for task in tasks if state_of(task) in ENDED_BADLY] or [
        task for task in tasks if state_of(task) == "complete"
    ]
    if not ended:
        return "no task says why"
    last = max(ended, key=lambda task: str(task["Status"]["Timestamp"]))
    return "its container ended" if state_of(last) == "complete" else words(last)


def _pending(tasks: Sequence[Found]) -> str:
    return next((words(task) for task in tasks if state_of(task) == "pending" and task["Status"].get("Err")), "")
