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
    """Delete applications and pods that cannot be changed to what is wanted, if the plan says that their data goes.

    Raises :class:`PlatformError` otherwise. ``wanted`` has pods in the form of applications.
    """
    live = mine(live_apps(marathon, follower.group), work.deployment)
    for key in sorted(live.keys() & wanted.keys()):
        is_other_kind = ("pod" in live[key]) != ("pod" in wanted[key])
        is_bound = _is_resident(live[key])
        if not is_other_kind and (not is_bound or _reserved(live[key]) == _reserved(wanted[key])):
            continue
        address = live[key]["labels"][ADDRESS]
        if is_bound and not any(change.data is DataEffect.DESTROYS for change in work.changes.values()):
            message = f"Marathon cannot change what {address} has reserved, and the plan does not give up its data."
            raise PlatformError(message, addresses=(address,))
        what = "removed with its volume" if is_bound else "removed"
        work.report(f"{address}: {what}, since Marathon cannot change it in place")
        delete = marathon.delete_pod if "pod" in live[key] else marathon.delete_app
        follower.to_the_end(_deleted(follower, key, delete), (key,))


def _deleted(follower: Follower, key: str, delete: Callable[..., str | None]) -> str | None:
    def change(force: bool) -> str | None:
        return delete(key, force=force)

    return changed(follower, change)


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
