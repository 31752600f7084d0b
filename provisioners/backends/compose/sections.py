"""The sections of a native object, in words, and what a change of each means."""

from collections.abc import Mapping

from provisioners.backends.contract import NativeObject, Verdict
from provisioners.backends.docker_engine.data import verdict
from provisioners.planning.fingerprint import changed_sections
from provisioners.planning.model import Recorded

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
    """Containers are replaced unless only their number or order changes; volumes and networks always are."""
    changed = changed_sections(recorded.fingerprint, wanted.fingerprint)
    return verdict(recorded, wanted, changed, replace=bool(set(changed) - IN_PLACE))
