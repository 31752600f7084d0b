import asyncio
import json

import pytest

from webui import body_limit
from webui.body_limit import BodyLimit


async def reader(scope: dict, receive, send) -> None:
    """An application that reads everything and answers with its size."""
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


async def early(scope: dict, receive, send) -> None:
    """An application that answers before it reads."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await reader(scope, receive, send)


def call(application, chunks: list[bytes], headers: list | None = None, kind: str = "http") -> list[dict]:
    """What is sent in answer to chunks; those that were read are gone from the list."""
    sent: list[dict] = []

    async def receive() -> dict:
        if chunks:
            return {"type": "http.request", "body": chunks.pop(0), "more_body": True}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(BodyLimit(application, limit=10)({"type": kind, "headers": headers or []}, receive, send))
    return sent


def test_what_fits_goes_through() -> None:
    assert call(reader, [b"12345", b"67890"])[1]["body"] == b"10"


@pytest.mark.parametrize(
    ("chunks", "headers"),
    [([b"123456", b"78901"], []), ([], [(b"content-length", b"11")])],
)
def test_what_is_too_large_is_refused(chunks: list[bytes], headers: list) -> None:
    start, body, end = call(reader, chunks, headers)

    assert start["status"] == 413
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()
    assert not end.get("more_body")
    assert json.loads(body["body"])["code"] == "too_large"


def test_the_rest_is_thrown_away_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "MOST_THROWN_AWAY", 30)
    chunks = [b"1234567890"] * 9

    call(reader, chunks)

    assert len(chunks) == 9 - 2 - 3, "two were read before the refusal, and three after it"


def test_who_sends_nothing_more_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "MOST_SECONDS", 0.01)
    sent: list[dict] = []

    async def receive() -> dict:
        return await asyncio.Future()

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(b"content-length", b"11")]}
    asyncio.run(BodyLimit(reader, limit=10)(scope, receive, send))

    assert sent[0]["status"] == 413


def test_an_answer_that_has_begun_is_not_begun_again() -> None:
    sent = call(early, [b"12345678901"])

    assert [message.get("status") for message in sent] == [200]


def test_a_header_that_is_no_number_is_left_to_the_count() -> None:
    assert call(reader, [b"1"], [(b"content-length", b"x")])[1]["body"] == b"1"


def test_other_protocols_pass() -> None:
    assert call(reader, [b"12345678901"], kind="lifespan")[0]["status"] == 200
