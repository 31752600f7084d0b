"""The sections of a native object, in words, and what a change of each means."""

from collections.abc import Mapping

from provisioners.backends.contract import NativeObject, Verdict
from provisioners.planning.fingerprint import changed_sections, in_words
from provisioners.planning.model import NO_DATA, DataEffect, Recorded

SERVICE_SECTIONS = {
    "image": "image",
    "entrypoint": "command",
    "command": "command",
    "environment": "environment",
    "network_mode": "networks",
    "networks": "networks",
    "ports": "ports",
    "volumes": "volumes",
    "secrets": "secrets",
    "configs": "files",
    "healthcheck": "health check",
    "depends_on": "dependencies",
}
"""By the key of a service; all other keys are settings."""

OTHER_SECTION = "settings"

IN_PLACE = frozenset({"replicas", "dependencies"})
"""What Compose changes without making containers anew."""

POLICY_EFFECTS = {"delete": DataEffect.DESTROYS, "retain": DataEffect.ABANDONS}


def service_sections(native: Mapping[str, object]) -> dict[str, object]:
    """A service's content by section; the labels, which follow from the rest, are left out."""
    sections: dict[str, dict[str, object]] = {}
    for key, value in native.items():
        if key not in ("labels", "deploy"):
            sections.setdefault(SERVICE_SECTIONS.get(key, OTHER_SECTION), {})[key] = value
    deploy = native.get("deploy")
    limits = deploy if isinstance(deploy, Mapping) else {}
    return {**sections, "replicas": limits.get("replicas"), "resources": limits.get("resources")}


def judge(recorded: Recorded, wanted: NativeObject) -> Verdict:
    """Containers are replaced unless only their number or order changes; volumes and networks always are.

    A changed deletion policy alone is an update: it counts when the volume is deleted.
    """
    changed = changed_sections(recorded.fingerprint, wanted.fingerprint)
    replace = bool(set(changed) - IN_PLACE)
    reasons = [in_words(changed)] if changed else []
    policies = (recorded.deletion_policy, wanted.deletion_policy)
    if policies[0] != policies[1] and NO_DATA not in policies:
        reasons.append(f"the deletion policy changes from {policies[0]} to {policies[1]}")
    data = POLICY_EFFECTS.get(recorded.deletion_policy, DataEffect.NONE) if replace else DataEffect.NONE
    return Verdict(replace, tuple(reasons), data)
