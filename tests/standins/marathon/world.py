"""The world behind the stand-in's API: applications, deployments, tasks, volumes. All under one lock."""

import threading
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from tests.standins.marathon.cluster import Agent, Task, place
from tests.standins.marathon.defaults import FIRST_SERVICE_PORT, complete, now, versioned
from tests.standins.marathon.deployments import Action, Deployment, bounds, is_done, plan
from tests.standins.marathon.images import FAILURES, Conduct, conduct
from tests.standins.marathon.refusals import Refused, conflict, invalid
from tests.standins.marathon.rules import app_rules, group_rules, update_rules
from tests.standins.marathon.secrets import SecretStore

App = dict[str, Any]

FIRST_DELAY, LONGEST_DELAY = 2, 40
"""Ticks that an application waits after a failure; each failure doubles them."""


class World:
    """All that a stand-in knows. ``features`` are those that Marathon would be started with."""

    def __init__(self, features: Iterable[str] = ()) -> None:
        self.lock = threading.RLock()
        self.features = frozenset(features)
        self.agents = [
            Agent(f"agent-S{number}", f"10.0.0.{number}", attributes={"rack": f"r{number}", "disk": "ssd"})
            for number in (1, 2)
        ]
        self.apps: dict[str, App] = {}
        self.history: dict[str, dict[str, App]] = {}
        self.tasks: list[Task] = []
        self.deployments: list[Deployment] = []
        self.failures: dict[str, dict[str, str]] = {}
        self.delays: dict[str, tuple[int, int]] = {}
        self.refused: dict[str, list[str]] = {}
        self.offers: dict[str, int] = {}
        self.volumes: dict[tuple[str, str, str], Agent] = {}
        self.destroyed: list[str] = []
        self.outputs: dict[str, str] = {}
        self.is_held = False
        self.store = SecretStore()
        self._numbers = count(1)
        self._service_ports = count(FIRST_SERVICE_PORT)

    # What requests change.

    def change(self, after: Mapping[str, Mapping[str, Any]], groups: set[str], *, force: bool) -> Deployment:
        """Make the applications what they are to be; those that are not among ``after`` go."""
        version = now()
        before = dict(self.apps)
        wanted: dict[str, App] = {}
        for key, app in after.items():
            if app is before.get(key):
                wanted[key] = before[key]
                continue
            found = complete(app, before.get(key), self._service_ports)
            self._check(found, before.get(key))
            wanted[key] = versioned(found, before.get(key), version)
        _refuse(group_rules(wanted, groups))
        deployment = Deployment(version, plan(before, wanted), before, wanted)
        self._begin(deployment, force)
        self.apps = wanted
        for key, app in wanted.items():
            self.history.setdefault(key, {})[app["version"]] = app
        return deployment

    def restart(self, key: str, *, force: bool) -> Deployment:
        """New tasks for the same application."""
        version = now()
        app = {
            **self.apps[key],
            "version": version,
            "versionInfo": {"lastScalingAt": version, "lastConfigChangeAt": version},
        }
        deployment = Deployment(
            version, [[Action("RestartApplication", key)]], dict(self.apps), {**self.apps, key: app}
        )
        self._begin(deployment, force)
        self.apps[key] = self.history[key][version] = app
        return deployment

    def cancel(self, deployment: Deployment) -> None:
        self.deployments.remove(deployment)

    def _begin(self, deployment: Deployment, force: bool) -> None:
        held = [other for other in self.deployments if set(other.affected) & set(deployment.affected)]
        if held and not force:
            raise conflict([other.identifier for other in held])
        for other in held:
            self.cancel(other)
        if deployment.steps:
            self.deployments.append(deployment)

    def _check(self, app: App, before: App | None) -> None:
        _refuse((*app_rules(app, self.features), *(update_rules(before, app) if before else ())))

    # What happens by itself.

    def tick(self) -> None:
        """One moment: tasks go on, deployments take their steps, and what is missing is started."""
        with self.lock:
            for task in list(self.tasks):
                self._go_on(task)
            if self.is_held:
                return
            locked = {key for deployment in self.deployments for key in deployment.affected}
            for deployment in list(self.deployments):
                self._play(deployment)
            for key, app in self.apps.items():
                if key not in locked:
                    self._scale(app)
            for task in [task for task in self.tasks if task.app not in self.apps and task.app not in locked]:
                self.end(task)

    def of(self, key: str) -> list[Task]:
        return [task for task in self.tasks if task.app == key]

    def well(self, key: str) -> list[Task]:
        """The tasks that run, and are healthy where there is a check."""
        checks = (self.apps.get(key) or {}).get("healthChecks")
        return [task for task in self.of(key) if task.is_up and (not checks or (task.results and task.results[-1]))]

    def _play(self, deployment: Deployment) -> None:
        done = [self._act(action) for action in deployment.actions]
        if all(done):
            deployment.current += 1
        if deployment.current >= len(deployment.steps):
            self.deployments.remove(deployment)

    def _act(self, action: Action) -> bool:
        app = self.apps.get(action.app)
        if action.action == "StopApplication":
            for task in self.of(action.app):
                self.end(task)
            self._destroy(action.app)
        elif action.action == "ScaleApplication" and app is not None:
            self._scale(app)
        elif action.action == "RestartApplication" and app is not None:
            self._replace(app)
        return is_done(action, app, self.of(action.app), self.well(action.app))

    def _scale(self, app: App) -> None:
        tasks = self.of(app["id"])
        for task in tasks[app["instances"] :]:
            self.end(task)
        if len(tasks) < app["instances"]:
            self._launch(app)

    def _replace(self, app: App) -> None:
        """New tasks as far as there may be more, and old ones ended as far as there are enough."""
        tasks = self.of(app["id"])
        old = [task for task in tasks if task.version != app["versionInfo"]["lastConfigChangeAt"]]
        well = self.well(app["id"])
        least, most = bounds(app, len(tasks))
        first = min(old, key=lambda task: task in well, default=None)
        if first is not None and len(well) - (first in well) >= least:
            self.end(first)
        elif len(tasks) - len(old) < app["instances"] and len(tasks) < most:
            self._launch(app)
        elif not old:
            self._scale(app)

    def _launch(self, app: App) -> None:
        key = app["id"]
        left, delay = self.delays.get(key, (0, 0))
        if left:
            self.delays[key] = (left - 1, delay)
            return
        names = [item["containerPath"] for item in app["container"]["volumes"] if "persistent" in item]
        free = self._detached(key, names)
        found = place(app, self.agents, self.tasks, next(iter(free.values()))[1] if free else None)
        if isinstance(found, list):
            self.refused[key] = found
            self.offers[key] = self.offers.get(key, 0) + len(found)
            return
        self.refused.pop(key, None)
        agent, ports = found
        number = next(self._numbers)
        identifier = f"{key.strip('/').replace('/', '_')}.instance-{number:08}._app.1"
        held = {name: free[name][0] if name in free else f"{key.strip('/')}#{name}#{number}" for name in names}
        for name, volume in held.items():
            self.volumes[key, name, volume] = agent
        task = Task(identifier, key, app["versionInfo"]["lastConfigChangeAt"], agent, ports, (app["cpus"], app["mem"]))
        task.volumes, task.staged_at = held, now()
        self.tasks.append(task)

    def _detached(self, key: str, names: list[str]) -> dict[str, tuple[str, Agent]]:
        """The volumes of an application that no task uses, by the name that it mounts."""
        used = {volume for task in self.of(key) for volume in task.volumes.values()}
        return {
            name: (volume, agent)
            for (app, name, volume), agent in self.volumes.items()
            if app == key and name in names and volume not in used
        }

    def _destroy(self, key: str) -> None:
        for place_ in [place_ for place_ in self.volumes if place_[0] == key]:
            del self.volumes[place_]
            self.destroyed.append(place_[2])
        self.failures.pop(key, None)
        self.delays.pop(key, None)

    def _go_on(self, task: Task) -> None:
        app = self.history[task.app][max(v for v in self.history[task.app] if self._is_of(task, v))]
        wanted = conduct(app["container"]["docker"]["image"])
        if wanted is Conduct.HANGS:
            return
        if wanted in FAILURES and (task.is_up or wanted is Conduct.CANNOT_BE_PULLED):
            self.fail(task, "TASK_FAILED", FAILURES[wanted])
        elif not task.is_up:
            environment, files = self.store.environment(app), self.store.files(app)
            if environment is None or files is None:
                self.fail(task, "TASK_FAILED", "a secret of the task is not in the store")
                return
            task.state, task.environment, task.files = "TASK_RUNNING", environment, files
            self.outputs[task.identifier] = f"started {task.app}\nwith {app['container']['docker']['image']}\n"
        elif app["healthChecks"]:
            self._check_health(task, app["healthChecks"][0], wanted is not Conduct.IS_NEVER_HEALTHY)

    def _is_of(self, task: Task, version: str) -> bool:
        return bool(self.history[task.app][version]["versionInfo"]["lastConfigChangeAt"] == task.version)

    def _check_health(self, task: Task, check: Mapping[str, Any], is_healthy: bool) -> None:
        task.results = [*task.results, is_healthy][-10:]
        most = check.get("maxConsecutiveFailures", 3)
        if most and len(task.results) >= most and not any(task.results[-most:]):
            self.fail(task, "TASK_KILLED", "Task was killed since health check failed. Reason: Command returned 1")

    def fail(self, task: Task, state: str, message: str) -> None:
        """A task ends by itself, and the next one waits a little longer."""
        app = self.apps.get(task.app)
        self.end(task)
        if app is None:
            return
        self.failures[task.app] = {
            "appId": task.app,
            "host": task.agent.host,
            "message": message,
            "state": state,
            "taskId": task.identifier,
            "timestamp": now(),
            "version": app["version"],
            "slaveId": task.agent.identifier,
        }
        _, delay = self.delays.get(task.app, (0, 0))
        longer = min(LONGEST_DELAY, delay * 2 or FIRST_DELAY)
        self.delays[task.app] = (longer, longer)

    def end(self, task: Task) -> None:
        self.tasks.remove(task)


def _refuse(found: Iterable[tuple[str, str]]) -> None:
    problems = list(found)
    if problems:
        raise invalid(problems)


__all__ = ["Refused", "World"]
