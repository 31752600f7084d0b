"""The rules of Marathon's own validation, beyond the schemas, for what is sent to the stand-in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.standins.marathon.raml import Violation

App = Mapping[str, Any]

RESERVED = ("restart", "tasks", "versions", ".", "..")
NEED_VALUE = ("CLUSTER", "LIKE", "UNLIKE", "MAX_PER", "IS")
VOLUME_KINDS = ("hostPath", "persistent", "external", "secret")


def app_rules(app: App, features: frozenset[str]) -> Iterator[Violation]:
    """What Marathon refuses of one application."""
    yield from _identity(app)
    yield from _program(app)
    yield from _networking(app)
    yield from _volumes(app, features)
    yield from _health(app)
    yield from _constraints(app)
    yield from _secrets(app, features)


def group_rules(apps: Mapping[str, App], groups: set[str]) -> Iterator[Violation]:
    """What Marathon refuses of all applications together."""
    for app in apps.values():
        for needed in app.get("dependencies") or ():
            if needed not in apps and needed not in groups:
                yield f"{app['id']}/dependencies", f"there is no {needed}"
        if app["id"] in groups:
            yield app["id"], "a group has the same id"
    yield from _circles(apps)
    names = Counter(
        volume["external"]["name"] for app in apps.values() for volume in _mounts(app) if "external" in volume
    )
    yield from (("/", f"volume name '{name}' is used more than once") for name, count in names.items() if count > 1)


def update_rules(before: App, after: App) -> Iterator[Violation]:
    """What Marathon refuses to change in an application that has, or had, a local volume."""
    if not (is_resident(before) or is_resident(after)):
        return
    if _persistent(before) != _persistent(after):
        yield after["id"], "Persistent volumes can not be changed!"
    keys = ("cpus", "mem", "disk")
    if any(before.get(key) != after.get(key) for key in keys) or host_ports(before) != host_ports(after):
        yield after["id"], "Resident Tasks may not change resource requirements!"


def is_resident(app: App) -> bool:
    return bool(_persistent(app))


def host_ports(app: App) -> list[int]:
    """The host ports that an application asks for, 0 where any will do."""
    mappings = (app.get("container") or {}).get("portMappings") or ()
    return [mapping["hostPort"] for mapping in mappings if mapping.get("hostPort") is not None]


def _mounts(app: App) -> list[Mapping[str, Any]]:
    return list((app.get("container") or {}).get("volumes") or ())


def _persistent(app: App) -> list[tuple[str, int]]:
    found = [volume for volume in _mounts(app) if "persistent" in volume]
    return sorted((volume["containerPath"], volume["persistent"]["size"]) for volume in found)


def _identity(app: App) -> Iterator[Violation]:
    segments = app["id"].strip("/").split("/")
    if not app["id"].startswith("/") or segments[-1] in RESERVED or "" in segments:
        yield "/id", f"{app['id']} is no id for an application"
    if app.get("version"):
        yield "/version", "may only be combined with the 'id' field"


def _program(app: App) -> Iterator[Violation]:
    if app.get("cmd") and app.get("args"):
        yield "/", "must not have both cmd and args"
    if not (app.get("cmd") or app.get("args") or (app.get("container") or {}).get("docker")):
        yield "/", "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."


def _networking(app: App) -> Iterator[Violation]:
    networks = app.get("networks") or [{"mode": "host"}]
    modes = [network.get("mode", "container") for network in networks]
    container = app.get("container") or {}
    mappings = container.get("portMappings") or []
    if len(set(modes)) > 1 or (modes[0] != "container" and len(modes) > 1):
        yield "/networks", "cannot mix networking modes"
    if "container" in modes and not all(network.get("name") for network in networks):
        yield "/networks", "a container network needs a name"
    if "container" not in modes and any(network.get("name") for network in networks):
        yield "/networks", "only a container network has a name"
    if modes[0] == "host" and mappings:
        yield "/container/portMappings", "portMappings are not allowed with host-networking"
    if modes[0] != "host" and app.get("portDefinitions"):
        yield "/portDefinitions", "portDefinitions are only allowed with host-networking"
    names = [mapping["name"] for mapping in mappings if mapping.get("name")]
    if len(set(names)) < len(names):
        yield "/container/portMappings", "Port names must be unique."
    fixed = [(mapping["hostPort"], mapping.get("protocol", "tcp")) for mapping in mappings if mapping.get("hostPort")]
    if len(set(fixed)) < len(fixed):
        yield "/container/portMappings", "the same host port twice"


def _volumes(app: App, features: frozenset[str]) -> Iterator[Violation]:
    resident = is_resident(app)
    if bool(app.get("residency")) != resident:
        yield "/", "App must contain persistent volumes and define residency"
    upgrade = app.get("upgradeStrategy") or {}
    external = any("external" in volume for volume in _mounts(app))
    if resident or external:
        if upgrade.get("minimumHealthCapacity", 0.5) > 0.5:
            yield "/upgradeStrategy/minimumHealthCapacity", "is greater than 0.5"
        if upgrade.get("maximumOverCapacity", 0) > 0:
            yield "/upgradeStrategy/maximumOverCapacity", "got 1.0, expected 0.0"
    if resident and app.get("unreachableStrategy", "disabled") != "disabled":
        yield "/", "unreachableStrategy must be disabled for resident tasks"
    if resident and app.get("acceptedResourceRoles", ["*"]) != ["*"]:
        yield "/acceptedResourceRoles", "a resident app takes resources of no role"
    if external and app.get("instances", 1) > 1:
        yield "/instances", "Number of instances is limited to 1 when declaring DVDI volumes"
    for index, volume in enumerate(_mounts(app)):
        for reason in _volume(app, volume, features):
            yield f"/container/volumes({index})", reason


def _volume(app: App, volume: Mapping[str, Any], features: frozenset[str]) -> Iterator[str]:
    kinds = [kind for kind in VOLUME_KINDS if kind in volume]
    if len(kinds) != 1:
        yield "has to be of one kind"
    elif kinds == ["persistent"]:
        yield from _local(volume)
    elif kinds == ["external"]:
        yield from _external(app, volume, features)
    elif kinds == ["hostPath"] and not volume["hostPath"].startswith("/"):
        own = {other["containerPath"] for other in _mounts(app) if "persistent" in other}
        if volume["hostPath"] not in own:
            yield "is a path in the sandbox that nothing makes"


def _local(volume: Mapping[str, Any]) -> Iterator[str]:
    if "/" in volume["containerPath"]:
        yield 'value must not contain "/"'
    if volume["persistent"]["size"] <= 0:
        yield "size must be larger than 0"
    if volume.get("mode") != "RW":
        yield "only RW is possible"


def _external(app: App, volume: Mapping[str, Any], features: frozenset[str]) -> Iterator[str]:
    if "external-volumes" not in features:
        yield "Feature external_volumes is not enabled. Enable with --enable_features external_volumes"
    if not volume["containerPath"].startswith("/"):
        yield "value must be an absolute path"
    if app["container"]["type"] == "DOCKER" and volume["external"].get("size") is not None:
        yield "must be undefined for Docker containers"
    if set(volume["external"].get("options") or {}) != {"dvdi/driver"}:
        yield "must only contain dvdi/driver"


def _health(app: App) -> Iterator[Violation]:
    for index, check in enumerate(app.get("healthChecks") or ()):
        if (check.get("protocol") == "COMMAND") != bool((check.get("command") or {}).get("value")):
            yield f"/healthChecks({index})", "a command goes with the protocol COMMAND"


def _constraints(app: App) -> Iterator[Violation]:
    for index, (field, operator, *value) in enumerate(app.get("constraints") or ()):
        if operator == "UNIQUE" and value:
            yield f"/constraints({index})", "Value specified but not used"
        if operator in NEED_VALUE and not (value and value[0]):
            yield f"/constraints({index})", f"{operator} on {field} needs a value"
        if operator in ("LIKE", "UNLIKE"):
            try:
                re.compile(value[0])
            except re.error:
                yield f"/constraints({index})", "is no regular expression"


def _secrets(app: App, features: frozenset[str]) -> Iterator[Violation]:
    uses = app.get("secrets") or any(isinstance(value, Mapping) for value in (app.get("env") or {}).values())
    if uses and "secrets" not in features:
        yield "/secrets", "Feature secrets is not enabled. Enable with --enable_features secrets"
    known = app.get("pod", app).get("secrets") or {}
    for name, value in (app.get("env") or {}).items():
        if isinstance(value, Mapping) and value["secret"] not in known:
            yield f"/env/{name}", "references an undefined secret"


def _circles(apps: Mapping[str, App]) -> Iterator[Violation]:
    done: set[str] = set()

    def visit(key: str, above: tuple[str, ...]) -> bool:
        if key in above:
            return True
        if key in done or key not in apps:
            return False
        done.add(key)
        return any(visit(needed, (*above, key)) for needed in apps[key].get("dependencies") or ())

    if any(visit(key, ()) for key in apps):
        yield "/", "Dependency graph has cyclic dependencies."
