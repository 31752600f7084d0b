"""One command in a container by the API's WebSocket: its output, and how it ended.

https://kubernetes.io/docs/reference/kubernetes-api/ ``connect GET requests to exec of Pod``; the protocol
``v4.channel.k8s.io`` puts the number of a stream before each message.
"""

import json
import socket
import time
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from provisioners.backends.contract import PlatformError
from provisioners.backends.kubernetes.access import Access
from provisioners.backends.kubernetes.api import TIMEOUT, refusal_of

PROTOCOL = "v4.channel.k8s.io"
OUTPUT, ERRORS, ENDING = 1, 2, 3
CHUNK = 65_536


class TimeOver(Exception):
    """The command takes longer than it may."""


def channels(
    where: Access, path: str, container: str, command: Sequence[str], *, timeout: float
) -> Iterator[tuple[int, bytes]]:
    """What comes of a command, stream by stream. Raises :class:`TimeOver`, :class:`PlatformError` and ``OSError``."""
    # Rendering has to work where the package is not installed.
    from wsproto import WSConnection  # noqa: PLC0415
    from wsproto.connection import ConnectionType  # noqa: PLC0415
    from wsproto.events import BytesMessage, CloseConnection, Ping, RejectConnection, RejectData, Request  # noqa: PLC0415

    query = [("container", container), ("stdout", "true"), ("stderr", "true"), *(("command", part) for part in command)]
    headers = [(b"Authorization", f"Bearer {where.token}".encode())] if where.token else []
    connection = WSConnection(ConnectionType.CLIENT)
    opening = Request(
        host=f"{where.host}:{where.port}",
        target=f"{where.path}{path}?{urlencode(query)}",
        subprotocols=[PROTOCOL],
        extra_headers=headers,
    )
    deadline = time.monotonic() + timeout
    refused: tuple[int, bytes] | None = None
    with where.opened(TIMEOUT) as stream:
        stream.sendall(connection.send(opening))
        while True:
            connection.receive_data(_received(stream, deadline))
            for event in connection.events():
                if isinstance(event, BytesMessage) and event.data:
                    yield event.data[0], bytes(event.data[1:])
                elif isinstance(event, Ping):
                    stream.sendall(connection.send(event.response()))
                elif isinstance(event, RejectConnection):
                    refused = (event.status_code, b"")
                elif isinstance(event, RejectData):
                    refused = (refused[0] if refused else 500, (refused[1] if refused else b"") + event.data)
                    if event.body_finished:
                        raise refusal_of(*refused)
                elif isinstance(event, CloseConnection):
                    return


def exit_status(ending: bytes) -> int:
    """The exit status in the message with which a command ends. Raises :class:`PlatformError` where there is none."""
    status = json.loads(ending)
    if status.get("status") == "Success":
        return 0
    for cause in (status.get("details") or {}).get("causes") or ():
        if cause.get("reason") == "ExitCode":
            return int(cause["message"])
    raise PlatformError(f"The command could not be run: {status.get('message', '')}")


def _received(stream: socket.socket, deadline: float) -> bytes | None:
    """The next bytes; None at the end, as the WebSocket library wants to hear of it."""
    rest = deadline - time.monotonic()
    if rest <= 0:
        raise TimeOver
    stream.settimeout(rest)
    try:
        return stream.recv(CHUNK) or None
    except TimeoutError:
        raise TimeOver from None
