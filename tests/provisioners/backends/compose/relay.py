"""Sockets that lead to the engine's own: one that can be shut, and one that wants TLS."""

import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path

CHUNK = 65536


class Relay:
    """Passes what comes on a listening socket on to a local one, until it is shut."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None

    def listen(self, listener: socket.socket) -> None:
        listener.listen(64)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def shut(self) -> None:
        """Nobody answers any more, and all that was open ends."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.shut()
        for end in self._open:
            end.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except ssl.SSLError:
                continue
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._target)
            self._open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pump(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


class Gate(Relay):
    """A local socket that can be shut and opened again."""

    def __init__(self, path: Path, target: str) -> None:
        super().__init__(target)
        self.path = path

    def open(self) -> None:
        self.path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self.path))
        self.listen(listener)
