"""What the containers of an instance wrote, on whatever node."""

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.docker_engine.labels import ADDRESS
from provisioners.backends.swarm.api import SwarmApi
from provisioners.backends.swarm.connection import manager

MOST_LINES = 5000
MOST_BYTES = 1_000_000


def logs(deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
    """The last lines of each container of an instance, bounded in number and size. Raises :class:`PlatformError`."""
    with manager(endpoint) as swarm:
        for service in swarm.own("/services", deployment):
            if service["Spec"]["Labels"][ADDRESS] == address:
                return output(swarm, service["ID"], max(0, min(tail, MOST_LINES)))
    raise PlatformError(f"There is no service of {address}.", addresses=(address,))


def output(swarm: SwarmApi, service: str, lines: int) -> str:
    """The last lines of each of a service's containers; none where the nodes have none any more."""
    import docker.errors  # noqa: PLC0415 - rendering has to work where the SDK is not installed

    try:
        content = swarm.client.service_logs(service, stdout=True, stderr=True, tail=str(lines), is_tty=False)
    except docker.errors.APIError:
        return ""
    whole = content if isinstance(content, bytes) else b"".join(content)
    return whole[-MOST_BYTES:].decode(errors="replace")
