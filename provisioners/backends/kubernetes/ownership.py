"""Whose an object is: only what carries the deployment's label is changed or removed."""

from collections.abc import Mapping
from typing import Any

from provisioners.backends.contract import PlatformError
from provisioners.backends.kubernetes.api import Data
from provisioners.backends.kubernetes.documents import address_of
from provisioners.backends.kubernetes.labels import DEPLOYMENT
from provisioners.backends.kubernetes.names import deployment_name
from provisioners.backends.kubernetes.resources import Server


def label_selector(deployment: str) -> str:
    """The selector of everything that belongs to a deployment."""
    return f"{DEPLOYMENT}={deployment_name(deployment)}"


def is_ours(live: Mapping[str, Any], deployment: str) -> bool:
    """Whether an object belongs to a deployment."""
    labels = live["metadata"].get("labels") or {}
    return bool(labels.get(DEPLOYMENT) == deployment_name(deployment))


def existing(server: Server, deployment: str, by_path: Mapping[str, Data]) -> dict[str, Data]:
    """The objects that are there already, by path. Raises :class:`PlatformError` when one is somebody else's."""
    found = {}
    for path, manifest in by_path.items():
        live = server.api.find(path)
        if live is None:
            continue
        if not is_ours(live, deployment):
            name = f"{manifest['kind']} {manifest['metadata']['name']}"
            address = address_of(manifest)
            raise PlatformError(
                f"{name} is there already and does not belong to this deployment, so nothing was touched. "
                "Remove or rename it, or give the deployment another name.",
                addresses=(address,) if address else (),
            )
        found[path] = live
    return found
