"""Pods seen as applications, so that following, observing and telling whose they are is the same for both.

A pod that was made here has one container. What Marathon says of a pod's instances is turned into tasks.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from provisioners.backends.mesos.marathon import App

TASK_STATES = {
    "STAGING": "TASK_STAGING",
    "STABLE": "TASK_RUNNING",
    "DEGRADED": "TASK_RUNNING",
    "TERMINAL": "TASK_KILLING",
}
"""By the state of an instance; one that is PENDING has no task yet."""


def shape(pod: Mapping[str, Any]) -> dict[str, Any]:
    """What a pod asks for, with an application's names for it. ``pod`` itself is among it."""
    container = pod["containers"][0]
    volumes = pod.get("volumes") or ()
    return {
        "id": pod["id"],
        "pod": pod,
        "labels": pod.get("labels") or {},
        "instances": (pod.get("scaling") or {}).get("instances", 1),
        **{key: (container.get("resources") or {}).get(key) or 0 for key in ("cpus", "mem", "disk")},
        "healthChecks": [container["healthCheck"]] if container.get("healthCheck") else [],
        "networks": pod.get("networks") or [],
        "container": {
            "volumes": [
                {"containerPath": item["name"], "persistent": item["persistent"]}
                for item in volumes
                if item.get("persistent")
            ],
            "portMappings": [
                {**item, "protocol": (item.get("protocol") or ["tcp"])[0]} for item in container.get("endpoints") or ()
            ],
        },
    }


def as_app(status: Mapping[str, Any]) -> App:
    """A pod with its instances as tasks, counted as Marathon counts those of applications."""
    spec = status["spec"]
    found = shape(spec)
    version = spec.get("version", "")
    tasks = [_task(item) for item in status.get("instances") or () if item["status"] in TASK_STATES]
    healthy = [task["healthCheckResults"][-1]["alive"] for task in tasks if task.get("healthCheckResults")]
    failure = _failure(status.get("terminationHistory") or (), str(version))
    return {
        **found,
        "version": version,
        "versionInfo": {"lastConfigChangeAt": version},
        "tasks": tasks,
        "tasksRunning": sum(task["state"] == "TASK_RUNNING" for task in tasks),
        "tasksHealthy": sum(healthy),
        **({"lastTaskFailure": failure} if failure else {}),
    }


def _task(instance: Mapping[str, Any]) -> dict[str, Any]:
    container: Mapping[str, Any] = next(iter(instance.get("containers") or ()), {})
    endpoints = container.get("endpoints") or ()
    health = [item for item in container.get("conditions") or () if item["name"] == "healthy"]
    found = {
        "id": container.get("containerId") or instance["id"],
        "instance": instance["id"],
        "host": instance.get("agentHostname", ""),
        "slaveId": instance.get("agentId", ""),
        "state": TASK_STATES[instance["status"]],
        "version": str(instance.get("specReference", "")).rpartition("::versions/")[2],
        "ports": [item["allocatedHostPort"] for item in endpoints if item.get("allocatedHostPort")],
    }
    return {**found, "healthCheckResults": [{"alive": item["value"] == "true"} for item in health]} if health else found


def _failure(history: Sequence[Mapping[str, Any]], version: str) -> dict[str, str] | None:
    """The newest instance that ended since the pod has its version."""
    newest = max(history, key=lambda item: str(item["terminatedAt"]), default=None)
    if newest is None or str(newest["terminatedAt"]) < version:
        return None
    container: Mapping[str, Any] = next(iter(newest.get("containers") or ()), {})
    termination = container.get("termination") or {}
    return {
        "taskId": str(newest["instanceID"]),
        "version": version,
        "state": str(container.get("lastKnownState", "TASK_FAILED")),
        "host": "",
        "message": str(termination.get("message") or newest.get("message") or ""),
    }
