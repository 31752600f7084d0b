import asyncio
from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

import pytest

from webui.api import feed as module
from webui.api.feed import Event, Feed

ONE, OTHER = uuid4(), uuid4()


class Table:
    """Events by deployment, and how often they were asked for."""

    def __init__(self) -> None:
        self.events: dict[UUID, list[Event]] = {ONE: [], OTHER: []}
        self.asked: list[Mapping[UUID, int]] = []
        self.fails = 0

    def append(self, deployment: UUID, count: int = 1) -> None:
        for _ in range(count):
            self.events[deployment].append({"number": len(self.events[deployment]) + 1})

    async def fetch(self, known: Mapping[UUID, int]) -> Iterable[tuple[UUID, Event]]:
        self.asked.append(known)
        if self.fails:
            self.fails -= 1
            raise OSError("the database is away")
        return [(one, event) for one, number in known.items() for event in self.events[one][number:]]


@pytest.fixture
def table() -> Table:
    return Table()


async def numbers(listener: module.Listener, count: int) -> list[int | None]:
    found = []
    for _ in range(count):
        async with asyncio.timeout(30):
            event = await listener.queue.get()
        found.append(event["number"] if event else None)
    return found


def test_each_listener_gets_the_events_of_its_deployment(table: Table) -> None:
    async def story() -> None:
        feed = Feed(table.fetch, read_every=0)
        async with feed.listen(ONE) as one, feed.listen(OTHER) as other:
            feed.follow(one, 0)
            feed.follow(other, 0)
            table.append(ONE, 2)
            table.append(OTHER)
            assert await numbers(one, 2) == [1, 2]
            assert await numbers(other, 1) == [1]
            assert one.queue.empty()

    asyncio.run(story())


def test_one_question_serves_all_listeners(table: Table) -> None:
    async def story() -> None:
        feed = Feed(table.fetch, read_every=0)
        async with feed.listen(ONE) as one, feed.listen(ONE) as twin, feed.listen(OTHER) as other:
            for listener in (one, twin, other):
                feed.follow(listener, 0)
            table.append(ONE)
            await numbers(one, 1)
            await numbers(twin, 1)

    asyncio.run(story())
    assert all(set(known) == {ONE, OTHER} for known in table.asked)


def test_who_follows_from_an_earlier_number_misses_nothing(table: Table) -> None:
    async def story() -> None:
        feed = Feed(table.fetch, read_every=0)
        table.append(ONE, 3)
        async with feed.listen(ONE) as ahead, feed.listen(ONE) as behind:
            feed.follow(ahead, 3)
            feed.follow(behind, 1)
            assert await numbers(behind, 2) == [2, 3]

    asyncio.run(story())


def test_reading_stops_with_the_last_listener_and_begins_anew(table: Table) -> None:
    async def story() -> None:
        feed = Feed(table.fetch, read_every=0)
        for _ in range(2):
            async with feed.listen(ONE) as listener:
                feed.follow(listener, len(table.events[ONE]))
                table.append(ONE)
                await numbers(listener, 1)
            async with asyncio.timeout(30):
                while feed.is_reading:
                    await asyncio.sleep(0)

    asyncio.run(story())


def test_a_failed_question_is_asked_again(table: Table, caplog) -> None:
    async def story() -> None:
        feed = Feed(table.fetch, read_every=0)
        table.fails = 2
        async with feed.listen(ONE) as listener:
            feed.follow(listener, 0)
            table.append(ONE)
            assert await numbers(listener, 1) == [1]

    asyncio.run(story())
    assert "events could not be read" in caplog.text


def test_closing_ends_all_streams_now_and_later(table: Table) -> None:
    async def story() -> None:
        feed = Feed(table.fetch, read_every=0)
        async with feed.listen(ONE) as one:
            feed.follow(one, 0)
            feed.close()
            assert await numbers(one, 1) == [None]
        async with feed.listen(ONE) as late:
            assert await numbers(late, 1) == [None]

    asyncio.run(story())


def test_a_stream_that_is_far_behind_is_ended(table: Table, monkeypatch) -> None:
    monkeypatch.setattr(module, "LONGEST_BACKLOG", 2)

    async def story() -> None:
        feed = Feed(table.fetch, read_every=0)
        async with feed.listen(ONE) as slow:
            feed.follow(slow, 0)
            table.append(ONE, 3)
            async with asyncio.timeout(30):
                while len(table.asked) < 2:
                    await asyncio.sleep(0)
            assert await numbers(slow, 1) == [None]

    asyncio.run(story())
