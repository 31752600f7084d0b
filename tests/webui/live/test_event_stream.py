import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.webui.live.server import PATIENCE, Live, running


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Iterator[Live]:
    with running(tmp_path_factory.mktemp("live")) as live:
        yield live


@pytest.fixture
def own_live(tmp_path) -> Iterator[Live]:
    """A server that a test may stop or spoil."""
    with running(tmp_path) as live:
        yield live


class Stream:
    """Server-sent events as they come in."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def next(self) -> dict[str, str]:
        """The fields of the next event; comments are left out."""
        fields: dict[str, str] = {}
        for line in self._lines:
            if line.startswith(":"):
                continue
            if not line and fields:
                return fields
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
        raise AssertionError("the stream has ended")

    def until_comment(self, text: str) -> None:
        assert any(line == f": {text}" for line in self._lines)

    def rest(self) -> list[str]:
        return [line for line in self._lines if line and not line.startswith(":")]


@contextmanager
def stream(live: Live, **headers: str) -> Iterator[Stream]:
    sent = {**live.headers, "accept": "text/event-stream", **headers}
    with httpx.stream("GET", live.events, headers=sent, timeout=PATIENCE) as response:
        yield Stream(response)


def test_past_events_come_first_and_then_live_ones(live: Live) -> None:
    with stream(live) as events:
        assert events.response.headers["content-type"] == "text/event-stream"
        first = events.next()
        assert (first["id"], first["event"]) == ("1", "deployment.created")
        data = json.loads(first["data"])
        assert (data["number"], data["kind"], data["actor"]) == (1, "deployment.created", "somebody")

        live.write("append hello")
        while (event := events.next())["event"] != "step.progress":
            pass
        assert json.loads(event["data"])["body"] == {"line": "hello"}


def test_a_stream_continues_after_the_last_event_seen(live: Live) -> None:
    live.write("append one")
    live.write("append two")
    known = httpx.get(live.events, headers=live.headers, timeout=PATIENCE).json()["items"]

    with stream(live, **{"last-event-id": str(known[-2]["number"])}) as events:
        assert events.next()["id"] == str(known[-1]["number"])


def test_all_listeners_get_every_event(live: Live) -> None:
    with stream(live, **{"last-event-id": "1"}) as one, stream(live, **{"last-event-id": "1"}) as other:
        live.write("append both")

        def lines(events: Stream) -> Iterator[str]:
            while True:
                yield json.loads(events.next()["data"])["body"].get("line")

        assert "both" in lines(one)
        assert "both" in lines(other)


def test_the_list_takes_the_same_numbers(live: Live) -> None:
    live.write("append again")
    all_events = httpx.get(live.events, headers=live.headers, timeout=PATIENCE).json()
    later = httpx.get(live.events, headers=live.headers, params={"after": 1}, timeout=PATIENCE).json()

    numbers = [event["number"] for event in all_events["items"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert later["items"] == all_events["items"][1:]
    assert all_events["next"] is None


def test_a_waiting_stream_holds_no_connection_to_the_database(live: Live) -> None:
    with stream(live) as events:
        events.next()
        events.until_comment("heartbeat")
        for _ in range(10_000):
            if not any(file.startswith(str(live.database)) for file in live.open_files()):
                break
        else:
            pytest.fail("the database is open all the time")


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30])
def test_an_event_id_that_is_none_is_refused(live: Live, number: str) -> None:
    with stream(live, **{"last-event-id": number}) as events:
        events.response.read()
        assert (events.response.status_code, events.response.json()["code"]) == (422, "bad_event_id")


def test_a_request_that_is_too_large_is_refused_before_it_is_read(live: Live) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(14):
            yield b"x" * 2**20

    declared = httpx.post(f"{live.url}/api/v1/deployments", headers=live.headers, content=b"x" * 13 * 2**20)
    assert (declared.status_code, declared.json()["code"]) == (413, "too_large")
    undeclared = httpx.post(f"{live.url}/api/v1/deployments", headers=live.headers, content=endless())
    assert (undeclared.status_code, undeclared.json()["code"]) == (413, "too_large")


def test_who_sends_all_before_reading_gets_the_answer(live: Live) -> None:
    address = httpx.URL(live.url)
    head = f"POST /api/v1/deployments HTTP/1.1\r\nHost: {address.host}\r\nContent-Length: {13 * 2**20}\r\n\r\n"
    with socket.create_connection((address.host, address.port)) as connection:
        connection.sendall(head.encode())
        for _ in range(13):
            connection.sendall(b"x" * 2**20)
        answer = b"".join(iter(lambda: connection.recv(2**16), b""))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"too_large"' in answer


def test_the_server_says_that_it_lives(live: Live) -> None:
    response = httpx.get(f"{live.url}/healthz", timeout=PATIENCE)

    assert (response.status_code, response.text) == (200, "ok")
    assert "default-src 'self'" in response.headers["content-security-policy"]


def test_a_stream_ends_when_access_is_withdrawn(own_live: Live) -> None:
    with stream(own_live) as events:
        events.next()
        own_live.write("withdraw")

        assert events.rest() == []


def test_a_stream_ends_when_the_server_stops(own_live: Live) -> None:
    with stream(own_live) as events:
        events.next()
        own_live.server.terminate()

        assert events.rest() == []
    assert own_live.server.wait(PATIENCE) is not None
