"""Keeping a team's type maps, and what they say together."""

from django.db import IntegrityError, transaction
from django.db.models import Model

from provisioners.backends import type_map as pure
from provisioners.containers.type_map.read import read_type_map
from provisioners.containers.type_map.shipped import shipped_type_map
from provisioners.errors import Conflict, Invalid
from provisioners.models import TypeMap
from provisioners.selectors.type_maps import type_maps_of


def create_type_map(*, team: Model, name: str, text: str, position: int = 0) -> TypeMap:
    """A new type map of a team.

    Raises :class:`Conflict` when the name is taken, :class:`Invalid` with all diagnostics when it cannot be read.
    """
    _read(name, text)
    return _saved(TypeMap(team_id=team.pk, name=name, text=text, position=position))


def change_type_map(*, type_map: TypeMap, name: str, text: str, position: int) -> TypeMap:
    """Replace a type map; plans that were made before stay as they are. Raises as :func:`create_type_map` does."""
    _read(name, text)
    type_map.name, type_map.text, type_map.position = name, text, position
    return _saved(type_map)


def delete_type_map(*, type_map: TypeMap) -> None:
    """Forget a type map; plans that were made before stay as they are."""
    type_map.delete()


def type_map_for(team: Model) -> pure.TypeMap:
    """The shipped maps and, above them, the team's. Raises :class:`Invalid` for one that cannot be read any more."""
    found = shipped_type_map()
    for stored in type_maps_of(team):
        found = found.extended_by(_read(stored.name, stored.text))
    return found


def _read(name: str, text: str) -> pure.TypeMap:
    found, diagnostics = read_type_map(text.encode(), f"{name}.yaml")
    if diagnostics:
        raise Invalid(f"The type map {name!r} cannot be used.", diagnostics)
    return found


def _saved(type_map: TypeMap) -> TypeMap:
    try:
        with transaction.atomic():
            type_map.save()
    except IntegrityError:
        raise Conflict("name_taken", f"The team already has a type map named {type_map.name!r}.") from None
    return type_map
