"""Rows of the database as the values that decisions are made of."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from provisioners.engine.decide import StepRow
from provisioners.models import Operation, Step


def step_rows(operation_id: UUID) -> list[StepRow]:
    """The steps of an operation in order."""
    return [as_row(step) for step in Step.objects.filter(operation_id=operation_id)]


def as_row(step: Step) -> StepRow:
    """A step as a value."""
    return StepRow(
        key=step.key,
        state=step.state,
        addresses=tuple(step.addresses),
        depends_on=tuple(step.depends_on),
        queue=step.queue,
        format_version=step.format_version,
        attempt=step.attempt,
        lease_until=step.lease_until,
        not_before=step.not_before,
    )


def database_now(operation_id: UUID) -> datetime:
    """The time by the database's clock. Raises ``Operation.DoesNotExist`` when the operation is gone."""
    now: datetime = Operation.objects.annotate(now=Now()).values_list("now", flat=True).get(pk=operation_id)
    return now
