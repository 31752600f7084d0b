"""Whether a Docker Engine can be reached and the worker has what it needs to use it."""

from collections.abc import Mapping
from typing import Any

from provisioners.backends.contract import Endpoint
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.locate import compose_command, compose_version, docker_command


def ping(endpoint: Endpoint) -> str:
    """The versions of the engine and of Compose. Raises :class:`PlatformError` that says what is missing."""
    with connected(endpoint) as api:
        found = api.version()
    docker_command()
    return f"{engine_name(found)} {found['Version']} with Compose {compose_version(compose_command())}"


def engine_name(version: Mapping[str, Any]) -> str:
    """Who answers: Podman's service speaks the same API and names itself among its components."""
    names = [component["Name"] for component in version.get("Components") or ()]
    return "Podman" if "Podman Engine" in names else "Docker Engine"
