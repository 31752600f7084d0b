"""Taking a step: from "there may be work for an operation" to one step that is ours, with all that is known of it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from provisioners.engine import decide
from provisioners.engine.announce import announce_step, set_operation_state
from provisioners.engine.claims import Claim, claim_step
from provisioners.engine.lease import Lease, boot_time
from provisioners.engine.rows import database_now, step_rows
from provisioners.engine.stored import PlanValues
from provisioners.engine.wake import LOOK_AT, wake
from provisioners.events import locked
from provisioners.models import Operation, OperationState, Step
from provisioners.services.instances import begin_changes


@dataclass(frozen=True)
class Taken:
    """A claimed step, the plan it belongs to, and the lease that it is to be run under."""

    claim: Claim
    lease: Lease
    step: Step
    operation: Operation
    values: PlanValues


def take_step(operation_id: UUID, *, worker: str) -> Taken | None:
    """Claim a ready step of an operation; None when there is none for this worker's queues.

    When more than one is ready, another worker is woken for the rest.
    """
    operation = _operation(operation_id)
    if operation is None or not _ready(operation_id):
        return None
    with locked(operation.deployment_id):
        operation.refresh_from_db(fields=["state"])
        ready = _ready(operation_id)
        taken = _claim_first(operation, ready, worker)
        if taken is not None:
            _begin(taken)
            if len(ready) > 1:
                wake(LOOK_AT, operation_id, taken.step.queue)
        return taken


def _operation(operation_id: UUID) -> Operation | None:
    related = ("deployment__target", "plan__rendered", "plan__graph")
    found: Operation | None = Operation.objects.select_related(*related).filter(pk=operation_id).first()
    return found


def _ready(operation_id: UUID) -> tuple[str, ...]:
    return decide.ready_steps(step_rows(operation_id), database_now(operation_id), queues=settings.WORKER_QUEUES)


def _claim_first(operation: Operation, ready: tuple[str, ...], worker: str) -> Taken | None:
    for step in Step.objects.filter(operation=operation, key__in=ready):
        begun = boot_time()
        claim = claim_step(step.pk, queues=settings.WORKER_QUEUES, worker=worker)
        if claim is not None:
            step.refresh_from_db()
            step.operation = operation
            lease = Lease(settings.LEASE_SECONDS, begun=begun)
            return Taken(claim, lease, step, operation, PlanValues(operation.plan))
    return None


def _begin(taken: Taken) -> None:
    if taken.operation.state == OperationState.QUEUED:
        set_operation_state(taken.operation, OperationState.RUNNING)
    announce_step(taken.step)
    changes = [taken.values.changes[one] for one in taken.step.addresses if one in taken.values.changes]
    begin_changes(taken.operation.deployment, changes, taken.values.rendered)
