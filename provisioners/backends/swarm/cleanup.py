"""Removes what a deployment no longer needs; data only where the plan said so."""

import time
from collections.abc import Callable, Collection, Iterator, Set
from contextlib import contextmanager
from functools import partial

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.docker_engine import inventory
from provisioners.backends.docker_engine.data import is_destroyed
from provisioners.backends.docker_engine.labels import ADDRESS
from provisioners.backends.swarm.api import SwarmApi
from provisioners.backends.swarm.inventory import look

REMOVE_SECONDS = 300.0
IMAGE_SECONDS = 60.0
POLL_SECONDS = 0.25

BUSY = ("in use", "has active endpoints", "being used", "is using")
"""What the swarm says of something that a container which is still stopping uses."""

GONE = "not found"


def remove_services(swarm: SwarmApi, deployment: str, keep: Collection[str]) -> None:
    """Remove the services whose names are not among those to keep; their containers stop in their own time."""
    for name, service in look(swarm, deployment).services.items():
        if name not in keep:
            swarm.delete(f"/services/{service['ID']}")


def remove_unneeded(work: Work, swarm: SwarmApi, keep: Collection[str]) -> None:
    """Remove networks, secrets, configs, images and volumes that are not among the names to keep.

    What containers use that are still stopping is waited for. A volume goes only when the plan says that its data is
    destroyed; others are left and reported. Nodes other than the endpoint's keep their volumes.
    """
    there = look(swarm, work.deployment)
    for sort, items in (("secrets", there.secrets), ("configs", there.configs), ("networks", there.networks)):
        for name, item in items.items():
            if name not in keep:
                path = f"/{sort}/{item['Id'] if sort == 'networks' else item['ID']}"
                _when_free(work, f"the {sort.removesuffix('s')} {name}", partial(swarm.delete, path))
    _await_gone(work, swarm, there.networks.keys() - set(keep))
    _remove_volumes(work, swarm, keep)
    _remove_images(work, swarm, keep)


def _await_gone(work: Work, swarm: SwarmApi, networks: Set[str]) -> None:
    """Wait until no node has the networks any more: until then each is listed, and a new one would be taken for it."""
    deadline = time.monotonic() + REMOVE_SECONDS
    while left := networks & look(swarm, work.deployment).networks.keys():
        if time.monotonic() > deadline:
            raise PlatformError(f"The network {min(left)} is removed, and yet this node keeps it.", transient=True)
        work.pause(POLL_SECONDS)


def _remove_volumes(work: Work, swarm: SwarmApi, keep: Collection[str]) -> None:
    for volume in inventory.volumes(swarm.client, work.deployment):
        if volume.name in keep:
            continue
        if not is_destroyed(work, volume):
            work.report(f"{volume.address}: the volume {volume.name} is left with its data")
            continue
        if swarm.client.info()["Swarm"]["Nodes"] > 1:
            work.report(f"{volume.address}: other nodes than this one may have a volume {volume.name}; they keep it")
        _when_free(work, f"the volume {volume.name}", partial(_remove_volume, work, swarm, volume.name))


def _remove_volume(work: Work, swarm: SwarmApi, name: str) -> None:
    """Remove a volume and, before, the ended containers that Swarm keeps to remember what ran."""
    client = swarm.client
    for container in client.containers(all=True, filters={"volume": name, "status": "exited"}):
        if container["Labels"].get(ADDRESS) in {change.address for change in work.changes.values()}:
            client.remove_container(container["Id"], force=True)
    client.remove_volume(name)


def _remove_images(work: Work, swarm: SwarmApi, keep: Collection[str]) -> None:
    """Remove images made for the deployment that this node took from the registry; one that others use stays."""
    registry = work.endpoint.options.get("registry", "")
    for image in inventory.images(swarm.client, work.deployment, registry):
        if image.name not in keep:
            try:
                remove = partial(swarm.client.remove_image, image.name)
                _when_free(work, f"the image {image.name}", remove, IMAGE_SECONDS)
            except PlatformError as error:
                work.report(f"the image {image.name} is left: {error}")


def _when_free(work: Work, what: str, remove: Callable[[], object], seconds: float = REMOVE_SECONDS) -> None:
    """Do it, again and again as long as something is in use. Raises :class:`PlatformError` after a while."""
    deadline = time.monotonic() + seconds
    while True:
        with _busy() as busy:
            remove()
        if not busy:
            return
        if time.monotonic() > deadline:
            raise PlatformError(f"Removing {what} failed: it is still in use.\n{busy[0]}", transient=True)
        work.pause(POLL_SECONDS)


@contextmanager
def _busy() -> Iterator[list[str]]:
    """Collects the words by which the swarm says that something is in use."""
    import docker.errors  # noqa: PLC0415 - see above

    found: list[str] = []
    try:
        yield found
    except docker.errors.NotFound:
        return
    except docker.errors.APIError as error:
        words = str(error.explanation)
        if any(busy in words for busy in BUSY):
            found.append(words)
        elif GONE not in words:
            raise
