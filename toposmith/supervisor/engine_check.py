"""Whether this machine can run containers: the Docker Engine and Compose v2, each looked at on its own."""

from dataclasses import dataclass

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.locate import compose_command, compose_version, docker_command


@dataclass(frozen=True, slots=True)
class EngineCheck:
    """For each of the two its version and place, or a sentence on how to get it."""

    engine: str
    compose: str


def check_engine(url: str) -> EngineCheck:
    """Look for an engine at ``url`` and for Compose on this machine. Everything but deploying works without them."""
    return EngineCheck(_engine(url), _compose())


def _engine(url: str) -> str:
    try:
        docker_command()
        with connected(Endpoint(url)) as api:
            return f"{api.version()['Version']} at {url}"
    except PlatformError as error:
        return f"not usable; everything but deploying works. {' '.join(str(error).split())}"


def _compose() -> str:
    try:
        return str(compose_version(compose_command()))
    except PlatformError as error:
        return f"not usable; everything but deploying works. {error}"
