"""Stands in for an API server where the real one cannot be made to behave so: it gives the answers that it is told."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from provisioners.backends.contract import Endpoint
from tests.provisioners.backends.authority import LOOPBACK, Authority


class StandIn:
    """``answers`` gives the status and the content for a method and path with its query; ``asked`` is what came."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.answers: dict[str, tuple[int, Any]] = {}
        self.headers: dict[str, str] = {}
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.closes_after_each = False


@contextmanager
def stand_in(folder: Path) -> Iterator[StandIn]:
    """A server on a free port of loopback with a certificate of an authority of its own."""
    authority = Authority.make("the server's authority")
    certificate, key = authority.pair("server")
    for name, text in (("cert", certificate), ("key", key)):
        (folder / f"{name}.pem").write_text(text)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    url = f"https://{LOOPBACK}:{server.server_address[1]}"
    state = StandIn(Endpoint(url, {"ca": authority.certificate(), "token": "letmein"}))
    server.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        state: StandIn = self.server.state  # type: ignore[attr-defined]
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        state.asked.append((f"{self.command} {self.path}", dict(self.headers), body))
        status, content = state.answers.get(f"{self.command} {self.path}", (404, {"message": "no such thing"}))
        data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **state.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        # A server may close a kept connection whenever it likes, without a word before.
        self.close_connection = state.closes_after_each

    do_GET = do_PATCH = do_DELETE = do_POST = answer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass
