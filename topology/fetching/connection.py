"""A connection to one checked address that ends in time, whatever the other side does."""

import io
import socket
from collections.abc import Sequence
from contextlib import suppress
from ssl import SSLContext

from topology.fetching.limits import Deadline


class TooLarge(Exception):
    """More bytes came than were allowed."""


class TimedSocket:
    """A socket in the shape that ``http.client`` needs. All reading together ends with the deadline and the limit.

    A time-out of the socket alone would begin anew with each byte of a server that sends one now and then.
    """

    def __init__(self, inner: socket.socket, deadline: Deadline, most: int) -> None:
        self._inner = inner
        self._deadline = deadline
        self._most = most

    def sendall(self, data: bytes) -> None:
        """Send all of the data. Raises ``TimeoutError`` at the deadline, and ``OSError``."""
        self._inner.settimeout(self._deadline.left())
        self._inner.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What comes, as a file. Reading raises ``TimeoutError``, :class:`TooLarge` and ``OSError``."""
        return io.BufferedReader(_Incoming(self._inner, self._deadline, self._most))

    def close(self) -> None:
        """Close the connection, whatever state it is in."""
        with suppress(OSError):
            self._inner.close()


class _Incoming(io.RawIOBase):
    def __init__(self, inner: socket.socket, deadline: Deadline, most: int) -> None:
        self._inner = inner
        self._deadline = deadline
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._inner.settimeout(self._deadline.left())
        count = self._inner.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise TooLarge
        return count


def connect(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    """A connection to the first address that takes it. Raises ``OSError``, of which ``TimeoutError`` is a kind."""
    failed: OSError = ConnectionError("there is no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=deadline.left())
        except TimeoutError:
            raise
        except OSError as error:
            failed = error
    raise failed


def secured(inner: socket.socket, context: SSLContext, host: str, deadline: Deadline) -> socket.socket:
    """The connection under TLS, with a certificate for ``host``. Raises ``OSError``, with ``SSLError``."""
    try:
        inner.settimeout(deadline.left())
        return context.wrap_socket(inner, server_hostname=host)
    except OSError:
        inner.close()
        raise
