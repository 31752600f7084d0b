"""Runs a command inside a running container."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import closing
from threading import Timer
from typing import TYPE_CHECKING, Any

from provisioners.backends.contract import CommandResult

if TYPE_CHECKING:
    from docker import APIClient

MOST_BYTES = 64_000
STOPPED_BY_TIME = 124
"""The exit status of a command that took too long, as ``timeout`` of the GNU core utilities has it."""


def run_inside(api: "APIClient", container: str, command: Sequence[str], timeout: float) -> CommandResult:
    """The status of a command and the end of its output.

    A command that takes longer than ``timeout`` seconds is left alone and has the status 124.
    """
    identifier = api.exec_create(container, list(command))["Id"]
    output = b""
    for chunk in _chunks(api, identifier, timeout):
        output = (output + chunk)[-MOST_BYTES:]
    status = api.exec_inspect(identifier)["ExitCode"]
    text = output.decode(errors="replace").replace("\0", "")
    return CommandResult(STOPPED_BY_TIME if status is None else status, text)


def _chunks(api: "APIClient", identifier: str, timeout: float) -> Iterator[bytes]:
    """What a command writes, until it ends or the time is over."""
    from docker.utils import socket as frames  # noqa: PLC0415 - rendering has to work where the SDK is not installed

    stream: Any = api.exec_start(identifier, socket=True)
    connection: socket.socket = stream._sock
    clock = Timer(timeout, lambda: connection.shutdown(socket.SHUT_RDWR))
    with closing(connection), closing(stream), closing(stream._response):
        clock.start()
        try:
            yield from (chunk for _, chunk in frames.frames_iter(stream, tty=False))  # type: ignore[no-untyped-call]
        finally:
            clock.cancel()
