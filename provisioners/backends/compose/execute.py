"""Runs a command inside a running container of an instance."""

from collections.abc import Sequence

from provisioners.backends.contract import CommandResult, Endpoint, PlatformError
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.execute import run_inside
from provisioners.backends.docker_engine.labels import ADDRESS


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
        return run_inside(api, running[0][1], command, timeout)
