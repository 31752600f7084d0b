"""What the stand-in answers of its world, in the shapes of Marathon's API."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from tests.standins.marathon.cluster import Task
from tests.standins.marathon.deployments import Action, Deployment
from tests.standins.marathon.pods import spec, status
from tests.standins.marathon.world import App, World


def app_view(world: World, app: App, embeds: Collection[str]) -> dict[str, Any]:
    """An application with what is asked for beside it: tasks, counts, deployments, lastTaskFailure."""
    key = app["id"]
    found = dict(app)
    tasks = world.of(key)
    if "counts" in embeds:
        results = [task.results for task in tasks if task.is_up and app["healthChecks"]]
        found |= {
            "tasksStaged": sum(not task.is_up for task in tasks),
            "tasksRunning": sum(task.is_up for task in tasks),
            "tasksHealthy": sum(bool(result and result[-1]) for result in results),
            "tasksUnhealthy": sum(bool(result and not result[-1]) for result in results),
        }
    if "deployments" in embeds:
        held = [deployment for deployment in world.deployments if key in deployment.affected]
        found["deployments"] = [{"id": deployment.identifier} for deployment in held]
    if "tasks" in embeds:
        found["tasks"] = [task_view(task) for task in tasks]
    if "lastTaskFailure" in embeds and key in world.failures:
        found["lastTaskFailure"] = world.failures[key]
    return found


def task_view(task: Task) -> dict[str, Any]:
    """A task."""
    found: dict[str, Any] = {
        "appId": task.app,
        "host": task.agent.host,
        "id": task.identifier,
        "ipAddresses": [],
        "ports": task.ports,
        "servicePorts": [],
        "slaveId": task.agent.identifier,
        "state": task.state,
        "stagedAt": task.staged_at,
        "version": task.version,
        "localVolumes": [],
        "role": "*",
    }
    if task.is_up:
        found["startedAt"] = task.staged_at
    if task.results:
        failures = len(task.results) if not task.results[-1] else 0
        result = {
            "alive": task.results[-1],
            "consecutiveFailures": failures,
            "instanceId": task.identifier.removesuffix("._app.1"),
        }
        found["healthCheckResults"] = [result]
    for name, volume in task.volumes.items():
        local = {
            "runSpecId": task.app,
            "containerPath": name,
            "uuid": volume.rpartition("#")[2],
            "persistenceId": volume,
        }
        found["localVolumes"].append(local)
    return found


def group_view(world: World, groups: Collection[str], key: str, embeds: Collection[str]) -> dict[str, Any]:
    """A group with its applications and its groups."""
    inside = f"{key.rstrip('/')}/"
    every = [app for app in world.apps.values() if app["id"].startswith(inside) and "/" not in app["id"][len(inside) :]]
    own = [app for app in every if "pod" not in app]
    below = [group for group in groups if group.startswith(inside) and "/" not in group[len(inside) :] and group != key]
    version = max((app["version"] for app in world.apps.values() if app["id"].startswith(inside)), default=None)
    found: dict[str, Any] = {"id": key, "dependencies": []}
    if "apps" in embeds:
        found["apps"] = [app_view(world, app, embeds) for app in own]
    if "groups" in embeds:
        found["groups"] = [group_view(world, groups, group, embeds) for group in below]
    if "pods" in embeds:
        found["pods"] = [status(world, app) for app in every if "pod" in app]
    return found if version is None else {**found, "version": version}


def deployment_view(deployment: Deployment) -> dict[str, Any]:
    """A deployment that has not ended."""
    return {
        "id": deployment.identifier,
        "version": deployment.version,
        "affectedApps": [key for key in deployment.affected if key not in deployment.pods],
        "affectedPods": [key for key in deployment.affected if key in deployment.pods],
        "steps": [{"actions": [_action(deployment, action) for action in step]} for step in deployment.steps],
        "currentActions": [
            {**_action(deployment, action), "readinessCheckResults": []} for action in deployment.actions
        ],
        "currentStep": min(deployment.current + 1, len(deployment.steps)),
        "totalSteps": len(deployment.steps),
    }


def queue_view(world: World) -> list[dict[str, Any]]:
    """The applications with too few tasks, and why nothing starts."""
    found = []
    for key, app in world.apps.items():
        lacking = app["instances"] - len(world.of(key))
        left, _ = world.delays.get(key, (0, 0))
        if lacking > 0 and (key in world.refused or left):
            reasons = Counter(world.refused.get(key, ()))
            offers = world.offers.get(key, 0)
            found.append(
                {
                    **({"pod": spec(app)} if "pod" in app else {"app": app}),
                    "count": lacking,
                    "role": "*",
                    "delay": {"timeLeftSeconds": left, "overdue": not left},
                    "since": app["version"],
                    "processedOffersSummary": {
                        "processedOffersCount": offers,
                        "unusedOffersCount": offers,
                        "rejectSummaryLastOffers": [
                            {"reason": reason, "declined": number, "processed": len(world.agents)}
                            for reason, number in reasons.items()
                        ],
                        "rejectSummaryLaunchAttempt": [],
                    },
                }
            )
    return found


def _action(deployment: Deployment, action: Action) -> dict[str, str]:
    if action.app in deployment.pods:
        return {"action": action.action.replace("Application", "Pod"), "pod": action.app}
    return {"action": action.action, "app": action.app}
