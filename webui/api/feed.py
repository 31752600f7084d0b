"""New events for all listeners of this process: one reader looks for all of them at once."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

logger = logging.getLogger(__name__)

READ_EVERY = 0.3
LONGEST_BACKLOG = 1000

Event = dict[str, Any]
Fetch = Callable[[Mapping[UUID, int]], Awaitable[Iterable[tuple[UUID, Event]]]]
"""Gives the events that follow the known numbers, by deployment and in order."""


@dataclass(eq=False)
class Listener:
    """Where the events of one deployment arrive for one stream; ``None`` in the queue ends it."""

    deployment: UUID
    queue: "asyncio.Queue[Event | None]" = field(default_factory=lambda: asyncio.Queue(LONGEST_BACKLOG))

    def end(self) -> None:
        """End the stream, even when it is far behind: its client comes back with the last number it has."""
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Feed:
    """Reads while there are listeners, and hands every event to those of its deployment."""

    def __init__(self, fetch: Fetch, read_every: float = READ_EVERY) -> None:
        self._fetch = fetch
        self._read_every = read_every
        self._listeners: dict[UUID, set[Listener]] = {}
        self._known: dict[UUID, int] = {}
        self._reader: asyncio.Task[None] | None = None
        self.is_closed = False

    @asynccontextmanager
    async def listen(self, deployment: UUID) -> AsyncIterator[Listener]:
        """A listener for the time of the block; :meth:`follow` says from which number on it wants events."""
        listener = Listener(deployment)
        self._listeners.setdefault(deployment, set()).add(listener)
        if self.is_closed:
            listener.end()
        try:
            yield listener
        finally:
            self._forget(listener)

    def follow(self, listener: Listener, number: int) -> None:
        """Hand out the events after ``number``. Those of others may come again, and are known by their number."""
        known = self._known.get(listener.deployment, number)
        self._known[listener.deployment] = min(known, number)
        if self._reader is None and not self.is_closed:
            self._reader = asyncio.create_task(self._read(), context=Context())

    @property
    def is_reading(self) -> bool:
        """Whether the reader runs: it does so only while somebody listens."""
        return self._reader is not None

    def close(self) -> None:
        """End all streams, now and from now on."""
        self.is_closed = True
        for listener in [one for many in self._listeners.values() for one in many]:
            listener.end()

    def _forget(self, listener: Listener) -> None:
        listeners = self._listeners[listener.deployment]
        listeners.discard(listener)
        if not listeners:
            del self._listeners[listener.deployment]
            self._known.pop(listener.deployment, None)

    async def _read(self) -> None:
        try:
            while self._known and not self.is_closed:
                await self._read_once()
                await asyncio.sleep(self._read_every)
        finally:
            self._reader = None

    async def _read_once(self) -> None:
        try:
            found = await self._fetch(dict(self._known))
        except Exception:
            logger.exception("events could not be read; trying again")
            return
        for deployment, event in found:
            self._hand_out(deployment, event)

    def _hand_out(self, deployment: UUID, event: Event) -> None:
        if deployment in self._known:
            self._known[deployment] = max(self._known[deployment], event["number"])
        for listener in list(self._listeners.get(deployment, ())):
            try:
                listener.queue.put_nowait(event)
            except asyncio.QueueFull:
                listener.end()
