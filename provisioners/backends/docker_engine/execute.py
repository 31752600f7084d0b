"""Runs a command inside a running container."""

from collections.abc import Sequence
from threading import Timer
from typing import TYPE_CHECKING

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
    stream = api.exec_start(identifier, stream=True)
    clock = Timer(timeout, stream.close)
    clock.start()
    output = b""
    try:
        for chunk in stream:
            output = (output + chunk)[-MOST_BYTES:]
    finally:
        clock.cancel()
    status = api.exec_inspect(identifier)["ExitCode"]
    text = output.decode(errors="replace").replace("\0", "")
    return CommandResult(STOPPED_BY_TIME if status is None else status, text)
