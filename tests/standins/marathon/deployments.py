"""Deployments: plans made of steps, and how a step is played."""

import math
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.standins.marathon.cluster import Task
from tests.standins.marathon.defaults import is_changed
from tests.standins.marathon.rules import is_resident

App = Mapping[str, Any]
Apps = Mapping[str, App]


@dataclass(frozen=True)
class Action:
    """What is done with one application."""

    action: str
    app: str


@dataclass
class Deployment:
    """A change on its way. ``before`` is what there was, for whoever wants it back."""

    version: str
    steps: list[list[Action]]
    before: Apps
    after: Apps
    identifier: str = field(default_factory=lambda: str(uuid.uuid4()))
    current: int = 0

    @property
    def affected(self) -> list[str]:
        return sorted({action.app for step in self.steps for action in step})

    @property
    def pods(self) -> set[str]:
        """Those of the affected that are pods."""
        every = {**self.before, **self.after}
        return {key for key in self.affected if "pod" in every[key]}

    @property
    def actions(self) -> list[Action]:
        return self.steps[self.current] if self.current < len(self.steps) else []


def plan(before: Apps, after: Apps) -> list[list[Action]]:
    """Stops first, then by dependencies: what is new is started with no instances and scaled, what changed restarts."""
    stops = [Action("StopApplication", key) for key in before if key not in after]
    starts = [Action("StartApplication", key) for key in after if key not in before]
    levels = [[action for key in level if (action := _change(before.get(key), after[key]))] for level in _levels(after)]
    return [step for step in (stops, starts, *levels) if step]


def _change(before: App | None, after: App) -> Action | None:
    if before is None:
        return Action("ScaleApplication", after["id"])
    if is_changed(before, after):
        return Action("RestartApplication", after["id"])
    return Action("ScaleApplication", after["id"]) if before["instances"] != after["instances"] else None


def _levels(apps: Apps) -> Iterator[list[str]]:
    """The applications that depend on nothing, then those that depend only on these, and so on."""
    left = dict(apps)
    while left:
        level = sorted(key for key, app in left.items() if not set(app["dependencies"]) & left.keys())
        yield level
        for key in level:
            del left[key]


def bounds(app: App, running: int) -> tuple[int, int]:
    """How few instances may be well, and how many there may be, while an application is replaced."""
    count, upgrade = app["instances"], app["upgradeStrategy"]
    least = math.ceil(count * upgrade["minimumHealthCapacity"])
    most = int(count * (1 + upgrade["maximumOverCapacity"]))
    if least == most and most <= running:
        return (least - 1, most) if is_resident(app) else (least, most + 1)
    return least, most


def is_done(action: Action, app: App | None, tasks: list[Task], well: list[Task]) -> bool:
    """Whether an action has come to its end; ``tasks`` and ``well`` are those of its application."""
    if action.action == "StopApplication":
        return not tasks
    if action.action == "StartApplication":
        return True
    assert app is not None
    current = [task for task in well if task.version == app["versionInfo"]["lastConfigChangeAt"]]
    if action.action == "ScaleApplication":
        return len(well) == len(tasks) == app["instances"]
    return len(current) == len(tasks) == app["instances"]
