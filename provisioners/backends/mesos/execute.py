"""Commands inside running containers, which Marathon has no way to."""

from collections.abc import Sequence

from provisioners.backends.contract import CommandResult, Endpoint, PlatformError

REASON = (
    "Marathon cannot run a command inside a container. Mesos's agents can for their own containerizer only, not for "
    "Docker's: use 'docker exec' on the agent, whose address observation shows."
)


def execute(
    deployment: str, address: str, endpoint: Endpoint, command: Sequence[str], *, timeout: float
) -> CommandResult:
    """Raises :class:`PlatformError` with the reason."""
    raise PlatformError(REASON, addresses=(address,))
