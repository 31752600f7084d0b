"""``/plans``: what would change, shown before anything runs."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from provisioners.engine.stored import PlanValues
from provisioners.models import OperationKind, Plan
from provisioners.planning.model import Action, DataEffect
from provisioners.selectors.deployments import deployment_of
from provisioners.selectors.operations import plan_of
from provisioners.services.plans import make_plan
from webui.api.authentication import ApiRequest
from webui.api.idempotency import idempotent

router = Router(tags=["plans"])


Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class PlanIn(Schema):
    """``digests`` pin images by their names in the template, as ``image-digests`` of the deployment gives them."""

    kind: OperationKind
    digests: dict[str, Digest] = {}


class ChangeOut(Schema):
    address: str
    node_type: str
    action: Action
    reasons: list[str]
    data: DataEffect
    generation: int
    unknowns: list[str]


class PlannedStepOut(Schema):
    key: str
    verb: str
    title: str
    addresses: list[str]
    depends_on: list[str]


class PlanOut(Schema):
    """``files`` are the rendered native files by path; secrets are place-holders in them. None when undeploying."""

    id: UUID
    deployment_id: UUID
    kind: OperationKind
    created_at: datetime
    is_empty: bool
    touches_data: bool
    changes: list[ChangeOut]
    steps: list[PlannedStepOut]
    files: dict[str, str]


@router.post("/deployments/{deployment_id}/plans", response={201: PlanOut})
@idempotent
def post_plan(request: ApiRequest, response: HttpResponse, deployment_id: UUID, data: PlanIn) -> Status[Any]:
    """Make a plan. Refused with all diagnostics when the template, the target's rights or the platform forbid it."""
    plan = make_plan(
        deployment=deployment_of(request.auth.team, deployment_id),
        kind=data.kind,
        actor=request.auth.user.username,
        digests=data.digests,
    )
    response["Location"] = f"/api/v1/plans/{plan.pk}"
    return Status(201, _plan(plan))


@router.get("/plans/{plan_id}", response=PlanOut)
def get_plan(request: ApiRequest, plan_id: UUID) -> dict[str, Any]:
    """One plan as it was made."""
    return _plan(plan_of(request.auth.team, plan_id))


def _plan(stored: Plan) -> dict[str, Any]:
    values = PlanValues(stored)
    plan = values.plan
    return {
        "id": stored.pk,
        "deployment_id": stored.deployment_id,
        "kind": stored.kind,
        "created_at": stored.created_at,
        "is_empty": plan.is_empty,
        "touches_data": plan.touches_data,
        "changes": plan.changes,
        "steps": plan.steps,
        "files": values.rendered.files if stored.kind == OperationKind.DEPLOY else {},
    }
