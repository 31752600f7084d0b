"""Reading targets."""

from uuid import UUID

from django.db.models import Model, QuerySet

from provisioners.errors import NotFound
from provisioners.models import Target


def targets_of(team: Model) -> QuerySet[Target]:
    """The team's targets."""
    return Target.objects.filter(team_id=team.pk)


def target_of(team: Model, target_id: UUID) -> Target:
    """One target. Raises :class:`NotFound`."""
    target = targets_of(team).filter(pk=target_id).first()
    if target is None:
        raise NotFound("There is no such target.")
    return target
