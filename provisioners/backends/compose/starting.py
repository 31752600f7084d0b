"""Starts the containers of a file and waits until all is well.

``up --wait`` takes a container that ends for a failure unless another one waits for its success, so jobs that nobody
waits for are started with the others and then followed by themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from provisioners.backends.compose.commands import Commands
from provisioners.backends.contract import PlatformError
from provisioners.backends.docker_engine.labels import JOB

APPLY_TIMEOUT = 1200.0
WAIT = ("--wait", "--wait-timeout", "600")
SUCCESS = "service_completed_successfully"
UP = ("up", "--detach", "--no-build", "--quiet-pull")


def start(commands: Commands, document: Mapping[str, Any]) -> None:
    """Bring the engine to what the file says. Raises :class:`PlatformError`, also for a job that ends badly."""
    services = document["services"]
    alone = unawaited_jobs(services)
    if not alone:
        _up(commands, "--remove-orphans", *WAIT)
        return
    _up(commands, "--remove-orphans")
    servers = [name for name, service in services.items() if JOB not in service["labels"]]
    if servers:
        _up(commands, "--no-deps", "--no-recreate", *WAIT, *servers)
    _follow(commands, [f"{document['name']}-{name}-1" for name in alone])


def unawaited_jobs(services: Mapping[str, Any]) -> tuple[str, ...]:
    """The jobs for whose success no other service waits."""
    awaited = {
        name
        for service in services.values()
        for name, other in service.get("depends_on", {}).items()
        if other["condition"] == SUCCESS
    }
    return tuple(name for name, service in services.items() if JOB in service["labels"] and name not in awaited)


def _up(commands: Commands, *arguments: str) -> None:
    commands.compose(*UP, *arguments, what="Starting the containers", timeout=APPLY_TIMEOUT, with_file=True)


def _follow(commands: Commands, containers: Sequence[str]) -> None:
    statuses = commands.docker("wait", *containers, what="Waiting for the jobs", timeout=APPLY_TIMEOUT).split()
    failed = [
        f"{name} ended with status {status}" for name, status in zip(containers, statuses, strict=True) if status != "0"
    ]
    if failed:
        raise PlatformError(f"A job failed: {', '.join(failed)}. Its logs say why.")
