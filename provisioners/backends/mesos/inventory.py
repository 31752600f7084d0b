"""What there is of a deployment in Marathon, and whose it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from provisioners.backends.contract import PlatformError
from provisioners.backends.mesos.labels import DEPLOYMENT
from provisioners.backends.mesos.marathon import App, Marathon
from provisioners.backends.mesos.pod_view import as_app


def live_apps(marathon: Marathon, group: str) -> dict[str, App]:
    """All applications and pods of a group by id, whoever made them; pods in the form of applications."""
    found = marathon.group(group)
    if found is None:
        return {}
    pods = [as_app(status) for status in found.get("pods") or ()]
    return {app["id"]: app for app in (*(found.get("apps") or ()), *pods)}


def mine(apps: Mapping[str, App], deployment: str) -> dict[str, App]:
    """Those that a deployment made."""
    return {key: app for key, app in apps.items() if (app.get("labels") or {}).get(DEPLOYMENT) == deployment}


def refuse_foreign(marathon: Marathon, group: str, deployment: str) -> None:
    """Raises :class:`PlatformError` when something in a deployment's group is not its own, or has the group's name."""
    found = marathon.group(group)
    if found is None:
        if marathon.app(group) is not None:
            raise PlatformError(f"An application of Marathon is named {group}, as the deployment's group would be.")
        return
    for name in _foreign(found, deployment):
        raise PlatformError(
            f"{name} lies in the deployment's group {group} and was made by somebody else. Move it away."
        )


def _foreign(group: Mapping[str, Any], deployment: str) -> Iterator[str]:
    pods = [status["spec"] for status in group.get("pods") or ()]
    for found in (*(group.get("apps") or ()), *pods):
        if (found.get("labels") or {}).get(DEPLOYMENT) != deployment:
            yield found["id"]
    for other in group.get("groups") or ():
        yield other["id"]
