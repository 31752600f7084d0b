"""Making, changing and forgetting deployments. None of it touches a platform."""

import re
import secrets
from collections.abc import Container, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model

from provisioners.engine.decide import UNFINISHED
from provisioners.errors import Conflict
from provisioners.events import append, locked
from provisioners.models import Deployment, Instance, Operation
from provisioners.selectors.targets import target_of
from provisioners.services.inputs import separate_inputs
from topology.graph.codec import decode_value
from topology.selectors import graph_of, version_of
from topology.values.value import Value

SLUG_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST_SLUG = 32
RANDOM_LETTERS = 6

MOVE = (
    "Undeploy it first; that plan says what becomes of its data. Data does not move to another target by itself: "
    "back it up before, and bring it to the new target afterwards."
)

LOOK_AGAIN = "Look at it again, and make your change once more if it is still wanted."
CHANGEABLE = ("version", "target", "inputs", "sealed_secrets", "secret_digests")


def create_deployment(
    *,
    team: Model,
    actor: str,
    name: str,
    version_id: UUID,
    target_id: UUID,
    inputs: Mapping[str, Any],
    max_deployments: int = 0,
) -> Deployment:
    """A new deployment, on which nothing runs yet. Secret inputs are sealed at once.

    ``max_deployments`` is the team's quota, 0 for none. Raises :class:`Conflict` when the name is taken or the quota is
    used up, :class:`Refused` for inputs that the template does not have, :class:`NotFound` for what is not the team's.
    """
    version, target = version_of(team, version_id), target_of(team, target_id)
    kept = separate_inputs(version, inputs)
    try:
        with transaction.atomic():
            _check_quota(team, max_deployments)
            deployment = Deployment.objects.create(
                team_id=team.pk,
                name=name,
                slug=make_slug(name),
                version=version,
                target=target,
                inputs=kept.plain,
                sealed_secrets=kept.sealed,
                secret_digests=kept.digests,
            )
            append(deployment, "deployment.created", {"name": name, "version_id": str(version.pk)}, actor)
    except IntegrityError:
        raise Conflict("name_taken", f"The team already has a deployment named {name!r}.") from None
    return deployment


def change_deployment(
    *,
    deployment: Deployment,
    actor: str,
    version_id: UUID | None = None,
    target_id: UUID | None = None,
    inputs: Mapping[str, Any] | None = None,
) -> None:
    """Choose another version, another target or other inputs; a plan is needed to bring it about.

    ``inputs`` replace those before, but secrets that are not given again keep their values. Raises :class:`Conflict`
    while an operation runs, for another target while anything is on the present one, and when somebody else chose
    something at the same time; :class:`Refused` for inputs that the template does not have.
    """
    before = _chosen(deployment)
    version = version_of(deployment.team, version_id or deployment.version_id)
    target = target_of(deployment.team, target_id or deployment.target_id)
    known = graph_of(version).inputs
    kept = separate_inputs(version, _carried(deployment, known) if inputs is None else inputs)
    secrets_left = {f"input:{one.name}" for one in known.values() if one.secret}
    with locked(deployment.pk):
        _check_idle(deployment)
        deployment.refresh_from_db(fields=CHANGEABLE)
        if _chosen(deployment) != before:
            raise Conflict("deployment_changed", f"Somebody else has just changed the deployment. {LOOK_AGAIN}")
        if target != deployment.target:
            _check_nothing_there(deployment, MOVE)
        deployment.version, deployment.target = version, target
        deployment.inputs = kept.plain
        deployment.sealed_secrets = _merged(deployment.sealed_secrets, kept.sealed, secrets_left)
        deployment.secret_digests = _merged(deployment.secret_digests, kept.digests, secrets_left)
        deployment.save(update_fields=CHANGEABLE)
        body = {"version_id": str(version.pk), "target_id": str(target.pk)}
        append(deployment, "deployment.changed", body, actor)


def delete_deployment(*, deployment: Deployment) -> None:
    """Forget a deployment with its history. Raises :class:`Conflict` while anything of it is on its target."""
    with locked(deployment.pk):
        _check_idle(deployment)
        _check_nothing_there(deployment, "Undeploy it first.")
        Operation.objects.filter(deployment=deployment).delete()
        deployment.delete()


def make_slug(name: str) -> str:
    """A short name that is legal in DNS and will not be given twice: of the name what fits, and random letters."""
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not readable[:1].isalpha():
        readable = f"d-{readable}"
    start = readable[: LONGEST_SLUG - RANDOM_LETTERS - 1].strip("-")
    return f"{start}-{''.join(secrets.choice(SLUG_LETTERS) for _ in range(RANDOM_LETTERS))}"


def _check_quota(team: Model, most: int) -> None:
    """Under the team's row lock, so that two requests cannot both take the last place."""
    if not most:
        return
    type(team)._default_manager.select_for_update().get(pk=team.pk)
    if Deployment.objects.filter(team_id=team.pk).count() >= most:
        raise Conflict("quota_used_up", f"The team may have {most} deployments. Delete one first.")


def _check_idle(deployment: Deployment) -> None:
    if Operation.objects.filter(deployment=deployment, state__in=UNFINISHED).exists():
        raise Conflict("operation_under_way", "An operation of this deployment is under way. Wait for it or cancel it.")


def _check_nothing_there(deployment: Deployment, way_out: str) -> None:
    if Instance.objects.filter(deployment=deployment).exists():
        raise Conflict("still_deployed", f"Parts of the deployment are on its target. {way_out}")


def _chosen(deployment: Deployment) -> tuple[object, ...]:
    """What a change is worked out from, before the deployment is locked."""
    return deployment.version_id, deployment.target_id, deployment.inputs


def _carried(deployment: Deployment, known: Container[str]) -> dict[str, Value]:
    """The plain inputs that another version has too; one that is a secret there is sealed from now on."""
    return {name: decode_value(value) for name, value in deployment.inputs.items() if name in known}


def _merged(before: Mapping[str, str], after: Mapping[str, str], known: set[str]) -> dict[str, str]:
    return {reference: text for reference, text in {**before, **after}.items() if reference in known}
