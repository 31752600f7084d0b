"""Applications that Marathon cannot change: what is reserved with a local volume stays, or goes with the data."""

from collections.abc import Callable, Mapping
from typing import Any

from provisioners.backends.contract import PlatformError, Work
from provisioners.backends.mesos.follow import Follower
from provisioners.backends.mesos.inventory import live_apps, mine
from provisioners.backends.mesos.labels import ADDRESS
from provisioners.backends.mesos.locks import changed
from provisioners.backends.mesos.marathon import App, Marathon
from provisioners.planning.model import DataEffect

Reserved = tuple[object, ...]


def make_room(marathon: Marathon, work: Work, follower: Follower, wanted: Mapping[str, App]) -> None:
    """Delete applications that cannot be changed to what is wanted, if the plan says that their data goes.

    Raises :class:`PlatformError` otherwise.
    """
    live = mine(live_apps(marathon, follower.group), work.deployment)
    for key in sorted(live.keys() & wanted.keys()):
        if not _is_resident(live[key]) or _reserved(live[key]) == _reserved(wanted[key]):
            continue
        address = live[key]["labels"][ADDRESS]
        if not any(change.data is DataEffect.DESTROYS for change in work.changes.values()):
            message = f"Marathon cannot change what {address} has reserved, and the plan does not give up its data."
            raise PlatformError(message, addresses=(address,))
        work.report(f"{address}: removed with its volume, since Marathon changes neither in place")
        follower.to_the_end(_deleted(marathon, follower, key, work.report))


def _deleted(marathon: Marathon, follower: Follower, key: str, report: Callable[[str], None]) -> str | None:
    def delete(force: bool) -> str | None:
        return marathon.delete_app(key, force=force)

    return changed(marathon, follower.group, follower.deployment, delete, report)


def _is_resident(app: Mapping[str, Any]) -> bool:
    return any(item.get("persistent") for item in (app.get("container") or {}).get("volumes") or ())


def _reserved(app: Mapping[str, Any]) -> Reserved:
    """What Marathon refuses to change in an application with a local volume."""
    container = app.get("container") or {}
    volumes = sorted(
        (item["containerPath"], item["persistent"]["size"])
        for item in container.get("volumes") or ()
        if item.get("persistent")
    )
    ports = sorted(
        {item["hostPort"] for item in container.get("portMappings") or () if item.get("hostPort") is not None}
    )
    return (float(app["cpus"]), float(app["mem"]), float(app.get("disk") or 0), volumes, ports)
