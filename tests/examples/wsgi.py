"""Asks a WSGI application as a server would."""

import io
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any, cast
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    errors: str


def ask(
    application: Callable[..., Iterable[bytes]], method: str, target: str, body: bytes = b"", **variables: str
) -> Answer:
    """One request, checked on both sides against the WSGI specification."""
    path, _, query = target.partition("?")
    errors = io.StringIO()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        **variables,
    }
    environ |= {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.errors": errors}
    setup_testing_defaults(environ)
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[..., object]:
        started[:] = [status, dict(headers)]
        return started.append

    with closing(cast(Any, validator(application)(environ, start_response))) as answer:
        content = b"".join(answer)
    return Answer(int(started[0][:3]), started[1], content.decode(), errors.getvalue())
