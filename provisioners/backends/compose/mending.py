"""Puts containers back into their networks. ``docker compose up`` does not notice that somebody took them out."""

from provisioners.backends.compose.commands import Commands
from provisioners.backends.compose.drift import displaced
from provisioners.backends.contract import Work
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected

SERVICE = "com.docker.compose.service"


def put_back(work: Work, commands: Commands) -> None:
    """Connect containers to the networks that the file gives them, and to no others; nothing is restarted.

    Raises :class:`PlatformError`.
    """
    with connected(work.endpoint) as api:
        found = displaced(work.rendered, inventory.containers(api, work.deployment))
    for container, wanted in found:
        name, service = container["Names"][0].lstrip("/"), container["Labels"][SERVICE]
        joined = frozenset(container["NetworkSettings"]["Networks"] or ())
        work.report(f"{service}: putting a container back into its networks")
        for network in sorted(wanted - joined):
            arguments = ("network", "connect", "--alias", service, network, name)
            commands.docker(*arguments, what=f"Connecting {name} to {network}")
        for network in sorted(joined - wanted):
            commands.docker("network", "disconnect", network, name, what=f"Disconnecting {name} from {network}")
