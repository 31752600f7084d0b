"""Reading type maps."""

from uuid import UUID

from django.db.models import Model, QuerySet

from provisioners.errors import NotFound
from provisioners.models import TypeMap


def type_maps_of(team: Model) -> QuerySet[TypeMap]:
    """The team's type maps, those that count most last."""
    return TypeMap.objects.filter(team_id=team.pk)


def type_map_of(team: Model, type_map_id: UUID) -> TypeMap:
    """One type map. Raises :class:`NotFound`."""
    found = type_maps_of(team).filter(pk=type_map_id).first()
    if found is None:
        raise NotFound("There is no such type map.")
    return found
