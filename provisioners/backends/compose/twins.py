"""Removes networks of a deployment that have the name of another one of it.

An engine makes two networks of one name when it is asked for both at the same time. So it is when Compose is killed
while the engine still makes its network, and then run again; from then on each run refuses the name as ambiguous.
"""

from collections import Counter
from typing import TYPE_CHECKING

from provisioners.backends.compose.commands import Commands
from provisioners.backends.contract import Work
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.labels import DEPLOYMENT

if TYPE_CHECKING:
    from docker import APIClient


def remove_twins(work: Work, commands: Commands) -> None:
    """Leave one network of each name. Raises :class:`PlatformError`."""
    with connected(work.endpoint) as api:
        found = superfluous(api, work.deployment)
    for identifier, name in found.items():
        commands.docker("network", "rm", identifier, what=f"Removing the second network {name}")


def superfluous(api: "APIClient", deployment: str) -> dict[str, str]:
    """The names of networks to be removed by their ids: of each name the one with containers stays, or the oldest."""
    listed = api.networks(filters={"label": f"{DEPLOYMENT}={deployment}"})
    counts = Counter(item["Name"] for item in listed)
    twins = [item for item in listed if counts[item["Name"]] > 1]
    if not twins:
        return {}
    used = {
        network["NetworkID"]
        for container in inventory.containers(api, deployment)
        for network in (container["NetworkSettings"]["Networks"] or {}).values()
    }
    twins.sort(key=lambda item: (item["Id"] not in used, item["Created"]))
    staying = {item["Name"]: item["Id"] for item in reversed(twins)}
    return {item["Id"]: item["Name"] for item in twins if item["Id"] != staying[item["Name"]]}
