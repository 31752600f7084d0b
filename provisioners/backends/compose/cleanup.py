"""Removes what a deployment no longer needs; data only where the plan said so."""

from collections.abc import Iterable

from provisioners.backends.compose.commands import Commands
from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.connection import connected
from provisioners.backends.docker_engine.data import is_destroyed
from provisioners.backends.docker_engine.inventory import Item


def remove_unneeded(work: Work, commands: Commands, wanted: Iterable[str]) -> None:
    """Remove networks, images and volumes of the deployment that are not among the ``wanted`` names.

    A volume goes only when the plan says that its data is destroyed; others are left and reported.
    """
    keep = frozenset(wanted)
    with connected(work.endpoint) as api:
        networks = [item for item in inventory.networks(api, work.deployment) if item.name not in keep]
        volumes = [item for item in inventory.volumes(api, work.deployment) if item.name not in keep]
        images = [item for item in inventory.images(api, work.deployment) if item.name not in keep]
    for network in networks:
        remove_item(work, commands, "network", network)
    for volume in volumes:
        if is_destroyed(work, volume):
            remove_item(work, commands, "volume", volume)
        else:
            work.report(f"{volume.address}: the volume {volume.name} is left with its data")
    for image in images:
        remove_item(work, commands, "image", image)


def remove_item(work: Work, commands: Commands, sort: str, item: Item) -> None:
    """Remove one network, volume or image; what is gone already is fine, an image that others use is left."""
    try:
        commands.docker(sort, "rm", item.name, what=f"Removing the {sort} {item.name}")
    except PlatformError as error:
        words = str(error).lower()
        if sort == "image" and "conflict" in words:
            work.report(f"the image {item.name} is left: another container uses it")
        elif "no such" not in words and "not found" not in words:
            raise
