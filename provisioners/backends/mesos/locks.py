"""Changes while another deployment has not ended.

Marathon refuses a change of what a deployment holds (409), unless it is forced, which cancels that deployment. That is
right for one that we began and could not follow to its end, as after a crash; it is never done to somebody else's.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from provisioners.backends.mesos.essence import is_untouched
from provisioners.backends.mesos.follow import Follower, affected
from provisioners.backends.mesos.inventory import live_apps, mine
from provisioners.backends.mesos.marathon import App, Deployment, Locked, Marathon
from provisioners.backends.mesos.pause import Pause

PATIENCE = 30.0
"""Seconds for which somebody else's deployment is waited for before the step fails and is tried again later."""

Result = TypeVar("Result")


def changed(follower: Follower, change: Callable[[bool], Result]) -> Result:
    """Carry out a change, called with whether to force it. Raises :class:`Locked` for what others hold."""
    deadline = time.monotonic() + PATIENCE
    pause = Pause(follower.pause)
    while True:
        try:
            return change(False)
        except Locked as locked:
            held = [found for found in follower.marathon.deployments() if found["id"] in locked.deployments]
            if held and all(is_ours(follower, found) for found in held):
                follower.report("an unfinished deployment of ours is in the way and is cancelled")
                return change(True)
            if time.monotonic() >= deadline:
                raise
        pause.rest()


def is_ours(follower: Follower, found: Deployment) -> bool:
    """Whether we began a deployment.

    Everything that one request changes gets the version of its deployment. So it is ours when it is about our group
    alone and gave one of its applications, which still has the digest that we gave it, other settings. Scaling by hand
    changes no settings, a change by hand does not know the digest, and a restart by hand repeats the version before.
    """
    apps = mine(live_apps(follower.marathon, follower.group), follower.deployment)
    return all(key.startswith(f"{follower.group}/") for key in affected(found)) and any(
        _was_changed_by_us(follower.marathon, apps[key], str(found["version"]))
        for key in affected(found)
        if key in apps
    )


def _was_changed_by_us(marathon: Marathon, app: App, version: str) -> bool:
    if app["versionInfo"]["lastConfigChangeAt"] != version or not is_untouched(app):
        return False
    before = (marathon.pod_before if "pod" in app else marathon.version_before)(app["id"], version)
    return before is None or before["labels"] != app["labels"]
