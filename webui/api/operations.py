"""``/operations``: plans being carried out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema, Status

from provisioners.models import Operation, OperationKind, OperationState, StepState
from provisioners.selectors.deployments import deployment_of
from provisioners.selectors.operations import operation_of, operations_of, plan_of
from provisioners.services.operations import cancel_operation, retry_operation, start_operation
from webui.api.authentication import ApiRequest
from webui.api.idempotency import idempotent
from webui.api.pagination import PageQuery, paginate

router = Router(tags=["operations"])

POLL_SECONDS = "2"


class OperationIn(Schema):
    plan_id: UUID
    confirm_data_loss: bool = False


class OperationSummary(Schema):
    id: UUID
    deployment_id: UUID
    plan_id: UUID
    kind: OperationKind
    state: OperationState
    actor: str
    error: str
    created_at: datetime
    finished_at: datetime | None


class StepOut(Schema):
    key: str
    verb: str
    title: str
    addresses: list[str]
    depends_on: list[str]
    state: StepState
    attempt: int
    error: str
    started_at: datetime | None
    finished_at: datetime | None


class OperationOut(OperationSummary):
    steps: list[StepOut]

    @staticmethod
    def resolve_steps(operation: Operation) -> list[Any]:
        return list(operation.steps.all())


class OperationPage(Schema):
    items: list[OperationSummary]
    next: str | None


@router.get("/deployments/{deployment_id}/operations", response=OperationPage)
def list_operations(request: ApiRequest, deployment_id: UUID, page: PageQuery) -> dict[str, Any]:
    """A deployment's operations, the newest first."""
    deployment = deployment_of(request.auth.team, deployment_id)
    return paginate(operations_of(deployment), ("-created_at", "id"), page)


@router.post("/deployments/{deployment_id}/operations", response={202: OperationOut})
@idempotent
def post_operation(request: ApiRequest, response: HttpResponse, deployment_id: UUID, data: OperationIn) -> Status[Any]:
    """Carry a plan out as it was shown. Data is destroyed or abandoned only with ``confirm_data_loss``."""
    team = request.auth.team
    operation = start_operation(
        deployment=deployment_of(team, deployment_id),
        plan=plan_of(team, data.plan_id),
        actor=request.auth.user.username,
        confirm_data_loss=data.confirm_data_loss,
    )
    return _accepted(request, response, operation.pk)


@router.get("/operations/{operation_id}", response=OperationOut)
def get_operation(request: ApiRequest, operation_id: UUID) -> Operation:
    """One operation with its steps."""
    return operation_of(request.auth.team, operation_id)


@router.post("/operations/{operation_id}/cancel", response={202: OperationOut})
def cancel(request: ApiRequest, response: HttpResponse, operation_id: UUID) -> Status[Any]:
    """Begin no further step; what runs is finished or stopped."""
    cancel_operation(operation=operation_of(request.auth.team, operation_id), actor=request.auth.user.username)
    return _accepted(request, response, operation_id)


@router.post("/operations/{operation_id}/retry", response={202: OperationOut})
def retry(request: ApiRequest, response: HttpResponse, operation_id: UUID) -> Status[Any]:
    """Go on from where a failed or cancelled operation stopped."""
    retry_operation(operation=operation_of(request.auth.team, operation_id), actor=request.auth.user.username)
    return _accepted(request, response, operation_id)


def _accepted(request: ApiRequest, response: HttpResponse, operation_id: UUID) -> Status[Any]:
    response["Location"] = f"/api/v1/operations/{operation_id}"
    response["Retry-After"] = POLL_SECONDS
    return Status(202, operation_of(request.auth.team, operation_id))
