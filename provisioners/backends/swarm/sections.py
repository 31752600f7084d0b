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
    "networks": "networks",
    "ports": "ports",
    "volumes": "volumes",
    "secrets": "secrets",
    "configs": "files",
    "healthcheck": "health check",
    "depends_on": "dependencies",
}
"""By the key of a service; all other keys are settings."""

DEPLOY_SECTIONS = {
    "mode": "mode",
    "replicas": "replicas",
    "resources": "resources",
    "placement": "placement",
    "update_config": "updates",
    "rollback_config": "updates",
    "endpoint_mode": "networks",
}
"""By the key of a service's section ``deploy``."""

OTHER_SECTION = "settings"

NETWORK_SETTINGS = "addresses"

REPLACING = frozenset({"name", "mode", NETWORK_SETTINGS})
"""What Swarm does not change in place: a service's name and mode, and all of a volume or network."""


def service_sections(native: Mapping[str, object]) -> dict[str, object]:
    """A service's content by section; the labels, which follow from the rest, are left out."""
    sections: dict[str, dict[str, object]] = {}
    deploy = native["deploy"]
    inner = deploy if isinstance(deploy, Mapping) else {}
    for content, names in ((native, SERVICE_SECTIONS), (inner, DEPLOY_SECTIONS)):
        for key, value in content.items():
            if key not in ("labels", "deploy"):
                sections.setdefault(names.get(key, OTHER_SECTION), {})[key] = value
    return dict(sections)


def judge(recorded: Recorded, wanted: NativeObject) -> Verdict:
    """Services change in place, instance by instance, unless their name or mode changes; volumes and networks never."""
    changed = changed_sections(recorded.fingerprint, wanted.fingerprint)
    return verdict(recorded, wanted, changed, replace=bool(set(changed) & REPLACING))
