"""Who holds a port of the host that a deployment wants."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.docker_engine.connection import connected

_PORT_IN_USE = re.compile(r"Port \S*?:(?P<port>\d+) of the host is in use\.")


def with_holder(endpoint: Endpoint, error: PlatformError) -> PlatformError:
    """The same failure; of a port in use it says which container publishes it, when it is one."""
    match = _PORT_IN_USE.match(str(error))
    if match is None:
        return error
    with connected(endpoint) as api:
        name = holder(api.containers(), int(match["port"]))
    if name is None:
        return error
    message = f"{match[0]} The container {name} publishes it.{str(error)[match.end() :]}"
    return PlatformError(message, transient=error.transient, addresses=error.addresses)


def holder(containers: Iterable[Mapping[str, Any]], port: int) -> str | None:
    """The name of the running container that publishes a port, from the engine's list."""
    for container in containers:
        if any(published.get("PublicPort") == port for published in container["Ports"]):
            return str(container["Names"][0]).lstrip("/")
    return None
