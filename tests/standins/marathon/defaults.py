"""What Marathon adds to an application, and how it tells versions apart."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

DEFAULTS: Mapping[str, Any] = {
    "backoffFactor": 1.15,
    "backoffSeconds": 1,
    "constraints": [],
    "cpus": 1,
    "dependencies": [],
    "disk": 0,
    "env": {},
    "executor": "",
    "fetch": [],
    "gpus": 0,
    "healthChecks": [],
    "instances": 1,
    "killSelection": "YOUNGEST_FIRST",
    "labels": {},
    "maxLaunchDelaySeconds": 300,
    "mem": 128,
    "networks": [{"mode": "host"}],
    "requirePorts": False,
    "upgradeStrategy": {"maximumOverCapacity": 1, "minimumHealthCapacity": 1},
}
WITHOUT_RESTART = ("instances", "version", "versionInfo")
"""What can change without new tasks."""

FIRST_SERVICE_PORT = 10_000

_clock = count()
_start = datetime.now(UTC)


def now() -> str:
    """A time as Marathon writes it; each is later than all before."""
    moment = _start + timedelta(milliseconds=next(_clock))
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def complete(app: Mapping[str, Any], before: Mapping[str, Any] | None, service_ports: "count[int]") -> dict[str, Any]:
    """An application with Marathon's defaults; service ports that are 0 are chosen once and kept."""
    found = {**DEFAULTS, **app}
    if found["networks"][0].get("mode") == "host":
        found.setdefault("portDefinitions", [{"port": 0, "protocol": "tcp", "name": "default"}])
    container = found.get("container")
    if container and container.get("portMappings") is not None:
        kept = {
            mapping.get("name"): mapping for mapping in ((before or {}).get("container") or {}).get("portMappings", ())
        }
        mappings = [
            _mapping(mapping, kept.get(mapping.get("name")), service_ports) for mapping in container["portMappings"]
        ]
        found["container"] = {**container, "portMappings": mappings}
    found["healthChecks"] = [{"ipProtocol": "IPv4", "delaySeconds": 15, **check} for check in found["healthChecks"]]
    return found


def is_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether an application needs new tasks."""
    keys = (before.keys() | after.keys()) - set(WITHOUT_RESTART)
    return any(before.get(key) != after.get(key) for key in keys)


def versioned(app: Mapping[str, Any], before: Mapping[str, Any] | None, version: str) -> dict[str, Any]:
    """An application in a new version, or the old one where nothing changed."""
    if before is None or is_changed(before, app):
        return {**app, "version": version, "versionInfo": {"lastScalingAt": version, "lastConfigChangeAt": version}}
    if before["instances"] != app["instances"]:
        info = {**before["versionInfo"], "lastScalingAt": version}
        return {**app, "version": version, "versionInfo": info}
    return dict(before)


def _mapping(mapping: Mapping[str, Any], kept: Mapping[str, Any] | None, service_ports: "count[int]") -> dict[str, Any]:
    found = {"protocol": "tcp", "labels": {}, **mapping}
    if not found.get("servicePort"):
        found["servicePort"] = kept["servicePort"] if kept else next(service_ports)
    return found
