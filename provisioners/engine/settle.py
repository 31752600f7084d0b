"""What follows for an operation, its deployment and the instances from the states of the steps."""

from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from provisioners.engine import decide
from provisioners.engine.announce import announce_step, set_deployment_state, set_operation_state
from provisioners.engine.outputs import record_outputs
from provisioners.engine.rows import database_now, step_rows
from provisioners.engine.stored import PlanValues
from provisioners.models import Deployment, DeploymentState, Operation, OperationKind, OperationState, Step, StepState
from provisioners.services.instances import complete_changes


def settle(operation: Operation, values: PlanValues | None = None) -> None:
    """Bring an operation's state in line with its steps. To be called under the deployment's lock.

    Steps that nobody may claim any more are closed, what was completed is recorded, and the end of the operation
    becomes the deployment's state. Doing so again changes nothing.
    """
    operation.refresh_from_db(fields=["state"])
    if operation.state not in decide.UNFINISHED:
        return
    _close_given_up(operation)
    rows = step_rows(operation.pk)
    values = values or PlanValues(operation.plan)
    state = decide.operation_state(operation.state, rows)
    addresses = decide.completed_addresses(rows) if state != OperationState.SUCCEEDED else values.changes.keys()
    complete_changes(
        operation.deployment, [values.changes[one] for one in addresses if one in values.changes], values.rendered
    )
    if state not in decide.UNFINISHED:
        _finish(operation, state, values)


def is_unsettled(operation: Operation) -> bool:
    """Whether :func:`settle` would end steps or the operation itself. Needs no lock."""
    rows = step_rows(operation.pk)
    given_up = decide.given_up(operation.state, rows, database_now(operation.pk))
    return bool(given_up) or decide.operation_state(operation.state, rows) != operation.state


def _close_given_up(operation: Operation) -> None:
    lost = decide.given_up(operation.state, step_rows(operation.pk), database_now(operation.pk))
    unclaimed = Q(state=StepState.RUNNING, lease_until__lt=Now()) | Q(
        state=StepState.PENDING, attempt__gte=decide.MAX_ATTEMPTS
    )
    for key, (state, error) in lost.items():
        steps = Step.objects.filter(unclaimed, operation=operation, key=key)
        if steps.update(state=state, error=error, claim=None, lease_until=None, finished_at=Now()):
            announce_step(Step.objects.select_related("operation__deployment").get(operation=operation, key=key))


def _finish(operation: Operation, state: str, values: PlanValues) -> None:
    deployment = operation.deployment
    set_operation_state(operation, state, error=_errors(operation) if state == OperationState.FAILED else "")
    if state == OperationState.SUCCEEDED:
        record_outputs(deployment, values.graph if operation.kind == OperationKind.DEPLOY else None)
    was_begun = Step.objects.filter(operation=operation, started_at__isnull=False).exists()
    before = _state_before(deployment, operation.pk)
    after = decide.deployment_state(operation.kind, state, was_begun=was_begun, before=before)
    set_deployment_state(deployment, after)
    Deployment.objects.filter(pk=deployment.pk).update(observe_after=None)


def _errors(operation: Operation) -> str:
    failed = Step.objects.filter(operation=operation, state=StepState.FAILED)
    return "\n".join(f"{step.title or step.key}: {step.error}" for step in failed)


def _state_before(deployment: Deployment, operation_id: UUID) -> str:
    """What the deployment was by the operations before, those left out that never began."""
    begun = Step.objects.filter(operation__deployment=deployment, started_at__isnull=False).values("operation_id")
    earlier = Operation.objects.filter(deployment=deployment, pk__in=begun).exclude(pk=operation_id)
    last = earlier.order_by("-created_at").first()
    if last is None:
        return DeploymentState.NEW
    return decide.deployment_state(last.kind, last.state, was_begun=True, before=DeploymentState.NEW)
