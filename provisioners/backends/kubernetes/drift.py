"""What somebody else changed on the cluster: the objects there are, against the manifests that were applied.

A trial of applying them again tells what of ours is no longer so. Who else manages fields of an object's wishes is in
its ``managedFields``, so what somebody added shows as well.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from provisioners.backends.contract import Rendered
from provisioners.backends.kubernetes.api import Data, Refusal
from provisioners.backends.kubernetes.documents import address_of, documents
from provisioners.backends.kubernetes.labels import MANAGER
from provisioners.backends.kubernetes.merging import mergeable
from provisioners.backends.kubernetes.resources import Server

THE_CLUSTERS_OWN = re.compile(r"kube-\S+|kubelet|cloud-controller-manager|horizontal-pod-autoscaler|cluster-autoscaler")
"""Managers that change objects because it is their task."""

WISHES = ("f:spec", "f:data", "f:stringData")
KEPT_BY_THE_SERVER = frozenset({"managedFields", "resourceVersion", "generation", "uid", "creationTimestamp"})
MOST_SHOWN = 10


def drift(server: Server, wanted: Rendered, every: list[tuple[str, Data]]) -> Mapping[str, tuple[str, ...]]:
    """In words, by address: each difference from what was applied."""
    there = {(kind, live["metadata"]["name"]): live for kind, live in every}
    found: dict[str, list[str]] = {}
    for manifest in documents(wanted):
        address, name = address_of(manifest), manifest["metadata"]["name"]
        if not address:
            continue
        live = there.get((manifest["kind"], name))
        if live is None:
            found.setdefault(address, []).append(f"{manifest['kind']} {name} is gone")
        else:
            found.setdefault(address, []).extend(_of_object(server, manifest, live))
    return {address: tuple(dict.fromkeys(words))[:MOST_SHOWN] for address, words in found.items()}


def _of_object(server: Server, manifest: Data, live: Data) -> Iterator[str]:
    name = f"{manifest['kind']} {manifest['metadata']['name']}"
    for manager in others(live):
        yield f"{name} was changed by {manager}"
    if manifest["kind"] == "Secret":
        return
    try:
        wanted = mergeable(server.converted(manifest), live)
        mended = server.api.apply(server.path(manifest), wanted, dry_run=True, force=True)
    except Refusal as refusal:
        yield f"{name} cannot be brought back: {refusal.words}"
        return
    for path in differences(_wishes(live), _wishes(mended)):
        yield f"{name} has another {path}"


def others(live: Mapping[str, Any]) -> list[str]:
    """The managers, neither we nor the cluster's own, that set wishes of an object."""
    return sorted(
        {
            str(entry.get("manager"))
            for entry in live["metadata"].get("managedFields") or ()
            if entry.get("manager") != MANAGER
            and not THE_CLUSTERS_OWN.fullmatch(str(entry.get("manager")))
            and any(part in entry.get("fieldsV1", {}) for part in WISHES)
        }
    )


def differences(before: object, after: object, path: str = "") -> Iterator[str]:
    """The paths of values in which two objects differ."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted(before.keys() | after.keys()):
            yield from differences(before.get(key), after.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{path}[{index}]")
    elif before != after:
        yield path


def _wishes(live: Data) -> Data:
    """An object without what the server keeps."""
    metadata = {key: value for key, value in live["metadata"].items() if key not in KEPT_BY_THE_SERVER}
    rest = {key: value for key, value in live.items() if key not in ("status", "apiVersion", "kind")}
    return {**rest, "metadata": metadata}
