"""Who owns a step. Each function is one conditional UPDATE, on SQLite as on PostgreSQL.

A claim is a random number in the step's row. Whoever finds its own there, owns the step; all of an owner's writes
carry that condition, so a worker that has lost its lease to another writes nothing. Leases are counted by the
database's clock.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from provisioners.engine.decide import MAX_ATTEMPTS
from provisioners.models import Operation, OperationState, Step, StepState
from provisioners.planning.model import FORMAT_VERSION


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to run one step."""

    step_id: int
    number: UUID


def claim_step(step_id: int, *, queues: Collection[str], worker: str) -> Claim | None:
    """Claim a step for ``settings.LEASE_SECONDS``, if it is still free; None when somebody else was first.

    That the steps it depends on have succeeded is the caller's to know: it stays true once it is.
    """
    claim = Claim(step_id, uuid4())
    free = Q(state=StepState.PENDING) & (Q(not_before=None) | Q(not_before__lte=Now()))
    lost = Q(state=StepState.RUNNING, lease_until__lt=Now())
    going_on = Operation.objects.filter(state__in=[OperationState.QUEUED, OperationState.RUNNING])
    claimed = Step.objects.filter(
        free | lost,
        pk=step_id,
        queue__in=list(queues),
        format_version__lte=FORMAT_VERSION,
        attempt__lt=MAX_ATTEMPTS,
        operation__in=going_on,
    ).update(
        state=StepState.RUNNING,
        claim=claim.number,
        worker=worker,
        lease_until=_lease_end(),
        attempt=F("attempt") + 1,
        error="",
        started_at=Now(),
        finished_at=None,
    )
    return claim if claimed else None


def renew(claim: Claim) -> bool:
    """Begin the lease anew; False when the step is no longer the claimant's."""
    return bool(owned(claim).update(lease_until=_lease_end()))


def release(claim: Claim, state: StepState, *, error: str = "", wait: float | None = None) -> bool:
    """End the claim and leave the step in ``state``; False when it was no longer the claimant's.

    A pending step is not claimed again for ``wait`` seconds. Without that it is handed back: nothing was wrong with it,
    so the attempt does not count.
    """
    changes: dict[str, Any] = {"state": state, "error": error, "claim": None, "lease_until": None}
    changes["not_before"] = None if wait is None else Now() + timedelta(seconds=wait)
    if state == StepState.PENDING and wait is None:
        changes["attempt"] = F("attempt") - 1
    changes["finished_at"] = None if state == StepState.PENDING else Now()
    return bool(owned(claim).update(**changes))


def owned(claim: Claim) -> QuerySet[Step]:
    """The claimed step, as long as it is the claimant's."""
    return Step.objects.filter(pk=claim.step_id, claim=claim.number, state=StepState.RUNNING)


def _lease_end() -> Any:
    return Now() + timedelta(seconds=settings.LEASE_SECONDS)
