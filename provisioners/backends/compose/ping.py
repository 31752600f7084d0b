"""Whether a Docker Engine can be reached and the worker has what it needs to use it."""

from provisioners.backends.contract import Endpoint
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.locate import compose_command, compose_version, docker_command


def ping(endpoint: Endpoint) -> str:
    """The versions of the engine and of Compose. Raises :class:`PlatformError` that says what is missing."""
    with connected(endpoint) as api:
        version = api.version()["Version"]
    docker_command()
    return f"Docker Engine {version} with Compose {compose_version(compose_command())}"
