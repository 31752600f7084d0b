"""Finishes what a killed ``docker compose up`` began.

To replace a container, Compose makes the new one under a name such as ``0123456789ab_shop-web-1``, removes the old
one and renames the new one. Killed in between, the next ``up`` stumbles over that name, or leaves it for ever.
"""

import re
from collections.abc import Iterable

from provisioners.backends.compose import inventory
from provisioners.backends.compose.commands import Commands
from provisioners.backends.compose.connection import connected
from provisioners.backends.contract import Work

_HALF_REPLACED = re.compile(r"[0-9a-f]{12}_(?P<name>.+)")


def finish_replacements(work: Work, commands: Commands) -> None:
    """Remove new containers whose old ones are still there, and give the others their names."""
    with connected(work.endpoint) as api:
        names = [item["Names"][0].lstrip("/") for item in inventory.containers(api, work.deployment)]
    for name, final in half_replaced(names):
        if final in names:
            commands.docker("rm", "--force", name, what=f"Removing the unfinished container {name}")
        else:
            commands.docker("rename", name, final, what=f"Renaming the container {name}")


def half_replaced(names: Iterable[str]) -> list[tuple[str, str]]:
    """The containers with a passing name, each with the name that it was to get."""
    return [(name, match["name"]) for name in names if (match := _HALF_REPLACED.fullmatch(name))]
