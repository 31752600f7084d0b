"""``/deployments/{id}/events``: what happened, as a list or as a stream of server-sent events."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from functools import cache, partial, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Field, Query, Router, Schema

from provisioners.models import Deployment, Event
from provisioners.selectors.deployments import deployment_of
from provisioners.selectors.operations import events_after
from webui.api.authentication import ApiRequest, still_admitted
from webui.api.database import visit
from webui.api.feed import Feed, Listener
from webui.api.problems import Problem
from webui.api.shutdown import when_stopping

router = Router(tags=["events"])

STREAM = "text/event-stream"
HEARTBEAT_SECONDS = 15.0
RECHECK_SECONDS = 15.0
PAGE = 500
HEARTBEAT: dict[str, Any] = {}


class EventsQuery(Schema):
    after: int = Field(0, ge=0, lt=2**63, description="The number of the last event that is known.")


class EventOut(Schema):
    number: int
    kind: str
    body: dict[str, Any]
    actor: str
    created_at: datetime


class EventPage(Schema):
    """``next`` is the number to ask for the following events with, null at the end."""

    items: list[EventOut]
    next: int | None


@router.get(
    "/deployments/{deployment_id}/events",
    response=EventPage,
    openapi_extra={"responses": {200: {"content": {STREAM: {"schema": {"type": "string"}}}}}},
)
async def get_events(request: ApiRequest, deployment_id: UUID, wanted: Query[EventsQuery]) -> Any:
    """The events after a number. With ``Accept: text/event-stream`` they come live; ``Last-Event-ID`` goes before."""
    team = request.auth.team
    deployment = await visit(lambda: deployment_of(team, deployment_id))
    if request.get_preferred_type(["application/json", STREAM]) != STREAM:
        items = await visit(lambda: _events(deployment, wanted.after))
        return {"items": items, "next": items[-1]["number"] if len(items) == PAGE else None}
    lines = _stream(deployment, _last_seen(request, wanted.after), lambda: still_admitted(request, team.pk))
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(lines, content_type=STREAM, headers=headers)


def _last_seen(request: HttpRequest, after: int) -> int:
    header = request.headers.get("Last-Event-ID", "").strip()
    if not header:
        return after
    if not header.isdecimal() or len(header) > 18:
        raise Problem(422, "bad_event_id", "Last-Event-ID is not the number of an event.")
    return int(header)


async def _stream(deployment: Deployment, last: int, is_admitted: Callable[[], bool]) -> AsyncIterator[str]:
    """Events as text: first those that were missed, then live ones, with heartbeats in between."""
    checked = time.monotonic()
    async with feed().listen(deployment.pk) as listener:
        yield ": welcome\n\n"
        while missed := await visit(partial(_events, deployment, last)):
            for event in missed:
                last = event["number"]
                yield _as_text(event)
        feed().follow(listener, last)
        while True:
            news = await _next(listener)
            if news is None:
                return
            if time.monotonic() - checked >= RECHECK_SECONDS:
                checked = time.monotonic()
                if not await visit(is_admitted):
                    return
            if news is HEARTBEAT:
                yield ": heartbeat\n\n"
            elif news["number"] > last:
                last = news["number"]
                yield _as_text(news)


async def _next(listener: Listener) -> dict[str, Any] | None:
    """The next event, a heartbeat when there is none for a while, None when the stream must end."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            return await listener.queue.get()
    except TimeoutError:
        return HEARTBEAT


def _as_text(event: Mapping[str, Any]) -> str:
    data = json.dumps(event, cls=DjangoJSONEncoder)
    return f"id: {event['number']}\nevent: {event['kind']}\ndata: {data}\n\n"


def _events(deployment: Deployment, after: int) -> list[dict[str, Any]]:
    return [_as_data(event) for event in events_after(deployment, after)[:PAGE]]


def _as_data(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "kind": event.kind,
        "body": event.body,
        "actor": event.actor,
        "created_at": event.created_at,
    }


@cache
def feed() -> Feed:
    """The one reader of this process."""
    made = Feed(_fetch)
    when_stopping(made.close)
    return made


async def _fetch(known: Mapping[UUID, int]) -> list[tuple[UUID, dict[str, Any]]]:
    return await visit(lambda: _new_events(known))


def _new_events(known: Mapping[UUID, int]) -> list[tuple[UUID, dict[str, Any]]]:
    wanted = reduce(or_, (Q(deployment=one, number__gt=number) for one, number in known.items()))
    events = Event.objects.filter(wanted).order_by("deployment", "number")[:PAGE]
    return [(event.deployment_id, _as_data(event)) for event in events]
