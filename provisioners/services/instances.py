"""What is recorded of a deployment's nodes: what we are about to make, what we made, and what was observed.

A row is written before anything is made, and marked until it is: so whatever an operation leaves behind half done
is found by the next plan, and removed by an undeployment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models.functions import Now

from provisioners.backends.contract import NodeState, Observed, Rendered
from provisioners.events import append
from provisioners.models import Deployment, Instance
from provisioners.planning.model import Action, Change, DataEffect
from provisioners.planning.unfinished import Unfinished, marked

MARKS = {
    Action.CREATE: Unfinished.EXISTENCE,
    Action.UPDATE: Unfinished.CONTENT,
    Action.REPLACE: Unfinished.CONTENT,
    Action.DELETE: Unfinished.EXISTENCE,
}
GONE = "it is no longer on the platform"
SHOWN = ("state", "detail", "replicas", "attributes", "native_name")


def begin_changes(deployment: Deployment, changes: Iterable[Change], rendered: Rendered) -> None:
    """Record that changes are about to be made. To be called under the deployment's lock, again on each attempt."""
    recorded = {row.address: row for row in Instance.objects.filter(deployment=deployment)}
    for change in changes:
        row = recorded.get(change.address)
        if change.action is Action.CREATE and row is None:
            _announce(_planned(deployment, change, rendered), deployment)
        elif row is not None and change.action is not Action.NOOP:
            row.fingerprint = marked(row.fingerprint, MARKS[change.action])
            row.save(update_fields=["fingerprint"])
            if change.action is Action.DELETE:
                _update(row, deployment, {"state": NodeState.DELETING})


def complete_changes(deployment: Deployment, changes: Iterable[Change], rendered: Rendered) -> None:
    """Record that changes were made. To be called under the deployment's lock; doing so again changes nothing."""
    for change in changes:
        if change.action is Action.DELETE:
            _remove(deployment, change)
        elif change.action is not Action.NOOP:
            _complete(deployment, change, rendered)


def record_observed(
    deployment: Deployment, observed: Mapping[str, Observed], *, is_settled: bool, is_compared: bool = False
) -> bool:
    """Record what a platform shows of the recorded instances; whether any attribute changed.

    With ``is_settled`` what it does not show is gone; while an operation runs it may be yet to come. With
    ``is_compared`` it was held against what had been applied, so that no word of drift means that there is none.
    """
    attributes_changed = False
    for row in Instance.objects.filter(deployment=deployment):
        seen = observed.get(row.address)
        if seen is None and is_settled:
            seen = Observed(row.address, NodeState.DELETED)
        if seen is None:
            continue
        if is_settled and seen.state is NodeState.DELETED:
            seen = replace(seen, detail=seen.detail or GONE, attributes=row.attributes)
        attributes_changed |= dict(seen.attributes) != row.attributes
        _update(row, deployment, _as_columns(seen))
        if is_compared:
            _record_drift(row, deployment, seen.drift)
    return attributes_changed


def record_unreachable(deployment: Deployment, words: str) -> None:
    """Record that the platform could not be asked, in its own words."""
    for row in Instance.objects.filter(deployment=deployment):
        _update(row, deployment, {"state": NodeState.UNKNOWN, "detail": words})


def _record_drift(row: Instance, deployment: Deployment, drift: Sequence[str]) -> None:
    """Record what somebody else changed of an instance; an event says when it appears, changes and goes."""
    if row.drift != list(drift):
        row.drift = list(drift)
        row.save(update_fields=["drift"])
        append(deployment, "instance.drift", {"address": row.address, "drift": row.drift})


def _planned(deployment: Deployment, change: Change, rendered: Rendered) -> Instance:
    native = rendered.objects[change.address]
    return Instance.objects.create(
        team_id=deployment.team_id,
        deployment=deployment,
        address=change.address,
        node_type=change.node_type,
        native_name=native.name,
        generation=change.generation,
        fingerprint=marked(change.fingerprint, Unfinished.EXISTENCE),
        deletion_policy=native.deletion_policy,
        state=NodeState.CREATING,
    )


def _complete(deployment: Deployment, change: Change, rendered: Rendered) -> None:
    found = Instance.objects.filter(deployment=deployment, address=change.address).first()
    row = found or _planned(deployment, change, rendered)
    native = rendered.objects[change.address]
    if row.fingerprint == change.fingerprint and row.generation == change.generation:
        return
    row.node_type, row.generation = change.node_type, change.generation
    row.fingerprint, row.deletion_policy = dict(change.fingerprint), native.deletion_policy
    row.save(update_fields=["node_type", "generation", "fingerprint", "deletion_policy"])
    _update(row, deployment, {"native_name": native.name})
    _record_drift(row, deployment, ())


def _remove(deployment: Deployment, change: Change) -> None:
    row = Instance.objects.filter(deployment=deployment, address=change.address).first()
    if row is None:
        return
    is_kept = change.data is DataEffect.ABANDONS
    row.state, row.replicas = NodeState.DELETED, 0
    row.detail = f"its data stays on the platform as {row.native_name}" if is_kept else ""
    _announce(row, deployment)
    row.delete()


def _as_columns(seen: Observed) -> dict[str, Any]:
    return {
        "state": str(seen.state),
        "detail": seen.detail,
        "replicas": seen.replicas,
        "attributes": dict(seen.attributes),
    }


def _update(row: Instance, deployment: Deployment, columns: Mapping[str, Any]) -> None:
    """Write what is shown of an instance; an event follows only a real change."""
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    if "state" in columns:
        Instance.objects.filter(pk=row.pk).update(observed_at=Now())
    if changed:
        row.save(update_fields=changed)
        _announce(row, deployment)


def _announce(row: Instance, deployment: Deployment) -> None:
    body = {name: getattr(row, name) for name in SHOWN}
    append(deployment, "instance.state", {"address": row.address, **body, "state": str(row.state)})
