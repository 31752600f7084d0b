"""Finishes what a killed ``docker compose up`` began.

To replace a container, Compose makes the new one under a name such as ``0123456789ab_shop-web-1``, removes the old
one and renames the new one. Killed in between, the next ``up`` stumbles over that name, or leaves it for ever.

Compose also copies secrets and files into a container between making and starting it. One that was never started may
lack them, and the next ``up`` would start it as it is.
"""

import re
from collections.abc import Iterable

from provisioners.backends.compose.commands import Commands
from provisioners.backends.contract import Work
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected

_HALF_REPLACED = re.compile(r"[0-9a-f]{12}_(?P<name>.+)")


def finish_replacements(work: Work, commands: Commands) -> None:
    """Remove containers that never started, and new ones whose old ones are still there; name the others."""
    with connected(work.endpoint) as api:
        found = {item["Names"][0].lstrip("/"): item["State"] for item in inventory.containers(api, work.deployment)}
    for name in [name for name, state in found.items() if state == "created"]:
        commands.docker("rm", "--force", name, what=f"Removing the container {name}, which was never started")
        del found[name]
    names = list(found)
    for name, final in half_replaced(names):
        if final in names:
            commands.docker("rm", "--force", name, what=f"Removing the unfinished container {name}")
        else:
            commands.docker("rename", name, final, what=f"Renaming the container {name}")


def half_replaced(names: Iterable[str]) -> list[tuple[str, str]]:
    """The containers with a passing name, each with the name that it was to get."""
    return [(name, match["name"]) for name in names if (match := _HALF_REPLACED.fullmatch(name))]
