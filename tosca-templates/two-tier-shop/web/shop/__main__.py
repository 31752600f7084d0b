"""Serves the shop on port 8000.

DATABASE_URL says where the database is, DATABASE_PASSWORD_FILE which file holds its password.
"""

import os
import signal
import socket
import sys
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from types import FrameType
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from shop.application import Application
from shop.goods import StoreUnavailable
from shop.store import Store

PORT = 8000
SECONDS_BETWEEN_TRIES = 0.5


class Server(ThreadingMixIn, WSGIServer):
    """Answers every request in a thread of its own, so that a slow one holds up nobody."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    """Logs every request but the health checks, which would drown the others."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if self.path != "/health":
            super().log_request(code, size)


def stop(number: int, frame: FrameType | None) -> None:
    """End the process at once; an order under way is rolled back by the database."""
    sys.exit(0)


def prepare(store: Store) -> None:
    """Make the tables, as soon as the database answers."""
    while True:
        try:
            return store.prepare()
        except StoreUnavailable as problem:
            sys.stderr.write(f"waiting for the database: {problem}\n")
            time.sleep(SECONDS_BETWEEN_TRIES)


def main() -> None:
    """Read the environment, wait for the database, serve until told to stop."""
    signal.signal(signal.SIGTERM, stop)
    password = Path(os.environ["DATABASE_PASSWORD_FILE"]).read_text(encoding="utf-8").rstrip("\n")
    store = Store(os.environ["DATABASE_URL"], password)
    prepare(store)
    application = Application(store, socket.gethostname())
    with make_server("", PORT, application, Server, Handler) as server:
        sys.stderr.write(f"the shop is open on port {PORT}\n")
        server.serve_forever()


main()
