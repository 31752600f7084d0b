"""Reading plans, operations and events."""

from uuid import UUID

from django.db.models import Model, QuerySet

from provisioners.errors import NotFound
from provisioners.models import Deployment, Event, Operation, Plan


def plan_of(team: Model, plan_id: UUID) -> Plan:
    """One plan with its rendered files. Raises :class:`NotFound`."""
    plan = Plan.objects.filter(team_id=team.pk, pk=plan_id).select_related("rendered", "deployment").first()
    if plan is None:
        raise NotFound("There is no such plan.")
    return plan


def operations_of(deployment: Deployment) -> QuerySet[Operation]:
    """A deployment's operations."""
    return Operation.objects.filter(deployment=deployment)


def operation_of(team: Model, operation_id: UUID) -> Operation:
    """One operation with its steps. Raises :class:`NotFound`."""
    operation = Operation.objects.filter(team_id=team.pk, pk=operation_id).prefetch_related("steps").first()
    if operation is None:
        raise NotFound("There is no such operation.")
    return operation


def events_after(deployment: Deployment, number: int) -> QuerySet[Event]:
    """A deployment's events with a higher number."""
    return Event.objects.filter(deployment=deployment, number__gt=number).order_by("number")
