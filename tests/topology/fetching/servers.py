"""Servers on the loopback address that send what a test tells them, byte by byte."""

import socket
import threading
from contextlib import contextmanager, suppress


def answer(body=b"", *, status=b"200 OK", headers=()):
    """An honest answer, unless the headers say something else."""
    lines = [b"HTTP/1.1 " + status, *headers]
    if not any(line.lower().startswith((b"content-length", b"transfer-encoding")) for line in lines):
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


class Server:
    """Answers each request with what ``script(path)`` gives: bytes, or an iterator of bytes; keeps what was asked."""

    def __init__(self, script, tls=None):
        self._script = script
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.requests = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def origin(self):
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}"

    def close(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                connection.settimeout(10)
                self._answer(connection if self._tls is None else self._tls.wrap_socket(connection, server_side=True))

    def _answer(self, connection):
        with connection:
            asked = b""
            while b"\r\n\r\n" not in asked:
                received = connection.recv(65536)
                asked += received
                if not received or not asked.startswith(b"GET "):
                    return
            self.requests.append(asked.decode())
            said = self._script(asked.split(b" ")[1].decode())
            for piece in [said] if isinstance(said, bytes) else said:
                connection.sendall(piece)


@contextmanager
def serving(script, tls=None):
    """A server for a while; a script that is not a function is the answer to everything."""
    server = Server(script if callable(script) else lambda path: script, tls)
    try:
        yield server
    finally:
        server.close()
