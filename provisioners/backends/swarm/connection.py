"""A connection to a manager of a swarm."""

from collections.abc import Iterator
from contextlib import contextmanager

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.swarm.api import SwarmApi

NO_MANAGER = (
    "The Docker Engine at {url} is no manager of a swarm. Make it one with 'docker swarm init', or name another engine."
)


@contextmanager
def manager(endpoint: Endpoint) -> Iterator[SwarmApi]:
    """The swarm. Raises :class:`PlatformError`, also for what goes wrong while it is used."""
    with connected(endpoint) as client:
        if not client.info()["Swarm"].get("ControlAvailable"):
            raise PlatformError(NO_MANAGER.format(url=endpoint.url))
        yield SwarmApi(client)
