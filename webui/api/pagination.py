"""Lists in pages: a cursor names the last row seen, so that rows which come and go shift nothing."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from ninja import Query, Schema
from pydantic import Field

from webui.api.problems import Problem

Row = TypeVar("Row", bound=Model)


class Page(Schema):
    """Which part of a list is wanted."""

    cursor: str | None = Field(None, description="The `next` of the page before.")
    limit: int = Field(50, ge=1, le=200)


PageQuery = Query[Page]


def paginate(rows: QuerySet[Row], order: Sequence[str], page: Page) -> dict[str, Any]:
    """One page as ``{"items": [...], "next": cursor or None}``.

    ``order`` names fields that are unique together, with ``-`` before those that descend.
    """
    rows = rows.order_by(*order)
    if page.cursor:
        values = _decode(page.cursor, len(order))
        try:
            rows = rows.filter(_after(order, values))
        except (ValidationError, ValueError, TypeError):
            raise _bad_cursor() from None
    found = list(rows[: page.limit + 1])
    items = found[: page.limit]
    return {"items": items, "next": _encode(items[-1], order) if len(found) > page.limit else None}


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    condition = Q()
    equal: dict[str, Any] = {}
    for field, value in zip(order, values, strict=True):
        name = field.removeprefix("-")
        comparison = "lt" if field.startswith("-") else "gt"
        condition |= Q(**equal, **{f"{name}__{comparison}": value})
        equal[name] = value
    return condition


def _encode(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, field.removeprefix("-")) for field in order]
    text = json.dumps([value.isoformat() if isinstance(value, datetime) else value for value in values], default=str)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        values = None
    if not isinstance(values, list) or len(values) != length or not all(isinstance(one, str | int) for one in values):
        raise _bad_cursor()
    return values


def _bad_cursor() -> Problem:
    return Problem(422, "bad_cursor", "The cursor is not one that a page gave.")
