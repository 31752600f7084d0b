"""What keeps a pod from running, in the platform's own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NEVER = frozenset({"ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError"})
"""Reasons that waiting does not change."""

CRASH_LOOP = "CrashLoopBackOff"
STARTING = frozenset({"ContainerCreating", "PodInitializing", ""})
MOST_STARTS = 2
"""How often a container that ends at once is started again before that is a failure."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a pod does not run. ``is_final`` where waiting does not help; ``has_log`` where its last log may say more.

    ``restarts`` is how often a container that ends again and again was started again.
    """

    pod: str
    reason: str
    words: str
    is_final: bool = False
    has_log: bool = False
    restarts: int = 0

    def __str__(self) -> str:
        return f"{self.pod}: {self.reason}" + (f": {self.words}" if self.words else "")


def troubles(pod: Mapping[str, Any]) -> Iterator[Trouble]:
    """What is wrong with a pod now; nothing for one that starts."""
    name, status = pod["metadata"]["name"], pod.get("status", {})
    if pod["metadata"].get("deletionTimestamp"):
        return
    for condition in status.get("conditions") or ():
        if condition["type"] == "PodScheduled" and condition.get("reason") == "Unschedulable":
            yield Trouble(name, "Unschedulable", condition.get("message", ""))
    if status.get("reason") and status.get("phase") == "Failed":
        yield Trouble(name, status["reason"], status.get("message", ""))
    for container in status.get("containerStatuses") or ():
        yield from _of_container(name, container)


def _of_container(pod: str, container: Mapping[str, Any]) -> Iterator[Trouble]:
    state, restarts = container.get("state", {}), container.get("restartCount", 0)
    waiting = state.get("waiting")
    if waiting is None:
        return
    reason, words = waiting.get("reason", ""), waiting.get("message", "")
    if reason == CRASH_LOOP:
        ended = container.get("lastState", {}).get("terminated", {})
        code = f"it ended with exit code {ended['exitCode']}" if "exitCode" in ended else words
        yield Trouble(pod, reason, code, is_final=restarts >= MOST_STARTS, has_log=True, restarts=restarts)
    elif reason not in STARTING:
        yield Trouble(pod, reason, words, is_final=reason in NEVER)
