"""The sections of what a node becomes, in words, and what a change of each means."""

from collections.abc import Iterable, Mapping
from typing import Any

from provisioners.backends.contract import NativeObject, Verdict
from provisioners.backends.kubernetes.beside import beside
from provisioners.backends.kubernetes.kinds import is_claimed_by_instance
from provisioners.backends.kubernetes.rendering import Manifest, Rendering
from provisioners.containers.model import Container, Volume
from provisioners.planning.fingerprint import changed_sections, in_words
from provisioners.planning.model import NO_DATA, DataEffect, Recorded

CONTAINER_SECTIONS = {
    "image": "image",
    "command": "command",
    "args": "command",
    "env": "environment",
    "resources": "resources",
    "volumeMounts": "volumes",
    "startupProbe": "health check",
    "readinessProbe": "health check",
    "livenessProbe": "health check",
}
"""By the key of a container; all other keys are settings."""

POD_SECTIONS = {
    "volumes": "volumes",
    "nodeSelector": "placement",
    "affinity": "placement",
    "topologySpreadConstraints": "placement",
}
SPEC_SECTIONS = {
    "replicas": "replicas",
    "strategy": "update",
    "updateStrategy": "update",
    "minReadySeconds": "readiness",
    "volumeClaimTemplates": "volumes",
    "schedule": "schedule",
    "timeZone": "schedule",
    "concurrencyPolicy": "schedule",
}
KIND_SECTIONS = {
    "Service": "ports",
    "NetworkPolicy": "networks",
    "HorizontalPodAutoscaler": "scaling",
    "PodDisruptionBudget": "availability",
}
"""By the kind of an object beside the workload; its data are files and secrets."""

OTHER_SECTION = "settings"
SIZE = "size"
POLICY_EFFECTS = {"delete": DataEffect.DESTROYS, "retain": DataEffect.ABANDONS}


def container_sections(rendering: Rendering, container: Container, manifests: Iterable[Manifest]) -> dict[str, Any]:
    """What a container consists of, by section; its objects' labels, which follow from the rest, are left out."""
    found: dict[str, dict[str, Any]] = {}
    for manifest in manifests:
        if manifest["kind"] in KIND_SECTIONS:
            name = manifest["metadata"]["name"]
            found.setdefault(KIND_SECTIONS[manifest["kind"]], {})[name] = manifest["spec"]
        elif "template" in (spec := manifest.get("spec", {})):
            _add_workload(found, manifest["kind"], spec)
        elif "jobTemplate" in spec:
            rest = {key: value for key, value in spec.items() if key != "jobTemplate"}
            _add_workload(found, manifest["kind"], {**rest, **spec["jobTemplate"]["spec"]})
    digests = rendering.writer.digests
    own = beside(container)
    secret = {key: digests([text]) for key, text in own.secret.items()}
    contents = {"secrets": secret, "files": {key: digests([text]) for key, text in own.config.items()}}
    return {**found, **contents, "name": [rendering.names.namespace, rendering.names.of(container.name)]}


def _add_workload(found: dict[str, dict[str, Any]], kind: str, spec: Mapping[str, Any]) -> None:
    template = spec["template"]
    (container,) = template["spec"]["containers"]
    labels = template["metadata"]["labels"]
    found.setdefault(OTHER_SECTION, {})["kind"] = kind
    found.setdefault("networks", {})["labels"] = labels
    for content, sections in (
        ({key: value for key, value in spec.items() if key not in ("template", "selector")}, SPEC_SECTIONS),
        ({key: value for key, value in template["spec"].items() if key != "containers"}, POD_SECTIONS),
        (container, CONTAINER_SECTIONS),
    ):
        for key, value in content.items():
            found.setdefault(sections.get(key, OTHER_SECTION), {})[key] = value


def volume_sections(rendering: Rendering, volume: Volume) -> dict[str, Any]:
    """What a volume consists of. A claim belongs to a namespace, and one of an instance to its stateful set."""
    is_own = is_claimed_by_instance(rendering.topology, volume)
    owners = [rendering.names.of(rendering.topology.containers[address].name) for address in volume.used_by]
    size = rendering.option("volume_size") if volume.size is None else volume.size
    return {
        "name": [rendering.names.namespace, rendering.volume_name(volume), owners if is_own else "shared"],
        "settings": [rendering.option("storage_class"), "" if is_own else rendering.option("shared_volumes")],
        SIZE: size,
    }


def judge(recorded: Recorded, wanted: NativeObject) -> Verdict:
    """Everything changes in place, save a volume: only its size and its deletion policy do."""
    changed = changed_sections(recorded.fingerprint, wanted.fingerprint)
    is_volume = NO_DATA not in (recorded.deletion_policy, wanted.deletion_policy)
    replace = is_volume and bool(set(changed) - {SIZE})
    reasons = [in_words(changed)] if changed else []
    if is_volume and recorded.deletion_policy != wanted.deletion_policy:
        reasons.append(f"the deletion policy changes from {recorded.deletion_policy} to {wanted.deletion_policy}")
    data = POLICY_EFFECTS.get(recorded.deletion_policy, DataEffect.NONE) if replace else DataEffect.NONE
    return Verdict(replace, tuple(reasons), data)
