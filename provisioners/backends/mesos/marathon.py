"""Marathon's API, as far as it is needed: version 2, of Marathon 1.5 and later."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.mesos.http import Answer, Api, opened

EMBEDS = (
    "group.groups",
    "group.apps",
    "group.pods",
    "group.apps.tasks",
    "group.apps.counts",
    "group.apps.deployments",
    "group.apps.lastTaskFailure",
)

DEPLOYMENT_HEADER = "Marathon-Deployment-Id"
"""Pods are answered with themselves; which deployment makes them stands in a header."""

App = Mapping[str, Any]
Deployment = Mapping[str, Any]


class Locked(PlatformError):
    """A deployment that has not ended holds what is to be changed."""

    def __init__(self, message: str, deployments: tuple[str, ...]) -> None:
        super().__init__(message, transient=True)
        self.deployments = deployments


class Marathon:
    """The calls, one method for each."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def info(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._api.call("GET", "/v2/info").data
        return found

    def group(self, group: str) -> Mapping[str, Any] | None:
        """A group with its applications and their tasks; None where there is none."""
        embeds = tuple(("embed", name) for name in EMBEDS)
        answer = self._api.call("GET", f"/v2/groups/{_path(group)}", query=embeds, expected=(200, 404))
        return None if answer.status == 404 else answer.data

    def put_group(self, group: Mapping[str, object], *, force: bool = False) -> str:
        """Make a group what it is to be, and give the deployment's id. Raises :class:`Locked`."""
        path = f"/v2/groups/{_path(str(group['id']))}"
        return self._change("PUT", path, body=group, force=force)

    def delete_group(self, group: str, *, force: bool = False) -> str | None:
        """Delete a group, and give the deployment's id; None where there is none. Raises :class:`Locked`."""
        return self._change_or_absent("DELETE", f"/v2/groups/{_path(group)}", force=force)

    def put_apps(self, apps: Sequence[App], *, force: bool = False) -> str:
        """Make some applications what they are to be, and leave all others. Raises :class:`Locked`."""
        return self._change("PUT", "/v2/apps", body=list(apps), force=force, more=(("partialUpdate", "false"),))

    def put_pod(self, pod: App, *, force: bool = False) -> str:
        """Make a pod what it is to be, and give the deployment's id. Raises :class:`Locked`."""
        path = f"/v2/pods/{_path(str(pod['id']))}"
        answer = self._attempt("PUT", path, force=force, expected=(200, 404, 409), body=pod)
        if answer.status == 404:
            answer = self._attempt("POST", "/v2/pods", force=force, expected=(201, 409), body=pod)
        return answer.headers[DEPLOYMENT_HEADER]

    def delete_pod(self, pod: str, *, force: bool = False) -> str | None:
        """Delete a pod; None where there is none. Raises :class:`Locked`."""
        answer = self._attempt("DELETE", f"/v2/pods/{_path(pod)}", force=force, expected=(202, 404, 409))
        return None if answer.status == 404 else answer.headers[DEPLOYMENT_HEADER]

    def pod_before(self, pod: str, version: str) -> App | None:
        """A pod as it was before a version; None where that was its first."""
        answer = self._api.call("GET", f"/v2/pods/{_path(pod)}::versions", expected=(200, 404))
        older = sorted(found for found in answer.data if found < version) if answer.status == 200 else []
        if not older:
            return None
        found: App = self._api.call("GET", f"/v2/pods/{_path(pod)}::versions/{quote(older[-1])}").data
        return found

    def delete_app(self, app: str, *, force: bool = False) -> str | None:
        """Delete an application; None where there is none. Raises :class:`Locked`."""
        return self._change_or_absent("DELETE", f"/v2/apps/{_path(app)}", force=force)

    def app(self, app: str) -> App | None:
        answer = self._api.call("GET", f"/v2/apps/{_path(app)}", expected=(200, 404))
        return None if answer.status == 404 else answer.data["app"]

    def version_before(self, app: str, version: str) -> App | None:
        """An application as it was before a version; None where that was its first."""
        answer = self._api.call("GET", f"/v2/apps/{_path(app)}/versions", expected=(200, 404))
        older = sorted(found for found in answer.data["versions"] if found < version) if answer.status == 200 else []
        if not older:
            return None
        found: App = self._api.call("GET", f"/v2/apps/{_path(app)}/versions/{quote(older[-1])}").data
        return found

    def deployments(self) -> Sequence[Deployment]:
        """Those that have not ended."""
        found: Sequence[Deployment] = self._api.call("GET", "/v2/deployments").data
        return found

    def roll_back(self, deployment: str) -> str | None:
        """Undo a deployment by another, whose id it gives; None when it has ended."""
        answer = self._api.call("DELETE", f"/v2/deployments/{quote(deployment, safe='')}", expected=(200, 404))
        return None if answer.status == 404 else answer.data["deploymentId"]

    def stop(self, deployment: str) -> None:
        """End a deployment where it is."""
        path = f"/v2/deployments/{quote(deployment, safe='')}"
        self._api.call("DELETE", path, query=(("force", "true"),), expected=(200, 202, 404))

    def queue(self) -> Sequence[Mapping[str, Any]]:
        """What waits to be started, and why."""
        found: Sequence[Mapping[str, Any]] = self._api.call("GET", "/v2/queue").data["queue"]
        return found

    def _change_or_absent(self, method: str, path: str, *, force: bool) -> str | None:
        answer = self._attempt(method, path, force=force, expected=(200, 404, 409))
        return None if answer.status == 404 else answer.data["deploymentId"]

    def _change(
        self, method: str, path: str, *, body: object, force: bool, more: tuple[tuple[str, str], ...] = ()
    ) -> str:
        answer = self._attempt(method, path, force=force, expected=(200, 201, 409), body=body, more=more)
        identifier: str = answer.data["deploymentId"]
        return identifier

    def _attempt(
        self,
        method: str,
        path: str,
        *,
        force: bool,
        expected: tuple[int, ...],
        body: object = None,
        more: tuple[tuple[str, str], ...] = (),
    ) -> Answer:
        query = (*more, *((("force", "true"),) if force else ()))
        answer = self._api.call(method, path, query=query, body=body, expected=expected)
        if answer.status == 409:
            raise _locked(answer)
        return answer


@contextmanager
def marathon(endpoint: Endpoint) -> Iterator[Marathon]:
    """Marathon at a target's endpoint. Raises :class:`PlatformError`, also for an endpoint of another kind."""
    if urlsplit(endpoint.url).scheme != "https":
        raise PlatformError("Marathon is reached by https:// only, since the credential goes with every call.")
    path = endpoint.options.get("path", "")
    with opened(endpoint, "Marathon", endpoint.url, path, with_credential=True) as api:
        yield Marathon(api)


def _path(identifier: str) -> str:
    return quote(identifier.lstrip("/"))


def _locked(answer: Answer) -> PlatformError:
    """A conflict names the deployments that hold the applications; one that names none is for somebody to settle."""
    data = answer.data if isinstance(answer.data, Mapping) else {}
    message = str(data.get("message", "something else has its name"))
    held = tuple(str(item["id"]) for item in data.get("deployments", ()) if isinstance(item, Mapping) and "id" in item)
    if not held:
        return PlatformError(f"Marathon refused (409): {message}")
    return Locked(f"Another deployment has not ended. {message}\nDeployment {', '.join(held)}", held)
