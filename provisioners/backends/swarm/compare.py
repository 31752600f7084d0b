"""What a service's settings differ in, section by section, whatever the swarm itself added to them."""

from collections.abc import Iterable, Mapping
from typing import Any

Found = Mapping[str, Any]

CONTAINER_PARTS: Mapping[str, tuple[str, ...]] = {
    "image": ("Image",),
    "command": ("Command", "Args", "Dir"),
    "user": ("User", "ReadOnly", "CapabilityAdd"),
    "volumes": ("Mounts",),
    "health check": ("Healthcheck",),
    "stop grace period": ("StopGracePeriod",),
}
"""The parts of a container's settings that are compared as they are, by section; those that follow need more."""

PLACEMENT_PARTS = ("Constraints", "Preferences", "MaxReplicas")
DEFAULT_GRACE = 10_000_000_000


def differences(wanted: Found, actual: Found, networks: Mapping[str, str], hidden: str) -> list[str]:
    """The sections in which a service differs from what is wanted.

    ``networks`` are the names of networks by their identifiers. A variable whose wanted value holds ``hidden`` is a
    secret that nobody may see here: only its presence is compared.
    """
    wants, has = _sections(wanted, networks), _sections(actual, networks)
    found = [name for name in wants if name != "environment" and _plain(wants[name]) != _plain(has[name])]
    if not _same_environment(wants["environment"], has["environment"], hidden):
        found.append("environment")
    return sorted(found)


def _sections(spec: Found, networks: Mapping[str, str]) -> dict[str, Any]:
    task = spec["TaskTemplate"]
    container = {"StopGracePeriod": DEFAULT_GRACE, **task["ContainerSpec"]}
    sections: dict[str, Any] = {name: [container.get(key) for key in keys] for name, keys in CONTAINER_PARTS.items()}
    sections["environment"] = dict(entry.partition("=")[::2] for entry in container.get("Env") or ())
    sections["secrets"] = _files(container.get("Secrets"), "Secret")
    sections["files"] = _files(container.get("Configs"), "Config")
    sections["resources"] = task.get("Resources")
    sections["restart"] = task.get("RestartPolicy", {}).get("Condition", "any")
    sections["placement"] = {
        key: task.get("Placement", {}).get(key) for key in ("Constraints", "Preferences", "MaxReplicas")
    }
    sections["networks"] = sorted(networks.get(each["Target"], each["Target"]) for each in task.get("Networks") or ())
    sections["replicas"] = spec["Mode"]
    sections["updates"] = [_update(spec.get(key)) for key in ("UpdateConfig", "RollbackConfig")]
    sections["ports"] = _ports(spec.get("EndpointSpec", {}))
    return sections


def _files(references: Iterable[Found] | None, kind: str) -> list[tuple[str, str]]:
    return sorted((each["File"]["Name"], each[f"{kind}Name"]) for each in references or ())


def _update(update: Found | None) -> dict[str, Any]:
    keys = ("Parallelism", "Delay", "Order", "FailureAction")
    given = update or {"Parallelism": 1}
    return {"Order": "stop-first", "FailureAction": "pause", **{key: given[key] for key in keys if given.get(key)}}


def _ports(endpoint: Found) -> list[tuple[Any, ...]]:
    ports = endpoint.get("Ports") or ()
    return sorted(
        (port["TargetPort"], port["Protocol"], port["PublishMode"], port.get("PublishedPort", 0)) for port in ports
    )


def _same_environment(wanted: Mapping[str, str], actual: Mapping[str, str], hidden: str) -> bool:
    if wanted.keys() != actual.keys():
        return False
    return all(hidden in value or value == actual[name] for name, value in wanted.items())


def _plain(content: Any) -> Any:
    """Without what is empty: the swarm leaves some empty parts out and writes others."""
    if isinstance(content, Mapping):
        found = {key: _plain(value) for key, value in content.items()}
        return {key: value for key, value in found.items() if value not in (None, {}, [], "", 0, False)}
    if isinstance(content, list):
        return [_plain(item) for item in content]
    return content
