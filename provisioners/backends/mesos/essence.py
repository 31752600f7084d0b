"""What an application is, of all that Marathon says of it: the settings that somebody chose, in one form.

Marathon adds defaults, versions and counts to what it was given. What is left here is the same for what was sent and
for what is there, so that a difference is somebody's change.
"""

from collections.abc import Mapping
from typing import Any

from provisioners.backends.mesos.labels import APPLIED
from provisioners.planning.fingerprint import digest

WORDS = {
    "instances": "the number of instances",
    "cpus": "the processors",
    "mem": "the memory",
    "disk": "the disk",
    "image": "the image",
    "privileged": "the right to be privileged",
    "parameters": "the engine's parameters",
    "cmd": "the command",
    "args": "the arguments",
    "env": "the environment",
    "labels": "the labels",
    "secrets": "the secrets",
    "volumes": "the volumes",
    "ports": "the ports",
    "networks": "the networks",
    "dependencies": "the dependencies",
    "constraints": "the constraints",
    "health": "the health check",
    "upgrade": "the upgrade strategy",
    "grace": "the time to stop",
    "roles": "the roles",
    "fetch": "what is fetched",
    "containers": "its container",
}
"""Each part, as it is called in a sentence."""

_HEALTH = ("protocol", "command", "gracePeriodSeconds", "intervalSeconds", "timeoutSeconds", "maxConsecutiveFailures")
_VOLUME = ("containerPath", "hostPath", "mode")


_POD_HEALTH = ("exec", "gracePeriodSeconds", "intervalSeconds", "timeoutSeconds", "maxConsecutiveFailures")


def essence(app: Mapping[str, Any]) -> dict[str, object]:
    """The parts of an application that somebody chose; those of a pod where it is one."""
    pod = app.get("pod", app)
    if "containers" in pod:
        return pod_essence(pod)
    container = app.get("container") or {}
    docker = container.get("docker") or {}
    upgrade = app.get("upgradeStrategy") or {}
    return {
        "instances": app.get("instances", 1),
        **{key: float(app.get(key) or 0) for key in ("cpus", "mem", "disk")},
        "image": docker.get("image"),
        "privileged": docker.get("privileged", False),
        "parameters": [[item["key"], item["value"]] for item in docker.get("parameters") or ()],
        "cmd": app.get("cmd"),
        "args": list(app.get("args") or ()),
        "env": dict(app.get("env") or {}),
        "secrets": dict(app.get("secrets") or {}),
        "labels": {key: value for key, value in (app.get("labels") or {}).items() if key != APPLIED},
        "volumes": [_volume(item) for item in container.get("volumes") or ()],
        "ports": [_port(item) for item in container.get("portMappings") or ()],
        "networks": [[item.get("mode", "container"), item.get("name")] for item in app.get("networks") or ()],
        "dependencies": sorted(app.get("dependencies") or ()),
        "constraints": [list(item) for item in app.get("constraints") or ()],
        "health": [{key: item.get(key) for key in _HEALTH} for item in app.get("healthChecks") or ()],
        "upgrade": {key: float(value) for key, value in upgrade.items()},
        "grace": app.get("taskKillGracePeriodSeconds"),
        "roles": list(app.get("acceptedResourceRoles") or ()),
        "fetch": [item["uri"] for item in app.get("fetch") or ()],
    }


def pod_essence(pod: Mapping[str, Any]) -> dict[str, object]:
    """The parts of a pod that somebody chose; all containers count, also one that somebody added."""
    scheduling = pod.get("scheduling") or {}
    placement = scheduling.get("placement") or {}
    return {
        "instances": (pod.get("scaling") or {}).get("instances", 1),
        "secrets": dict(pod.get("secrets") or {}),
        "labels": {key: value for key, value in (pod.get("labels") or {}).items() if key != APPLIED},
        "networks": [[item.get("mode", "container"), item.get("name")] for item in pod.get("networks") or ()],
        "volumes": [
            [item["name"], item.get("host"), item.get("secret"), (item.get("persistent") or {}).get("size")]
            for item in pod.get("volumes") or ()
        ],
        "constraints": [
            [item["fieldName"], item["operator"], item.get("value")] for item in placement.get("constraints") or ()
        ],
        "roles": list(placement.get("acceptedResourceRoles") or ()),
        "upgrade": {key: float(value) for key, value in (scheduling.get("upgrade") or {}).items()},
        "containers": [_pod_container(item) for item in pod["containers"]],
    }


def stamp(app: Mapping[str, Any]) -> str:
    """A digest by which an application that nobody else changed is known.

    The number of instances is left out: Marathon starts all tasks anew when a label changes, so a label that followed
    the number would make a restart of every scaling.
    """
    return digest({key: value for key, value in essence(app).items() if key != "instances"})


def stamped(app: Mapping[str, Any]) -> dict[str, Any]:
    """An application with its digest among its labels."""
    return {**app, "labels": {**app["labels"], APPLIED: stamp(app)}}


def is_untouched(app: Mapping[str, Any]) -> bool:
    """Whether an application is what was applied, by its own digest."""
    return (app.get("labels") or {}).get(APPLIED) == stamp(app)


def _volume(item: Mapping[str, Any]) -> dict[str, object]:
    found = {key: item.get(key) for key in _VOLUME}
    if persistent := item.get("persistent"):
        return {**found, "persistent": [persistent.get("type", "root"), persistent.get("size")]}
    if external := item.get("external"):
        return {**found, "external": [external.get("name"), external.get("provider"), external.get("options")]}
    return found


def _port(item: Mapping[str, Any]) -> list[object]:
    return [
        item.get("containerPort"),
        item.get("hostPort"),
        item.get("protocol", "tcp"),
        item.get("name"),
        dict(item.get("labels") or {}),
    ]


def _pod_container(item: Mapping[str, Any]) -> dict[str, object]:
    run = item.get("exec") or {}
    check = item.get("healthCheck")
    return {
        "name": item["name"],
        "image": (item.get("image") or {}).get("id"),
        "command": [(run.get("command") or {}).get("argv"), run.get("overrideEntrypoint", False)],
        "resources": {key: float((item.get("resources") or {}).get(key) or 0) for key in ("cpus", "mem", "disk")},
        "environment": dict(item.get("environment") or {}),
        "endpoints": [
            [one["name"], one.get("containerPort"), one.get("hostPort"), one.get("protocol"), one.get("labels") or {}]
            for one in item.get("endpoints") or ()
        ],
        "health": {key: check.get(key) for key in _POD_HEALTH} if check else None,
        "mounts": [[one["name"], one["mountPath"]] for one in item.get("volumeMounts") or ()],
        "grace": (item.get("lifecycle") or {}).get("killGracePeriodSeconds"),
    }
