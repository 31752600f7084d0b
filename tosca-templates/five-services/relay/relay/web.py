"""The page that visitors see: the way of their request. API_URL says where the API is."""

import json
import os
import socket
import sys
import urllib.request
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from relay.page import show
from relay.service import Application, respond, respond_json, serve

TIMEOUT = 3
Trace = dict[str, Any]


def trace(api_url: str, proxy: str, replica: str) -> Trace:
    """Tell the API of a visit; what each service on the way said. Raises OSError when the API does not answer."""
    request = urllib.request.Request(f"{api_url}/visits", data=replica.encode(), method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - the template sets the address
        return {"proxy": proxy, "web": replica, **json.load(answer)}


def application(api_url: str, replica: str) -> Application:
    """The visitor's page, and the same facts as JSON; ``replica`` is this container's name."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/health":
            return respond(start_response, "ok\n")
        if path not in ("/", "/trace.json"):
            return respond(start_response, "no such page\n", status=HTTPStatus.NOT_FOUND)
        try:
            facts = trace(api_url, environ.get("HTTP_X_RELAY_PROXY", "none"), replica)
        except OSError as problem:
            sys.stderr.write(f"the API does not answer: {problem}\n")
            return respond(start_response, "the API does not answer\n", status=HTTPStatus.BAD_GATEWAY)
        if path == "/trace.json":
            return respond_json(start_response, facts)
        return respond(start_response, show(facts), kind="text/html")

    return answer


if __name__ == "__main__":
    serve(application(os.environ["API_URL"], socket.gethostname()))
