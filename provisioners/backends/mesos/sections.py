"""The sections of a native object, in words, and what a change of each means."""

from collections.abc import Mapping

from provisioners.backends.contract import NativeObject, Verdict
from provisioners.planning.fingerprint import changed_sections, in_words
from provisioners.planning.model import NO_DATA, DataEffect, Recorded

SECTIONS = {
    "instances": "instances",
    "cpus": "resources",
    "mem": "resources",
    "disk": "resources",
    "args": "command",
    "cmd": "command",
    "command": "command",
    "arguments": "command",
    "shell": "command",
    "env": "environment",
    "environmentVariables": "environment",
    "container": "container",
    "networks": "networks",
    "dependencies": "dependencies",
    "constraints": "placement",
    "healthChecks": "health check",
    "upgradeStrategy": "update",
    "scaling": "instances",
    "scheduling": "placement",
    "exec": "command",
    "environment": "environment",
    "resources": "resources",
    "healthCheck": "health check",
    "schedule": "schedule",
    "scheduleTimeZone": "schedule",
    "parents": "dependencies",
}
"""By the key of an application or a job; all other keys are settings."""

OTHER_SECTION = "settings"
REPLACED = "run"
"""The section of a job without a schedule, which runs anew when it changes."""

VOLUME = "volume"
RESERVATION = "reservation"
"""Marathon reserves a local volume together with its application's resources, and changes neither."""

POLICY_EFFECTS = {"delete": DataEffect.DESTROYS, "retain": DataEffect.ABANDONS}


def sections(native: Mapping[str, object]) -> dict[str, object]:
    """An application's or a job's content by section; its labels follow from the rest, but for those of routes."""
    found: dict[str, dict[str, object]] = {}
    for key, value in _flat(native).items():
        if key not in ("labels", "description"):
            found.setdefault(SECTIONS.get(key, OTHER_SECTION), {})[key] = value
    container, image = _parted(found.pop("container", {}).get("container"))
    return {**found, "image": image, "container": container, "routes": _balanced(native.get("labels"))}


def judge(recorded: Recorded, wanted: NativeObject) -> Verdict:
    """Marathon changes applications in place, instance by instance; volumes and single runs are always new ones.

    A changed deletion policy alone is an update: it counts when the volume is deleted.
    """
    changed = changed_sections(recorded.fingerprint, wanted.fingerprint)
    replace = bool({VOLUME, RESERVATION} & set(changed)) or (REPLACED in wanted.fingerprint and bool(changed))
    reasons = [in_words(changed)] if changed else []
    policies = (recorded.deletion_policy, wanted.deletion_policy)
    if policies[0] != policies[1] and NO_DATA not in policies:
        reasons.append(f"the deletion policy changes from {policies[0]} to {policies[1]}")
    data = POLICY_EFFECTS.get(recorded.deletion_policy, DataEffect.NONE) if replace else DataEffect.NONE
    return Verdict(replace, tuple(reasons), data)


def _flat(native: Mapping[str, object]) -> Mapping[str, object]:
    """A pod with the settings of its one container beside its own; anything else as it is."""
    containers = native.get("containers")
    if not isinstance(containers, list):
        return native
    own = {key: value for key, value in native.items() if key not in ("containers", "volumes")}
    beside = {key: value for key, value in containers[0].items() if key in SECTIONS}
    rest = {key: value for key, value in containers[0].items() if key not in SECTIONS}
    return {**own, **beside, "container": {**rest, "volumes": native["volumes"]}}


def _parted(container: object) -> tuple[object, object]:
    """A container without its image, and the image: an application's is below ``docker``, a job's is not."""
    if not isinstance(container, Mapping):
        return container, None
    docker = container.get("docker", container)
    rest = {key: value for key, value in docker.items() if key != "image"}
    return ({**container, "docker": rest} if "docker" in container else rest), docker.get("image")


def _balanced(marks: object) -> dict[str, object]:
    """The labels that a balancer heeds."""
    return (
        {key: value for key, value in marks.items() if key.startswith("HAPROXY")} if isinstance(marks, Mapping) else {}
    )
