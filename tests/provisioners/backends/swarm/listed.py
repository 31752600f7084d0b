"""Services and tasks as a swarm lists them, as far as the backend looks at them."""

from itertools import count
from typing import Any

_NUMBERS = count(1)


def task(state: str, *, slot: int = 1, spec: str = "now", desired: str = "", **more: Any) -> dict[str, Any]:
    """A task, newer than all made before it; one that ended badly says ``task: non-zero exit (7)``."""
    number = next(_NUMBERS)
    ended_badly = state in ("failed", "rejected")
    status = {"State": state, "Timestamp": f"{number:09}", "Message": "started"}
    if ended_badly:
        status["Err"] = "task: non-zero exit (7)"
    return {
        "ID": f"task{number}",
        "Version": {"Index": number},
        "CreatedAt": f"{number:09}",
        "ServiceID": "service",
        "Slot": slot,
        "NodeID": "node",
        "Spec": {"Image": spec},
        "DesiredState": desired or ("shutdown" if ended_badly or state in ("complete", "shutdown") else "running"),
        "Status": status,
        **more,
    }


def service(
    mode: dict[str, Any] | int = 1, *, condition: str = "", update: str = "", spec: str = "now"
) -> dict[str, Any]:
    """A service; a number as its mode is that of its replicas."""
    template: dict[str, Any] = {"Image": spec, "Runtime": "container"}
    if condition:
        template["RestartPolicy"] = {"Condition": condition}
    found: dict[str, Any] = {
        "ID": "service",
        "Spec": {
            "Mode": {"Replicated": {"Replicas": mode}} if isinstance(mode, int) else mode,
            "TaskTemplate": template,
        },
    }
    return {**found, "UpdateStatus": {"State": update}} if update else found


def job(completions: int = 1, *, attempts: int = 0, iteration: int = 0) -> dict[str, Any]:
    """A job in its present run."""
    found = service({"ReplicatedJob": {"TotalCompletions": completions}})
    condition = "on-failure" if attempts else "none"
    found["Spec"]["TaskTemplate"]["RestartPolicy"] = {"Condition": condition, "MaxAttempts": attempts}
    return {**found, "JobStatus": {"JobIteration": {"Index": iteration} if iteration else {}}}
