"""Changes while another deployment has not ended.

Marathon refuses a change of what a deployment holds (409), unless it is forced, which cancels that deployment. That is
right for one that we began and could not follow to its end, as after a crash; it is never done to somebody else's.
"""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from provisioners.backends.mesos.essence import is_untouched
from provisioners.backends.mesos.inventory import live_apps, mine
from provisioners.backends.mesos.labels import DEPLOYMENT
from provisioners.backends.mesos.marathon import Deployment, Locked, Marathon
from provisioners.backends.mesos.pause import Pause

PATIENCE = 30.0
"""Seconds for which somebody else's deployment is waited for before the step fails and is tried again later."""

Result = TypeVar("Result")


def changed(
    marathon: Marathon, group: str, deployment: str, change: Callable[[bool], Result], report: Callable[[str], None]
) -> Result:
    """Carry out a change, called with whether to force it. Raises :class:`Locked` for what others hold."""
    deadline = time.monotonic() + PATIENCE
    pause = Pause()
    while True:
        try:
            return change(False)
        except Locked as locked:
            held = [found for found in marathon.deployments() if found["id"] in locked.deployments]
            if held and all(is_ours(marathon, group, deployment, found) for found in held):
                report("an unfinished deployment of ours is in the way and is cancelled")
                return change(True)
            if time.monotonic() >= deadline:
                raise
        pause.rest()


def is_ours(marathon: Marathon, group: str, deployment: str, found: Deployment) -> bool:
    """Whether we began a deployment: it is about applications that we made and that nobody changed since.

    What somebody scales or changes by hand no longer has the digest that we gave it; restarting it by hand makes a new
    version of the same. An application that is being deleted cannot be asked any more, so it counts as somebody else's.
    """
    apps = mine(live_apps(marathon, group), deployment)
    affected = [*found.get("affectedApps", ()), *found.get("affectedPods", ())]
    return bool(affected) and all(
        key in apps and is_untouched(apps[key]) and not _is_restart(marathon, apps[key]) for key in affected
    )


def _is_restart(marathon: Marathon, app: Mapping[str, object]) -> bool:
    """Whether an application's last version is the one before once more, which only a restart by hand makes."""
    before = marathon.version_before(str(app["id"]), str(app["version"]))
    return before is not None and (before.get("labels") or {}).get(DEPLOYMENT) is not None and _same(before, app)


def _same(before: Mapping[str, object], app: Mapping[str, object]) -> bool:
    return is_untouched(before) and before.get("labels") == app.get("labels")
