"""The service in the middle: the only one that the web replicas talk to.

``POST /visits`` with a replica's name counts a visit; ``GET /summary`` tells the figures. REDIS_URL says where they
are kept.
"""

import os
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

import redis

from relay.ledger import Ledger
from relay.service import Application, respond, respond_json, serve

LONGEST_NAME = 80


def application(ledger: Ledger, host: str) -> Application:
    """The API over a ledger; ``host`` is the name under which it answers."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            return route(environ, start_response)
        except redis.RedisError as problem:
            sys.stderr.write(f"the ledger does not answer: {problem}\n")
            return respond(start_response, "the ledger does not answer\n", status=HTTPStatus.SERVICE_UNAVAILABLE)

    def route(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
            case "POST", "/visits":
                visit = ledger.record_visit(_replica(environ))
                return respond_json(start_response, {"api": host, "visit": visit, **asdict(ledger.summary())})
            case "GET", "/summary":
                return respond_json(start_response, {"api": host, **asdict(ledger.summary())})
            case "GET", "/health":
                ledger.ping()
                return respond(start_response, "ok\n")
        return respond(start_response, "no such resource\n", status=HTTPStatus.NOT_FOUND)

    return answer


def _replica(environ: dict[str, Any]) -> str:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), LONGEST_NAME)
    return environ["wsgi.input"].read(length).decode("utf-8", errors="replace") or "unknown"


if __name__ == "__main__":
    serve(application(Ledger(os.environ["REDIS_URL"]), socket.gethostname()))
