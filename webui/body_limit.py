"""No request is larger than this: checked while it arrives, before anything of it is kept."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

LIMIT = 12 * 2**20
MOST_THROWN_AWAY = 4 * LIMIT
MOST_SECONDS = 5.0


class BodyLimit:
    """An ASGI application in front of another; answers 413 to what is larger than ``limit`` bytes."""

    def __init__(self, application: Application, limit: int = LIMIT) -> None:
        self._application = application
        self._limit = limit

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
        elif _declared_size(scope) > self._limit:
            await _refuse(receive, send)
        else:
            await self._count(scope, receive, send)

    async def _count(self, scope: Message, receive: Receive, send: Send) -> None:
        received, has_begun = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._application(scope, counted, noted)
        except _TooLarge:
            if not has_begun:
                await _refuse(receive, send)


class _TooLarge(Exception):
    pass


def _declared_size(scope: Message) -> int:
    sizes = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(sizes[0]) if sizes and sizes[0].isdigit() else 0


async def _refuse(receive: Receive, send: Send) -> None:
    problem = {
        "type": "about:blank",
        "title": "Content Too Large",
        "status": 413,
        "code": "too_large",
        "detail": f"The request is larger than {LIMIT // 2**20} MiB.",
    }
    body = json.dumps(problem).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await _throw_away(receive)
    await send({"type": "http.response.body"})


async def _throw_away(receive: Receive) -> None:
    """Let the client finish, within bounds: closing on bytes that nobody read resets the connection, answer and all."""
    size = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(MOST_SECONDS):
            while size < MOST_THROWN_AWAY:
                message = await receive()
                if not message.get("more_body"):
                    return
                size += len(message["body"])
