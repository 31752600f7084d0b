"""Starting, cancelling and retrying operations. What is asked for is written down; workers do it."""

from django.db.models import Max

from provisioners.engine import decide
from provisioners.engine.announce import announce_step, operation_body, set_deployment_state, set_operation_state
from provisioners.engine.rows import step_rows
from provisioners.engine.settle import settle
from provisioners.engine.stored import PlanValues
from provisioners.engine.wake import LOOK_AT, wake
from provisioners.errors import ConfirmationRequired, Conflict, NotFound
from provisioners.events import append, basis, locked
from provisioners.models import Deployment, DeploymentState, Event, Operation, OperationState, Plan, Step, StepState
from provisioners.planning.model import PlannedStep


def start_operation(*, deployment: Deployment, plan: Plan, actor: str, confirm_data_loss: bool = False) -> Operation:
    """Carry a plan out as it was shown.

    Raises :class:`Conflict` (``operation_under_way``, ``plan_stale``), :class:`NotFound` for another deployment's
    plan, and :class:`ConfirmationRequired` when the plan touches data and that was not confirmed.
    """
    if plan.deployment_id != deployment.pk:
        raise NotFound("There is no such plan of this deployment.")
    values = PlanValues(plan)
    with locked(deployment.pk):
        _check_idle(deployment)
        if basis(deployment.pk) > plan.based_on:
            raise Conflict("plan_stale", "The deployment has changed since this plan was made. Make a new plan.")
        if values.plan.touches_data and not confirm_data_loss:
            raise ConfirmationRequired("This plan destroys or abandons data. Confirm that to carry it out.")
        operation = _create(deployment, plan, values, actor)
        append(deployment, "operation.state", operation_body(operation), actor)
        set_deployment_state(deployment, DeploymentState.WORKING, actor=actor)
        _go_on(operation, values)
    return operation


def cancel_operation(*, operation: Operation, actor: str) -> None:
    """Begin no further step, and stop those that run. Cancelling again changes nothing.

    Raises :class:`Conflict` (``operation_finished``) when there is nothing left to cancel.
    """
    with locked(operation.deployment_id):
        operation.refresh_from_db(fields=["state"])
        if operation.state not in decide.UNFINISHED:
            raise Conflict("operation_finished", f"The operation has already {operation.state}.")
        if operation.state == OperationState.CANCELLING:
            return
        set_operation_state(operation, OperationState.CANCELLING, actor=actor)
        keys = decide.cancelled_by_cancel(step_rows(operation.pk))
        _set_steps(operation, keys, StepState.CANCELLED)
        settle(operation)


def retry_operation(*, operation: Operation, actor: str) -> None:
    """Go on from where a failed or cancelled operation stopped: what has succeeded is not done again.

    Raises :class:`Conflict` when the operation is not one of those (``operation_not_retryable``), when a later one has
    changed the deployment (``operation_superseded``), or one is under way (``operation_under_way``).
    """
    deployment = operation.deployment
    with locked(deployment.pk):
        operation.refresh_from_db(fields=["state"])
        if operation.state not in (OperationState.FAILED, OperationState.CANCELLED):
            raise Conflict("operation_not_retryable", f"An operation that has {operation.state} cannot be retried.")
        _check_idle(deployment)
        _check_latest(operation)
        keys = decide.reset_by_retry(step_rows(operation.pk))
        set_operation_state(operation, OperationState.QUEUED, actor=actor)
        set_deployment_state(deployment, DeploymentState.WORKING, actor=actor)
        _set_steps(operation, keys, StepState.PENDING)
        _go_on(operation, PlanValues(operation.plan))


def _check_idle(deployment: Deployment) -> None:
    """Under the deployment's lock; the database's own constraint says the same."""
    if Operation.objects.filter(deployment=deployment, state__in=decide.UNFINISHED).exists():
        raise Conflict("operation_under_way", "An operation of this deployment is under way. Wait for it or cancel it.")


def _check_latest(operation: Operation) -> None:
    changes = Event.objects.filter(deployment_id=operation.deployment_id, kind="deployment.changed")
    if changes.filter(number__gt=operation.plan.based_on).exists():
        message = "The deployment has another version, another target or other inputs since then. Make a new plan."
        raise Conflict("operation_superseded", message)
    newest = Operation.objects.filter(deployment_id=operation.deployment_id).aggregate(at=Max("created_at"))["at"]
    if operation.created_at < newest:
        raise Conflict("operation_superseded", "A later operation has changed the deployment. Make a new plan.")


def _create(deployment: Deployment, plan: Plan, values: PlanValues, actor: str) -> Operation:
    operation = Operation.objects.create(
        team_id=deployment.team_id,
        deployment=deployment,
        plan=plan,
        kind=plan.kind,
        actor=actor,
        format_version=plan.format_version,
    )
    steps = [_step(operation, position, step) for position, step in enumerate(values.plan.steps)]
    Step.objects.bulk_create(steps)
    return operation


def _step(operation: Operation, position: int, planned: PlannedStep) -> Step:
    return Step(
        team_id=operation.team_id,
        operation=operation,
        position=position,
        key=planned.key,
        verb=planned.verb,
        title=planned.title,
        addresses=list(planned.addresses),
        depends_on=list(planned.depends_on),
        queue=operation.deployment.target.queue,
        format_version=operation.format_version,
    )


def _set_steps(operation: Operation, keys: tuple[str, ...], state: StepState) -> None:
    """Attempts count anew for steps that are to be done once more."""
    for step in Step.objects.filter(operation=operation, key__in=keys):
        step.operation = operation
        step.state, step.error, step.not_before = state, "", None
        if state == StepState.PENDING:
            step.attempt, step.finished_at = 0, None
        step.save(update_fields=["state", "error", "not_before", "attempt", "finished_at"])
        announce_step(step)


def _go_on(operation: Operation, values: PlanValues) -> None:
    """An operation without anything to do ends at once; for others workers are woken."""
    settle(operation, values)
    queues = Step.objects.filter(operation=operation, state=StepState.PENDING).values_list("queue", flat=True)
    for queue in set(queues.order_by()):
        wake(LOOK_AT, operation.pk, queue)
