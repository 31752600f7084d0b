"""Runs a command inside a running container of an instance."""

from collections.abc import Sequence
from threading import Timer

from provisioners.backends.contract import CommandResult, Endpoint, PlatformError
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.labels import ADDRESS

MOST_BYTES = 64_000
STOPPED_BY_TIME = 124
"""The exit status of a command that took too long, as ``timeout`` of the GNU core utilities has it."""


def execute(
    deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
) -> CommandResult:
    """The status of a command and the end of its output. Raises :class:`PlatformError`.

    A command that takes longer than ``timeout`` seconds is left alone and has the status 124.
    """
    with connected(endpoint) as api:
        running = sorted(
            (item["Names"][0], item["Id"])
            for item in inventory.containers(api, deployment)
            if item["Labels"][ADDRESS] == address and item["State"] == "running"
        )
        if not running:
            raise PlatformError(f"There is no running container of {address}.", addresses=(address,))
        identifier = api.exec_create(running[0][1], list(command))["Id"]
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
