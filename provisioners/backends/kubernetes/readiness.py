"""Whether a workload is as its manifest wants it, from the object alone: what ``kubectl rollout status`` looks at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Live = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Readiness:
    """``ready`` of ``wanted`` instances; ``is_done`` when all is well, ``failure`` when it will never be."""

    is_done: bool
    ready: int = 0
    wanted: int = 0
    failure: str = ""


def readiness(live: Live) -> Readiness:
    """How far a workload is."""
    return BY_KIND[live["kind"]](live)


def ready_at(pod: Live) -> float | None:
    """When a pod became ready, by its node's clock in seconds since 1970; None while it is not."""
    for condition in pod.get("status", {}).get("conditions") or ():
        if condition["type"] == "Ready" and condition["status"] == "True":
            return datetime.fromisoformat(condition["lastTransitionTime"]).timestamp()
    return None


def _deployment(live: Live) -> Readiness:
    wanted, status = live["spec"].get("replicas", 1), live.get("status", {})
    updated, every, available = (status.get(key, 0) for key in ("updatedReplicas", "replicas", "availableReplicas"))
    is_done = _is_seen(live) and updated == every == available == wanted
    return Readiness(is_done, min(updated, available), wanted)


def _stateful_set(live: Live) -> Readiness:
    wanted, status = live["spec"].get("replicas", 1), live.get("status", {})
    ready = status.get("readyReplicas", 0)
    is_new = status.get("updateRevision") == status.get("currentRevision") or status.get("updatedReplicas", 0) == wanted
    is_done = _is_seen(live) and is_new and ready == wanted == status.get("replicas", 0)
    return Readiness(is_done, ready, wanted)


def _daemon_set(live: Live) -> Readiness:
    status = live.get("status", {})
    wanted, available = status.get("desiredNumberScheduled", 0), status.get("numberAvailable", 0)
    is_done = _is_seen(live) and status.get("updatedNumberScheduled", 0) == wanted == available
    return Readiness(is_done, available, wanted)


def _job(live: Live) -> Readiness:
    wanted, done = live["spec"].get("completions", 1), live.get("status", {}).get("succeeded", 0)
    for condition in live.get("status", {}).get("conditions") or ():
        if condition["status"] == "True" and condition["type"] == "Failed":
            words = f"{condition.get('reason', '')}: {condition.get('message', '')}".strip(": ")
            return Readiness(False, done, wanted, words or "it failed")
        if condition["status"] == "True" and condition["type"] == "Complete":
            return Readiness(True, done, wanted)
    return Readiness(False, done, wanted)


def _cron_job(_: Live) -> Readiness:
    return Readiness(True)


def _is_seen(live: Live) -> bool:
    """Whether the status is about the object as it is now."""
    return bool(live.get("status", {}).get("observedGeneration", 0) >= live["metadata"].get("generation", 0))


BY_KIND: Mapping[str, Callable[[Live], Readiness]] = {
    "Deployment": _deployment,
    "StatefulSet": _stateful_set,
    "DaemonSet": _daemon_set,
    "Job": _job,
    "CronJob": _cron_job,
}
