"""The numbered events of a deployment: what the portal shows live, and what remains of it afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from provisioners.models import Deployment, Event

SHAPING = ("deployment.created", "deployment.changed", "deployment.state", "operation.state")
"""Kinds of events after which a plan made before no longer fits."""


@contextmanager
def locked(deployment_id: UUID) -> Iterator[None]:
    """A transaction that holds the deployment's row lock from its first statement.

    Everything that writes to a deployment's operations, steps, instances or events begins with it: the same
    first lock everywhere means no deadlocks, and readers of several rows see one state of them.
    """
    with transaction.atomic():
        Deployment.objects.filter(pk=deployment_id).update(last_event=F("last_event"))
        yield


def append(deployment: Deployment, kind: str, body: Mapping[str, Any], actor: str = "") -> Event:
    """Append an event under the deployment's row lock; numbers start at 1 and have no gaps.

    ``actor`` is the plain name of who caused it, empty for what happened by itself. The event goes with the
    surrounding transaction, if there is one.
    """
    with transaction.atomic():
        Deployment.objects.filter(pk=deployment.pk).update(last_event=F("last_event") + 1)
        number = Deployment.objects.values_list("last_event", flat=True).get(pk=deployment.pk)
        deployment.last_event = number
        return Event.objects.create(
            team_id=deployment.team_id, deployment=deployment, number=number, kind=kind, body=dict(body), actor=actor
        )


def basis(deployment_id: UUID) -> int:
    """The number of the last event that shaped the deployment: a plan with a lower ``based_on`` is stale."""
    shaping = Event.objects.filter(deployment_id=deployment_id, kind__in=SHAPING)
    number: int | None = shaping.aggregate(number=Max("number"))["number"]
    return number or 0
