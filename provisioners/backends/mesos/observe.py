"""The state of a deployment's instances, from Marathon's and Chronos's lists alone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from provisioners.backends.contract import Endpoint, NodeState, Observed, Rendered
from provisioners.backends.mesos import labels
from provisioners.backends.mesos.attributes import address_of, reach
from provisioners.backends.mesos.chronos import Job, chronos, mine
from provisioners.backends.mesos.drift import app_differences, job_differences, wanted_apps, wanted_jobs
from provisioners.backends.mesos.inventory import live_apps
from provisioners.backends.mesos.inventory import mine as mine_of
from provisioners.backends.mesos.marathon import App, marathon
from provisioners.backends.mesos.names import group_id
from provisioners.backends.mesos.states import app_state, current_tasks, job_state

UP = ("TASK_RUNNING",)


def observe(deployment: str, endpoint: Endpoint, wanted: Rendered | None = None) -> Mapping[str, Observed]:
    """All instances of a deployment by address, with what differs from ``wanted``. Raises :class:`PlatformError`."""
    group = group_id(deployment, endpoint.options)
    with marathon(endpoint) as api, chronos(endpoint) as scheduler:
        apps = mine_of(live_apps(api, group), deployment)
        jobs = mine(scheduler.jobs(), deployment) if scheduler else {}
        doing = scheduler.states() if scheduler and jobs else {}
    by_address = {app["labels"][labels.ADDRESS]: app for app in apps.values()}
    jobs_by_address = {labels.marks_of(job["description"])[labels.ADDRESS]: job for job in jobs.values()}
    found = {address: from_app(address, app, endpoint.options) for address, app in by_address.items()}
    for app in by_address.values():
        found |= {each.address: each for each in _beside(app)}
    for address, job in jobs_by_address.items():
        state, detail = job_state(job, doing.get(str(job["name"]), "idle"))
        found[address] = Observed(address, state, detail, replicas=int(state is NodeState.RUNNING))
    return found if wanted is None else _with_drift(found, by_address, jobs_by_address, wanted)


def from_app(address: str, app: App, options: Mapping[str, str]) -> Observed:
    """The state of one instance from its application."""
    state, detail = app_state(app)
    running = [task for task in current_tasks(app) if task["state"] in UP]
    return Observed(address, state, detail, _attributes(app, running, options), len(running))


def _attributes(app: App, running: list[Mapping[str, Any]], options: Mapping[str, str]) -> dict[str, str]:
    """Where an instance is reached: by others of the deployment, and from outside at the first task's agent."""
    uses_host = any(network.get("mode") == "host" for network in app.get("networks") or ())
    name = address_of(app["id"], reach(uses_host, options), options)
    found = dict.fromkeys(("address", "private_address", "hostname"), name) if name else {}
    mappings = (app.get("container") or {}).get("portMappings") or ()
    published = [mapping for mapping in mappings if mapping.get("hostPort") is not None]
    for task in sorted(running, key=lambda task: str(task["id"])):
        for mapping, port in zip(published, task.get("ports") or (), strict=False):
            found.setdefault("public_address", task["host"])
            found.setdefault("url", f"{app['labels'].get(labels.SCHEME, 'tcp')}://{task['host']}:{port}")
            found.setdefault(f"published_ports.{mapping['containerPort']}/{mapping['protocol']}", str(port))
    return found


def _beside(app: App) -> Iterator[Observed]:
    """The volumes and routes that are part of an application."""
    for address, name in json.loads(app["labels"].get(labels.VOLUMES, "{}")).items():
        yield Observed(address, NodeState.RUNNING, name, {"name": name}, 1)
    for address in json.loads(app["labels"].get(labels.ROUTES, "[]")):
        yield Observed(address, NodeState.RUNNING, replicas=1)


def _with_drift(
    found: Mapping[str, Observed], apps: Mapping[str, App], jobs: Mapping[str, Job], wanted: Rendered
) -> dict[str, Observed]:
    gone = {
        address: Observed(address, NodeState.DELETED, drift=("it is gone",))
        for address in wanted.objects
        if address not in found
    }
    drifted = {
        address: replace(found[address], drift=tuple(app_differences(app, apps[address])))
        for address, app in wanted_apps(wanted).items()
        if address in apps
    }
    drifted |= {
        address: replace(found[address], drift=tuple(job_differences(job, jobs[address])))
        for address, job in wanted_jobs(wanted).items()
        if address in jobs
    }
    return {**found, **drifted, **gone}
