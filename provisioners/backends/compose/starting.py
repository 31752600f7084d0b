"""Starts the containers of a file and waits until all is well.

``up --wait`` takes a container that ends for a failure unless another one waits for its success, and has one time for
servers and jobs alike. So where there are jobs, containers are started in stages, and jobs are followed from here for
as long as they take.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provisioners.backends.compose.commands import Commands
from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.labels import JOB

APPLY_TIMEOUT = 1200.0
"""Seconds that one command may take; none of them waits for a job."""

POLL_SECONDS = 0.5
WAIT = ("--wait", "--wait-timeout", "600")
UP = ("up", "--detach", "--no-build", "--quiet-pull")
ONLY = ("--no-deps", "--no-recreate")

Services = Mapping[str, Mapping[str, Any]]


def start(commands: Commands, document: Mapping[str, Any]) -> None:
    """Bring the engine to what the file says. Raises :class:`PlatformError`, also for a job that ends badly."""
    services: Services = document["services"]
    if not any(map(_is_job, services.values())):
        _up(commands, "--remove-orphans", *WAIT)
        return
    _up(commands, "--no-start", "--remove-orphans")
    servers: list[str] = []
    for stage in stages(services):
        # Those of former stages are named again, so that Compose waits for their health where the new ones do.
        _up(commands, *ONLY, *servers, *stage)
        if jobs := [name for name in stage if _is_job(services[name])]:
            follow(commands.work, [f"{document['name']}-{name}-1" for name in jobs])
        servers += [name for name in stage if not _is_job(services[name])]
    if servers:
        _up(commands, *ONLY, *WAIT, *servers)


def stages(services: Services) -> Iterator[tuple[str, ...]]:
    """The services that can be started together, each time when the jobs of those before have ended."""
    left = dict(services)
    while left:
        held = _behind_jobs(left)
        yield tuple(name for name in left if name not in held)
        left = {name: left[name] for name in left if name in held}


def _behind_jobs(services: Services) -> frozenset[str]:
    """The services that wait for the end of a job, be it by way of others."""
    awaited = {name for name, service in services.items() if _is_job(service)}
    held: set[str] = set()
    while more := {name for name, service in services.items() if awaited & set(service.get("depends_on", ()))} - held:
        held |= more
        awaited |= more
    return frozenset(held)


def follow(work: Work, containers: Sequence[str]) -> None:
    """Wait until the containers of jobs have ended for good. Raises :class:`PlatformError` as soon as one failed.

    One that the engine starts again is none of those: ``docker wait`` would take its first end for the last.
    """
    left = list(containers)
    with connected(work.endpoint) as api:
        while left:
            states = {name: api.inspect_container(name)["State"] for name in left}
            ended = {name: state["ExitCode"] for name, state in states.items() if state["Status"] == "exited"}
            failed = [f"{name} ended with status {code}" for name, code in ended.items() if code != 0]
            if failed:
                raise PlatformError(f"A job failed: {', '.join(failed)}. Its logs say why.")
            left = [name for name in left if name not in ended]
            if left:
                work.pause(POLL_SECONDS)


def _is_job(service: Mapping[str, Any]) -> bool:
    return JOB in service["labels"]


def _up(commands: Commands, *arguments: str) -> None:
    commands.compose(*UP, *arguments, what="Starting the containers", timeout=APPLY_TIMEOUT, with_file=True)
