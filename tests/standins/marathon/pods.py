"""Pods of the stand-in: inside, each is an application with its pod beside it, so that it is played the same way."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.standins.marathon.cluster import Task
from tests.standins.marathon.raml import Violation
from tests.standins.marathon.world import App, World

STATES = {"TASK_STAGING": "STAGING", "TASK_RUNNING": "STABLE"}
DEFAULT_UPGRADE = {"maximumOverCapacity": 1, "minimumHealthCapacity": 1}


def as_app(pod: Mapping[str, Any]) -> App:
    """A pod of one container as the stand-in plays it; its number of instances is kept apart from its settings."""
    container = pod["containers"][0]
    scheduling = pod.get("scheduling") or {}
    placement = scheduling.get("placement") or {}
    volumes = [item for item in pod.get("volumes") or () if "persistent" in item]
    check = container.get("healthCheck")
    return {
        "id": pod["id"],
        "pod": {key: value for key, value in pod.items() if key not in ("scaling", "version")},
        "instances": pod.get("scaling", {}).get("instances", 1),
        **{key: container["resources"].get(key, 0) for key in ("cpus", "mem", "disk")},
        "env": container.get("environment") or {},
        "labels": pod.get("labels") or {},
        "networks": pod.get("networks") or [{"mode": "host"}],
        "constraints": [_constraint(item) for item in placement.get("constraints") or ()],
        "upgradeStrategy": scheduling.get("upgrade") or DEFAULT_UPGRADE,
        "healthChecks": [{"protocol": "COMMAND", "command": {"value": "x"}, **check}] if check else [],
        "container": {
            "type": "MESOS",
            "docker": {"image": container["image"]["id"]},
            "volumes": [
                {"containerPath": item["name"], "mode": "RW", "persistent": item["persistent"]} for item in volumes
            ],
            "portMappings": [_mapping(item) for item in container.get("endpoints") or ()],
        },
        **({"secrets": pod["secrets"]} if pod.get("secrets") else {}),
        **({"residency": {"taskLostBehavior": "WAIT_FOREVER"}} if volumes else {}),
    }


def pod_rules(pod: Mapping[str, Any]) -> Iterator[Violation]:
    """What Marathon refuses of a pod, and that this stand-in plays those of one container."""
    if len(pod["containers"]) != 1:
        yield "/containers", "this stand-in plays pods of one container"
    names = {item["name"] for item in pod.get("volumes") or ()}
    for container in pod["containers"]:
        endpoints = [item["name"] for item in container.get("endpoints") or ()]
        if len(set(endpoints)) < len(endpoints):
            yield "/containers(0)/endpoints", "Endpoint names are unique"
        for mount in container.get("volumeMounts") or ():
            if mount["name"] not in names:
                yield "/containers(0)/volumeMounts", f"volume {mount['name']} is not defined"
        checks = container.get("healthCheck") or {}
        if checks and sum(kind in checks for kind in ("http", "tcp", "exec")) != 1:
            yield "/containers(0)/healthCheck", "Must specify a single type of check"
    for volume in pod.get("volumes") or ():
        if "secret" in volume and volume["secret"] not in (pod.get("secrets") or {}):
            yield "/volumes", "volume.secret must refer to an existing secret"
    roles = ((pod.get("scheduling") or {}).get("placement") or {}).get("acceptedResourceRoles") or ["*"]
    if roles != ["*"] and any("persistent" in item for item in pod.get("volumes") or ()):
        yield "/scheduling/placement/acceptedResourceRoles", "a resident pod takes resources of no role"


def spec(app: App) -> dict[str, Any]:
    """The pod again, with what Marathon adds."""
    return {**app["pod"], "scaling": {"kind": "fixed", "instances": app["instances"]}, "version": app["version"]}


def status(world: World, app: App) -> dict[str, Any]:
    """A pod with its instances, and those that ended."""
    tasks = world.of(app["id"])
    is_stable = len(world.well(app["id"])) == app["instances"]
    times = {"statusSince": app["version"], "lastUpdated": app["version"], "lastChanged": app["version"]}
    failure = world.failures.get(app["id"])
    return {
        "id": app["id"],
        "spec": spec(app),
        "status": "STABLE" if is_stable else "DEGRADED",
        **times,
        "instances": [_instance(app, task, times) for task in tasks],
        "terminationHistory": [_ended(failure)] if failure else [],
    }


def _instance(app: App, task: Task, times: Mapping[str, str]) -> dict[str, Any]:
    instance = task.identifier.rpartition("._")[0]
    container = app["pod"]["containers"][0]
    endpoints = container.get("endpoints") or ()
    published = [item["name"] for item in endpoints if item.get("hostPort") is not None]
    ports = dict(zip(published, task.ports, strict=True))
    found: dict[str, Any] = {
        "name": container["name"],
        "status": task.state,
        "containerId": task.identifier,
        "endpoints": [_endpoint(item["name"], ports) for item in endpoints],
        "conditions": [],
        **times,
    }
    if task.results:
        value = "true" if task.results[-1] else "false"
        condition = {"name": "healthy", "value": value, "lastChanged": task.staged_at, "lastUpdated": task.staged_at}
        found["conditions"] = [condition]
    return {
        "id": instance,
        "status": STATES[task.state],
        **times,
        "agentHostname": task.agent.host,
        "agentId": task.agent.identifier,
        "containers": [found],
        "specReference": f"/v2/pods{app['id']}::versions/{task.version}",
        "role": "*",
    }


def _endpoint(name: str, ports: Mapping[str, int]) -> dict[str, Any]:
    return {"name": name, "allocatedHostPort": ports[name]} if name in ports else {"name": name}


def _ended(failure: Mapping[str, str]) -> dict[str, Any]:
    container = {
        "containerId": failure["taskId"],
        "lastKnownState": failure["state"],
        "termination": {"message": failure["message"]},
    }
    times = {"startedAt": failure["timestamp"], "terminatedAt": failure["timestamp"]}
    return {"instanceID": failure["taskId"].rpartition("._")[0], **times, "containers": [container]}


def _mapping(endpoint: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: endpoint[key] for key in ("name", "containerPort", "hostPort", "labels") if key in endpoint}
    return {**kept, "protocol": endpoint.get("protocol", ["tcp"])[0], "servicePort": 1}


def _constraint(item: Mapping[str, Any]) -> list[str]:
    return [item["fieldName"], item["operator"], *([item["value"]] if "value" in item else [])]
