"""The claim templates of a stateful set that is there: they cannot be changed, and the server has added to them."""

from collections.abc import Mapping
from typing import Any

from provisioners.backends.kubernetes.api import Data

KEY = "volumeClaimTemplates"


def are_kept(manifest: Data, live: Mapping[str, Any]) -> bool:
    """Whether the templates of a manifest say nothing else than those that are there."""
    return _says(live["spec"].get(KEY, []), manifest["spec"].get(KEY, []))


def with_templates_of(manifest: Data, live: Mapping[str, Any]) -> Data:
    """A manifest with the templates that are there.

    Kubernetes 1.20 takes the controller, which writes the state, for the one who set what the server added to them.
    """
    if KEY not in live["spec"]:
        return manifest
    return {**manifest, "spec": {**manifest["spec"], KEY: live["spec"][KEY]}}


def _says(there: object, wanted: object) -> bool:
    """Whether all that is wanted is there; there may be more."""
    if isinstance(wanted, Mapping):
        return isinstance(there, Mapping) and all(_says(there.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        is_list = isinstance(there, list) and len(there) == len(wanted)
        return is_list and all(map(_says, there, wanted))  # type: ignore[call-overload]
    return there == wanted
