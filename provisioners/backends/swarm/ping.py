"""Whether a swarm can be reached by one of its managers."""

from provisioners.backends.contract import Endpoint
from provisioners.backends.swarm.connection import manager


def ping(endpoint: Endpoint) -> str:
    """The engine's version and the swarm's size. Raises :class:`PlatformError` that says what is missing."""
    with manager(endpoint) as swarm:
        found = swarm.client.info()["Swarm"]
        version = swarm.client.version()["Version"]
    return f"Swarm of {found['Nodes']} nodes, {found['Managers']} of them managers, on Docker Engine {version}"
