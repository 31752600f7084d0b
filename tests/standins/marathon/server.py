"""The stand-in's HTTP server: on a free port of the loopback address, behind TLS, with the credentials of DC/OS."""

import base64
import json
import ssl
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.provisioners.backends.authority import Authority
from tests.standins.marathon.chronos import Chronos
from tests.standins.marathon.routes import Reply, Routes
from tests.standins.marathon.schemas import Unchecked
from tests.standins.marathon.world import World

LOOPBACK = "127.0.0.1"
TICK_SECONDS = 0.004


@dataclass
class Fault:
    """What goes wrong with the next requests that fit; with no ``status`` the connection is cut after the work."""

    fits: Callable[[str, str], bool]
    status: int | None
    body: object = None
    times: int = 1


@dataclass
class Let:
    """Who is let in. ``readers`` may only read."""

    token: str = ""
    users: Mapping[str, str] = field(default_factory=dict)
    readers: frozenset[str] = frozenset()

    def refusal(self, header: str, method: str) -> Reply | None:
        """401 or 403, or None for whoever may do that."""
        if not self.token and not self.users:
            return None
        name = self._name(header)
        if name is None:
            return 401, {"message": "Invalid username or password."}
        return (
            (403, {"message": "Not Authorized to perform this action!"})
            if name in self.readers and method != "GET"
            else None
        )

    def _name(self, header: str) -> str | None:
        if self.token and header == f"token={self.token}":
            return "token"
        kind, _, value = header.partition(" ")
        if kind != "Basic":
            return None
        name, _, password = base64.b64decode(value).decode().partition(":")
        return name if self.users.get(name) == password else None


class StandIn:
    """A running stand-in."""

    def __init__(
        self, schemas: Unchecked, folder: Path, authority: Authority, *, features: frozenset[str] = frozenset()
    ) -> None:
        self.world = World(features)
        self.chronos = Chronos()
        self.routes = Routes(self.world, self.chronos, schemas)
        self.let = Let()
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str]] = []
        self.authorizations: list[str] = []
        self.bugs: list[str] = []
        self.ticks = 0
        self._stopping = threading.Event()
        self._server = _Server((LOOPBACK, 0), self)
        certificate, key = authority.pair("stand-in")
        for name, text in (("cert", certificate), ("key", key)):
            (folder / f"{name}.pem").write_text(text)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"https://{LOOPBACK}:{self._server.server_address[1]}"
        self._threads = [
            threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}),
            threading.Thread(target=self._live),
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop, and fail for what went wrong inside the stand-in itself."""
        self._stopping.set()
        self._server.shutdown()
        for thread in self._threads:
            thread.join()
        self._server.server_close()
        assert self.bugs == []

    def clock(self) -> float:
        """Seconds that have gone by in here: none while a busy machine lets nothing happen."""
        return self.ticks * TICK_SECONDS

    def fail(
        self, status: int | None, *, method: str = "", path: str = "", times: int = 1, body: object = None
    ) -> None:
        """Let the next requests of a method to a path go wrong."""
        self.faults.append(Fault(lambda m, p: method in ("", m) and p.startswith(path), status, body, times))

    def asked(self, method: str, path: str = "") -> int:
        """How many requests of a method there were whose path begins so."""
        return sum(m == method and p.startswith(path) for m, p in self.requests)

    def handle(self, method: str, target: str, header: str, content: bytes) -> Reply | None:
        """The answer to a request, or None where the connection is to be cut."""
        parts = urlsplit(target)
        self.requests.append((method, target))
        self.authorizations.append(header)
        refusal = self.let.refusal(header, method)
        if refusal is not None:
            return refusal
        fault = next((fault for fault in self.faults if fault.times and fault.fits(method, parts.path)), None)
        if fault is not None:
            fault.times -= 1
            if fault.status is not None:
                return fault.status, fault.body
        try:
            body = json.loads(content) if content else None
        except ValueError:
            return 400, {"message": "Invalid JSON"}
        reply = self.routes.answer(method, parts.path, parse_qs(parts.query, keep_blank_values=True), body)
        return None if fault is not None else reply

    def _live(self) -> None:
        while not self._stopping.wait(TICK_SECONDS):
            self.ticks += 1
            self.world.tick()
            with self.world.lock:
                self.chronos.tick()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], standin: StandIn) -> None:
        super().__init__(address, _Handler)
        self.standin = standin

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong, but for clients that hang up."""
        error = sys.exc_info()[1]
        if not isinstance(error, ssl.SSLError | ConnectionError):
            self.standin.bugs.append(repr(error))


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def _reply(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        reply = self.server.standin.handle(self.command, self.path, self.headers.get("Authorization", ""), content)
        if reply is None:
            return
        status, body, *more = reply
        text = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        if body is not None:
            self.send_header("Content-Type", "application/json")
        for name, value in (more[0] if more else {}).items():
            self.send_header(name, value)
        if status in range(300, 400):
            self.send_header("Location", "https://elsewhere.example/")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_PUT = do_POST = do_DELETE = _reply

    def log_message(self, *args: Any) -> None:
        """Say nothing."""
