"""Records how an attempt at a step ended: one transaction, which writes nothing when the claim is no longer ours."""

from collections.abc import Mapping

from django.conf import settings

from provisioners.backends.contract import Observed
from provisioners.engine import decide
from provisioners.engine.announce import announce_step
from provisioners.engine.claims import release
from provisioners.engine.rows import database_now, step_rows
from provisioners.engine.settle import settle
from provisioners.engine.take import Taken
from provisioners.engine.wake import LOOK_AT, wake
from provisioners.events import locked
from provisioners.models import OperationState, StepState
from provisioners.services.instances import record_observed


def record_success(taken: Taken, observed: Mapping[str, Observed]) -> bool:
    """Record that a step succeeded and what was seen afterwards; False when the claim was lost."""
    return _record(taken, StepState.SUCCEEDED, observed)


def record_end(taken: Taken, state: StepState, *, error: str = "", wait: float | None = None) -> bool:
    """Record that a step ended otherwise, or is to be tried again after ``wait`` seconds.

    False when the claim was lost.
    """
    return _record(taken, state, {}, error=error, wait=wait)


def _record(
    taken: Taken, state: StepState, observed: Mapping[str, Observed], *, error: str = "", wait: float | None = None
) -> bool:
    operation = taken.operation
    with locked(operation.deployment_id):
        operation.refresh_from_db(fields=["state"])
        if state == StepState.PENDING and operation.state == OperationState.CANCELLING:
            state = StepState.CANCELLED
        if not release(taken.claim, state, error=error, wait=wait):
            return False
        taken.step.refresh_from_db(fields=["state", "error", "attempt"])
        announce_step(taken.step)
        record_observed(operation.deployment, observed, is_settled=False)
        settle(operation, taken.values)
        _wake_others(taken, is_handed_back=state == StepState.PENDING and wait is None)
    return True


def _wake_others(taken: Taken, *, is_handed_back: bool) -> None:
    """This worker goes on by itself, unless it hands the step back; workers of other queues are woken."""
    rows = step_rows(taken.operation.pk)
    ready = set(decide.ready_steps(rows, database_now(taken.operation.pk)))
    queues = {row.queue for row in rows if row.key in ready}
    for queue in queues if is_handed_back else queues.difference(settings.WORKER_QUEUES):
        wake(LOOK_AT, taken.operation.pk, queue)
