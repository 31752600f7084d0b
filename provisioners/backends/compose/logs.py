"""What the containers of an instance wrote."""

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.labels import ADDRESS

MOST_LINES = 5000
MOST_BYTES = 1_000_000


def logs(deployment: str, address: str, endpoint: Endpoint, *, tail: int) -> str:
    """The last lines of each container of an instance, bounded in number and size. Raises :class:`PlatformError`."""
    with connected(endpoint) as api:
        every = inventory.containers(api, deployment)
        mine = sorted(
            (item["Names"][0].lstrip("/"), item["Id"]) for item in every if item["Labels"][ADDRESS] == address
        )
        if not mine:
            raise PlatformError(f"There is no container of {address}.", addresses=(address,))
        lines = max(0, min(tail, MOST_LINES))
        texts = {
            name: _text(api.logs(container=identifier, stdout=True, stderr=True, tail=lines))
            for name, identifier in mine
        }
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "\n".join(f"==> {name} <==\n{text}" for name, text in texts.items())


def _text(content: bytes) -> str:
    return content[-MOST_BYTES:].decode(errors="replace")
