"""Health checks as commands, which the agent runs inside the container."""

from provisioners.backends.mesos.sizes import seconds
from provisioners.backends.mesos.writer import Writer
from provisioners.containers.model import Container


def health_checks(writer: Writer, container: Container) -> list[dict[str, object]]:
    """An application's health check, if it has one. Marathon kills an instance after ``maxConsecutiveFailures``."""
    check = container.health
    if check is None:
        return []
    return [
        {
            "protocol": "COMMAND",
            "command": {"value": writer.shell(check.command)},
            "gracePeriodSeconds": seconds(check.start_period),
            "intervalSeconds": seconds(check.interval, least=1),
            "timeoutSeconds": seconds(check.timeout, least=1),
            "maxConsecutiveFailures": check.retries,
            "delaySeconds": 0,
        }
    ]
