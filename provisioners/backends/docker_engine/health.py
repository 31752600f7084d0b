"""Health checks as files of Compose and Swarm have them."""

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


def duration(microseconds: int) -> str:
    """A time as Compose writes it, in seconds where that is exact, else in microseconds."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{microseconds}us" if rest else f"{seconds}s"
