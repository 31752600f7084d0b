"""A manifest in a form that the server can merge into what is there, without undoing what others do there."""

from collections.abc import Mapping
from typing import Any

from provisioners.backends.kubernetes.api import Data

KEY = "volumeClaimTemplates"
SCALED = ("Deployment", "StatefulSet")


def are_kept(manifest: Data, live: Mapping[str, Any]) -> bool:
    """Whether the templates of a manifest say nothing else than those that are there."""
    return _says(live["spec"].get(KEY, []), manifest["spec"].get(KEY, []))


def volume_names(found: Mapping[str, Any]) -> list[str]:
    """The names of the volumes that come from templates."""
    return [str(template["metadata"]["name"]) for template in found["spec"].get(KEY, [])]


def mergeable(manifest: Data, live: Mapping[str, Any]) -> Data:
    """A manifest with what is there in place of what it cannot change, or leaves to others.

    Claim templates: Kubernetes 1.20 takes the controller, which writes the state, for the one who set what the server
    added to them. The number of instances, where an autoscaler has it: left out after we once set it, it would be 1.
    """
    if manifest["kind"] not in SCALED:
        return manifest
    kept = {key: live["spec"][key] for key in (KEY, "replicas") if key in live["spec"]}
    templates = {KEY: kept[KEY]} if KEY in kept else {}
    return {**manifest, "spec": {**kept, **manifest["spec"], **templates}}


def _says(there: object, wanted: object) -> bool:
    """Whether all that is wanted is there; there may be more."""
    if isinstance(wanted, Mapping):
        return isinstance(there, Mapping) and all(_says(there.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        is_list = isinstance(there, list) and len(there) == len(wanted)
        return is_list and all(map(_says, there, wanted))  # type: ignore[call-overload]
    return there == wanted
