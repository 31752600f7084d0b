"""What the tasks of an instance wrote, from the files that Mesos's agents serve.

Neither Marathon nor Mesos's master has logs. An agent has them in the sandbox of each task; whether a worker reaches
agents, and how, only the target knows (its option ``agents``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.mesos import labels
from provisioners.backends.mesos.http import Api, opened
from provisioners.backends.mesos.inventory import live_apps, mine
from provisioners.backends.mesos.marathon import marathon
from provisioners.backends.mesos.names import group_id

MOST_LINES = 5000
MOST_BYTES = 1_000_000
FILES = ("stdout", "stderr")

UNREACHABLE = (
    "Logs are on Mesos's agents, and the target does not say how a worker reaches them. Set its option 'agents', on "
    "DC/OS to /agent/{agent}; or look into the task's sandbox in the user interface of Mesos."
)


def logs(deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
    """The last lines of each task of an instance, bounded in number and size. Raises :class:`PlatformError`."""
    with marathon(endpoint) as api:
        apps = mine(live_apps(api, group_id(deployment, endpoint.options)), deployment)
    tasks = [task for app in apps.values() if app["labels"][labels.ADDRESS] == address for task in app["tasks"]]
    if not tasks:
        raise PlatformError(f"There is no task of {address} in Marathon.", addresses=(address,))
    if not endpoint.options.get("agents"):
        raise PlatformError(UNREACHABLE, addresses=(address,))
    lines = max(0, min(tail, MOST_LINES))
    texts = {str(task["id"]): _of_task(endpoint, task, lines) for task in sorted(tasks, key=lambda one: str(one["id"]))}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "\n".join(f"==> {name} <==\n{text}" for name, text in texts.items())


def _of_task(endpoint: Endpoint, task: Mapping[str, Any], lines: int) -> str:
    path = endpoint.options["agents"].replace("{agent}", str(task["slaveId"]))
    with opened(endpoint, "Mesos's agent", endpoint.url, path, with_credential=True) as agent:
        state = agent.call("GET", "/state").data
        folder = next(_folders(state, str(task["id"])), None)
        if folder is None:
            raise PlatformError(f"The agent {task['host']} knows nothing of the task {task['id']}.")
        written = "".join(_end_of(agent, f"{folder}/{name}") for name in FILES)
    return "".join(written.splitlines(keepends=True)[-lines:]) if lines else ""


def _folders(state: Mapping[str, Any], task: str) -> Iterator[str]:
    """The sandbox of a task: its executor's, or a folder in that of a pod's executor."""
    frameworks: Sequence[Mapping[str, Any]] = (*state.get("frameworks", ()), *state.get("completed_frameworks", ()))
    for framework in frameworks:
        for executor in (*framework.get("executors", ()), *framework.get("completed_executors", ())):
            tasks = (*executor.get("tasks", ()), *executor.get("completed_tasks", ()))
            if executor["id"] == task:
                yield executor["directory"]
            elif any(one["id"] == task for one in tasks):
                yield f"{executor['directory']}/tasks/{task}"


def _end_of(agent: Api, path: str) -> str:
    """The end of a file: its size is asked first, by an offset of -1."""
    size = agent.call("GET", "/files/read", query=(("path", path), ("offset", "-1"))).data["offset"]
    offset = max(0, size - MOST_BYTES)
    query = (("path", path), ("offset", str(offset)), ("length", str(min(size, MOST_BYTES))))
    text: str = agent.call("GET", "/files/read", query=query).data["data"]
    return text
