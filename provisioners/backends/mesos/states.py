"""The state of an application's node from its tasks, and that of a job's node from what Chronos counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from provisioners.backends.contract import NodeState
from provisioners.backends.mesos.chronos import Job
from provisioners.backends.mesos.marathon import App
from provisioners.backends.mesos.running import has_failed
from provisioners.backends.mesos.trouble import described

TASK_STATES = {
    "TASK_STAGING": NodeState.CREATING,
    "TASK_STARTING": NodeState.CREATING,
    "TASK_KILLING": NodeState.DELETING,
    "TASK_UNREACHABLE": NodeState.UNKNOWN,
    "TASK_UNKNOWN": NodeState.UNKNOWN,
}
"""By Mesos's word, where that alone decides."""

WORST_FIRST = (
    NodeState.FAILED,
    NodeState.UNHEALTHY,
    NodeState.UNKNOWN,
    NodeState.DELETING,
    NodeState.CREATING,
    NodeState.STARTING,
    NodeState.RUNNING,
)
"""An application of several tasks is as well as the worst of them."""


def app_state(app: App) -> tuple[NodeState, str]:
    """An application's state, and the platform's words."""
    current = current_tasks(app)
    states = [task_state(task, bool(app.get("healthChecks"))) for task in current]
    if not app["instances"]:
        return NodeState.STOPPED, "it has no instances"
    failure = app.get("lastTaskFailure")
    is_short = sum(state in (NodeState.RUNNING, NodeState.STARTING) for state in states) < app["instances"]
    if is_short and failure is not None and failure["version"] == app["version"]:
        return NodeState.FAILED, described(app)
    if not states:
        return NodeState.PENDING, "it waits for an agent"
    return min(states, key=WORST_FIRST.index), ""


def current_tasks(app: App) -> Sequence[Mapping[str, Any]]:
    """The tasks of an application's newest version, or of an older one while there are no others.

    All of a pod: Marathon does not say which of its versions needed new instances.
    """
    tasks: Sequence[Mapping[str, Any]] = app.get("tasks") or ()
    if "pod" in app:
        return tasks
    newest = [task for task in tasks if task.get("version", "") >= str(_last_change(app))]
    return newest or tasks


def task_state(task: Mapping[str, Any], has_check: bool) -> NodeState:
    """One task's state; with a health check it is starting until the first result is there."""
    state = str(task["state"])
    if state != "TASK_RUNNING":
        return TASK_STATES.get(state, NodeState.FAILED)
    if not has_check:
        return NodeState.RUNNING
    results = task.get("healthCheckResults") or ()
    if not results:
        return NodeState.STARTING
    return NodeState.RUNNING if all(result["alive"] for result in results) else NodeState.UNHEALTHY


def job_state(job: Job, doing: str) -> tuple[NodeState, str]:
    """A job's state: what it does now, else how its last run ended."""
    if "running" in doing:
        return NodeState.RUNNING, ""
    if has_failed(job):
        return NodeState.FAILED, f"the last error was at {job.get('lastError')}"
    if job.get("successCount"):
        return NodeState.SUCCEEDED, f"the last success was at {job.get('lastSuccess')}"
    return NodeState.PENDING, "" if doing == "idle" else doing


def _last_change(app: App) -> object:
    """Since when tasks are of the newest settings: scaling makes a version without new tasks."""
    return (app.get("versionInfo") or {}).get("lastConfigChangeAt", app["version"])
