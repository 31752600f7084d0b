"""Health checks and the order in which services start."""

from collections.abc import Mapping

from provisioners.backends.docker_engine.escape import Writer
from provisioners.containers.model import Container


def health_check(writer: Writer, container: Container) -> dict[str, object] | None:
    """A service's health check: a command without a shell."""
    check = container.health
    if check is None:
        return None
    return {
        "test": ["CMD", *writer.texts(check.command)],
        "interval": duration(check.interval),
        "timeout": duration(check.timeout),
        "start_period": duration(check.start_period),
        "retries": check.retries,
    }


def depends_on(container: Container, containers: Mapping[str, Container]) -> dict[str, dict[str, str]]:
    """The services that have to run first, to be healthy where they can say so, or to have ended well."""
    others = (containers[address] for address in container.waits_for)
    return {other.name: {"condition": _condition(other)} for other in others}


def duration(microseconds: int) -> str:
    """A time as Compose writes it, in seconds where that is exact, else in microseconds."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{microseconds}us" if rest else f"{seconds}s"


def _condition(container: Container) -> str:
    if container.job is not None:
        return "service_completed_successfully"
    return "service_healthy" if container.health else "service_started"
