"""What the tasks of a service tell. A task is one try to run one container; it never starts again."""

from collections.abc import Iterable, Mapping
from typing import Any

Found = Mapping[str, Any]

ENDED_BADLY = frozenset({"failed", "rejected"})
ENDED = ENDED_BADLY | {"complete", "shutdown", "remove", "orphaned"}
"""A task's words for its state after which nothing follows; before are new, pending, ..., starting and running."""


ONLY_OF_SERVICES = "Runtime"
"""A part of a service's settings for tasks that the tasks do not show."""


def state_of(task: Found) -> str:
    """The platform's word for a task's state."""
    return str(task["Status"]["State"])


def place_of(task: Found) -> str:
    """What the tasks that follow one another share: a slot, or a node where every node has one."""
    return str(task.get("Slot") or task.get("NodeID", ""))


def is_wanted(task: Found) -> bool:
    """Whether the platform still wants a task to run."""
    return bool(task["DesiredState"] in ("running", "ready", "complete")) and state_of(task) not in ENDED


def newest_first(tasks: Iterable[Found]) -> list[Found]:
    return sorted(tasks, key=lambda task: (str(task["CreatedAt"]), int(task["Version"]["Index"])), reverse=True)


def is_current(service: Found, task: Found) -> bool:
    """Whether a task is of the service's present settings, or of a job's present run."""
    iteration = service.get("JobStatus", {}).get("JobIteration")
    if iteration is not None:
        return bool(task.get("JobIteration", {}).get("Index", 0) == iteration.get("Index", 0))
    wanted = {key: value for key, value in service["Spec"]["TaskTemplate"].items() if key != ONLY_OF_SERVICES}
    return bool(task["Spec"] == wanted)


def words(task: Found) -> str:
    """What the platform says of a task that ended badly or cannot begin."""
    status = task["Status"]
    said = str(status.get("Err") or status.get("Message") or state_of(task))
    code = status.get("ContainerStatus", {}).get("ExitCode")
    return said if not code or str(code) in said else f"{said} (exit code {code})"


def completions(service: Found) -> int | None:
    """How many tasks of a job have to end well; None for what runs without end and for jobs on every node."""
    job = service["Spec"]["Mode"].get("ReplicatedJob")
    return None if job is None else int(job["TotalCompletions"])


def is_job(service: Found) -> bool:
    return any(kind.endswith("Job") for kind in service["Spec"]["Mode"])


def replicas(service: Found) -> int | None:
    """How many tasks are to run; None where every node has one, and for jobs."""
    found = service["Spec"]["Mode"].get("Replicated")
    return None if found is None else int(found["Replicas"])
