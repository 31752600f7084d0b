"""``/type-maps``: where node types of other tools say what a container needs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from provisioners.models import TypeMap
from provisioners.selectors.type_maps import type_map_of, type_maps_of
from provisioners.services.type_maps import change_type_map, create_type_map, delete_type_map
from webui.api.authentication import ApiRequest
from webui.api.idempotency import idempotent
from webui.api.pagination import PageQuery, paginate

router = Router(tags=["type maps"])

LONGEST = 64 * 1024


class TypeMapIn(Schema):
    """``text`` is YAML as docs/type-maps.md describes it. Of a type in several maps the highest position counts."""

    name: str = Field(min_length=1, max_length=80)
    text: str = Field(max_length=LONGEST, pattern=r"^[^\x00]*$")
    position: int = Field(0, ge=0, le=1000)


class TypeMapOut(Schema):
    id: UUID
    name: str
    text: str
    position: int
    created_at: datetime


class TypeMapPage(Schema):
    items: list[TypeMapOut]
    next: str | None


@router.get("", response=TypeMapPage)
def list_type_maps(request: ApiRequest, page: PageQuery) -> dict[str, Any]:
    """The team's type maps, those that count most last. Above those that are shipped they always count."""
    return paginate(type_maps_of(request.auth.team), ("position", "name"), page)


@router.post("", response={201: TypeMapOut})
@idempotent
def post_type_map(request: ApiRequest, response: HttpResponse, data: TypeMapIn) -> Status[Any]:
    """A new type map. Refused with all diagnostics when it cannot be read."""
    type_map = create_type_map(team=request.auth.team, name=data.name, text=data.text, position=data.position)
    response["Location"] = f"/api/v1/type-maps/{type_map.pk}"
    return Status(201, type_map)


@router.get("/{type_map_id}", response=TypeMapOut)
def get_type_map(request: ApiRequest, type_map_id: UUID) -> TypeMap:
    """One type map."""
    return type_map_of(request.auth.team, type_map_id)


@router.put("/{type_map_id}", response=TypeMapOut)
def put_type_map(request: ApiRequest, type_map_id: UUID, data: TypeMapIn) -> TypeMap:
    """Replace a type map. Plans that were made before stay as they are."""
    found = type_map_of(request.auth.team, type_map_id)
    return change_type_map(type_map=found, name=data.name, text=data.text, position=data.position)


@router.delete("/{type_map_id}", response={204: None})
def remove_type_map(request: ApiRequest, type_map_id: UUID) -> Status[Any]:
    """Forget a type map. Plans that were made before stay as they are."""
    delete_type_map(type_map=type_map_of(request.auth.team, type_map_id))
    return Status(204, None)
