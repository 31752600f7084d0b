"""Applies objects by server-side apply: first for trial, so that a refusal leaves everything untouched."""

import time
from collections.abc import Mapping, Sequence

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.hiding import hidden
from provisioners.backends.kubernetes.api import Data, Refusal
from provisioners.backends.kubernetes.documents import address_of, filled_in, resolved
from provisioners.backends.kubernetes.merging import SCALED, are_kept, mergeable, volume_names
from provisioners.backends.kubernetes.ownership import existing
from provisioners.backends.kubernetes.readiness import readiness
from provisioners.backends.kubernetes.replicas import take_back
from provisioners.backends.kubernetes.resources import Server

LEFT_EMPTY = "must specify a handler type"
"""A hook that a manifest no longer has: an apply takes what is in it and leaves it there, empty and invalid."""

IMMUTABLE = ("immutable", "updates to statefulset spec", "may not change once set", "can not be unset", LEFT_EMPTY)
MADE_ANEW = frozenset({"StatefulSet", "Deployment", "DaemonSet", "Job", "Service"})
"""The kinds whose objects hold no data, so that one which cannot be changed is made anew."""

GONE_TIMEOUT = 300.0
POLL_SECONDS = 0.2


def apply_all(work: Work, server: Server, manifests: Sequence[Data]) -> None:
    """Bring objects to what their manifests say. Raises :class:`PlatformError`, before anything is touched if it can.

    What somebody else set is left alone: it is a conflict, with the server's words, in which no secret is left.
    """
    texts = resolved(work)
    try:
        _apply(work, server, manifests, texts)
    except PlatformError as error:
        message = hidden(str(error), texts.values())
        raise PlatformError(message, transient=error.transient, addresses=error.addresses) from None


def _apply(work: Work, server: Server, manifests: Sequence[Data], texts: Mapping[str, str]) -> None:
    wanted = [filled_in(server.converted(manifest), texts) for manifest in manifests]
    for manifest in filter(server.has_no_pauses, manifests):
        work.report(f"{address_of(manifest)}: this version of Kubernetes makes no pauses between its instances")
    by_path = {server.path(manifest): manifest for manifest in wanted}
    live = existing(server, work.deployment, by_path)
    for path in live:
        if live[path]["metadata"].get("deletionTimestamp"):
            work.report(f"waiting until the former {live[path]['kind']} {live[path]['metadata']['name']} is gone")
            wait_until_gone(work, server, path)
    live = {path: take_back(server, path, by_path[path], found) for path, found in live.items()}
    again = [path for path in live if _is_to_go(server, path, by_path[path], live[path])]
    for path in again:
        server.api.delete(path, propagation=_propagation(by_path[path], live[path]))
        wait_until_gone(work, server, path)
    for path, manifest in by_path.items():
        try:
            _put(server, path, manifest, live.get(path) if path not in again else None)
        except Refusal as refusal:
            raise _of(manifest, refusal) from refusal


def _put(server: Server, path: str, manifest: Data, live: Data | None) -> None:
    """Apply an object; once more where an autoscaler changed its number of instances in between."""
    if live is None:
        server.api.apply(path, manifest)
        return
    try:
        server.api.apply(path, mergeable(manifest, live))
    except Refusal as refusal:
        if manifest["kind"] not in SCALED or not _is_conflict(refusal):
            raise
        now = server.api.get(path)
        if now["spec"].get("replicas") == live["spec"].get("replicas"):
            raise
        server.api.apply(path, mergeable(manifest, now))


def _is_conflict(refusal: Refusal) -> bool:
    return refusal.reason == "Conflict" and "conflict" in refusal.words


def wait_until_gone(work: Work, server: Server, path: str) -> None:
    """Raises :class:`PlatformError` when an object does not go."""
    deadline = time.monotonic() + GONE_TIMEOUT
    while (live := server.api.find(path)) is not None:
        if time.monotonic() > deadline:
            metadata = live["metadata"]
            held = ", ".join(metadata.get("finalizers") or ()) or "nothing"
            raise PlatformError(f"{live['kind']} {metadata['name']} does not go. It is held by {held}.")
        work.pause(POLL_SECONDS)


def _is_to_go(server: Server, path: str, manifest: Data, live: Data) -> bool:
    """Whether an object has to be made anew: a setting cannot be changed, as a trial tells, or a job has failed."""
    if manifest["kind"] == "Job" and readiness(live).failure:
        return True
    if manifest["kind"] == "StatefulSet" and not are_kept(manifest, live):
        return True
    try:
        server.api.apply(path, mergeable(manifest, live), dry_run=True)
    except Refusal as refusal:
        if manifest["kind"] in MADE_ANEW and any(words in refusal.words for words in IMMUTABLE):
            return True
        raise _of(manifest, refusal) from refusal
    return False


def _propagation(manifest: Data, live: Data) -> str:
    """How an object goes: with its pods, save where a new stateful set takes them over with the same volumes."""
    is_taken_over = manifest["kind"] == "StatefulSet" and volume_names(manifest) == volume_names(live)
    return "Orphan" if is_taken_over else "Foreground"


def _of(manifest: Data, refusal: Refusal) -> PlatformError:
    """The refusal of an object, with a way out."""
    address = address_of(manifest)
    name = f"{manifest['kind']} {manifest['metadata']['name']}" + (f" of {address}" if address else "")
    message = f"{name}: {refusal}"
    if _is_conflict(refusal):
        message = (
            f"Somebody else set fields of {name}, so nothing was touched. Set them back with the tool that set them, "
            f"or remove the object.\n{refusal.words}"
        )
    return PlatformError(message, transient=refusal.transient, addresses=(address,) if address else ())
