"""What the services share: serving WSGI applications over HTTP, and stopping when told to."""

import json
import signal
import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from socketserver import ThreadingMixIn
from types import FrameType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

PORT = 8000
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Server(ThreadingMixIn, WSGIServer):
    """Answers every request in a thread of its own, so that a slow one holds up nobody."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    """Logs every request but the health checks, which would drown the others."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if self.path != "/health":
            super().log_request(code, size)


def serve(application: Application) -> None:
    """Serve until told to stop."""
    signal.signal(signal.SIGTERM, stop)
    with make_server("", PORT, application, Server, Handler) as server:
        server.serve_forever()


def stop(number: int, frame: FrameType | None) -> None:
    """End the process by leaving whatever it waits for."""
    sys.exit(0)


def respond(
    start_response: Callable[..., Any], body: str, *, status: HTTPStatus = HTTPStatus.OK, kind: str = "text/plain"
) -> list[bytes]:
    """Answer a request with a text."""
    data = body.encode()
    headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(data)))]
    start_response(f"{status.value} {status.phrase}", [*headers, ("Cache-Control", "no-store")])
    return [data]


def respond_json(start_response: Callable[..., Any], body: object) -> list[bytes]:
    """Answer a request with a JSON document."""
    return respond(start_response, json.dumps(body), kind="application/json")
