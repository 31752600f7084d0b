"""Which request is answered how. Paths and query parameters that Marathon does not know are refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from tests.standins.marathon.chronos import Chronos
from tests.standins.marathon.cluster import Task
from tests.standins.marathon.groups import Groups, absolute, parents
from tests.standins.marathon.pods import as_app, pod_rules, spec, status
from tests.standins.marathon.refusals import Refused, bad, invalid, missing
from tests.standins.marathon.schemas import Unchecked
from tests.standins.marathon.views import app_view, deployment_view, group_view, queue_view, task_view
from tests.standins.marathon.world import World

VERSION = "1.8.222-stand-in"
GROUP_EMBEDS = ("groups", "apps", "pods", "apps.tasks", "apps.counts", "apps.deployments", "apps.lastTaskFailure")


@dataclass(frozen=True)
class Request:
    """One request: ``found`` are the parts of its path."""

    method: str
    found: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Any

    @property
    def force(self) -> bool:
        return list(self.query.get("force", ())) == ["true"]


Reply = tuple[int, Any] | tuple[int, Any, Mapping[str, str]]
Handler = Callable[[Request], Reply]


class Routes:
    """The routes of one stand-in."""

    def __init__(self, world: World, chronos: Chronos, schemas: Unchecked) -> None:
        self.world = world
        self.chronos = chronos
        self.groups = Groups(world)
        self._schemas = schemas
        force = frozenset({"force"})
        none: frozenset[str] = frozenset()
        self._table: list[tuple[str, str, frozenset[str], Handler]] = [
            ("GET", r"/ping", none, lambda request: (200, "pong")),
            ("GET", r"/v2/info", none, self._info),
            ("GET", r"/v2/queue", frozenset({"embed"}), lambda request: (200, {"queue": queue_view(world)})),
            ("GET", r"/v2/tasks", frozenset({"status"}), self._tasks),
            ("GET", r"/v2/deployments", none, lambda request: (200, [*map(deployment_view, world.deployments)])),
            ("DELETE", r"/v2/deployments/(?P<id>[^/]+)", force, self._undo),
            ("GET", r"/v2/groups/(?P<id>.+)", frozenset({"embed"}), self._group),
            ("PUT", r"/v2/groups/(?P<id>.+)", force, self._put_group),
            ("DELETE", r"/v2/groups/(?P<id>.+)", force, self._delete_group),
            ("PUT", r"/v2/apps", force | {"partialUpdate"}, self._put_apps),
            ("GET", r"/v2/apps/(?P<id>.+)/versions", none, self._versions),
            ("GET", r"/v2/apps/(?P<id>.+)/versions/(?P<version>[^/]+)", none, self._version),
            ("POST", r"/v2/apps/(?P<id>.+)/restart", force, self._restart),
            ("GET", r"/v2/apps/(?P<id>.+)", frozenset({"embed"}), self._app),
            ("DELETE", r"/v2/apps/(?P<id>.+)", force, self._delete_app),
            ("POST", r"/v2/pods", force, self._post_pod),
            ("PUT", r"/v2/pods/(?P<id>[^:]+)", force, self._put_pod),
            ("DELETE", r"/v2/pods/(?P<id>[^:]+)", force, self._delete_pod),
            ("GET", r"/v2/pods/(?P<id>[^:]+)::status", none, self._pod_status),
            ("GET", r"/v2/pods/(?P<id>[^:]+)::versions", none, self._pod_versions),
            ("GET", r"/v2/pods/(?P<id>[^:]+)::versions/(?P<version>[^/]+)", none, self._pod_version),
            ("GET", r"/agent/(?P<agent>[^/]+)/state", none, self._agent_state),
            ("GET", r"/agent/(?P<agent>[^/]+)/files/read", frozenset({"path", "offset", "length"}), self._read),
            ("GET", r"/secrets/v1/secret/default/(?P<id>.+)", frozenset({"list"}), self._secrets),
            ("PUT", r"/secrets/v1/secret/default/(?P<id>.+)", none, self._put_secret),
            ("DELETE", r"/secrets/v1/secret/default/(?P<id>.+)", none, self._delete_secret),
            ("GET", r"/chronos/v1/scheduler/jobs", none, lambda request: (200, [*chronos.jobs.values()])),
            ("GET", r"/chronos/v1/scheduler/jobs/summary", none, lambda request: (200, chronos.summary())),
            ("POST", r"/chronos/v1/scheduler/(?P<kind>iso8601|dependency)", none, self._put_job),
            ("DELETE", r"/chronos/v1/scheduler/job/(?P<id>[^/]+)", none, self._delete_job),
            ("DELETE", r"/chronos/v1/scheduler/task/kill/(?P<id>[^/]+)", none, self._kill_job),
        ]

    def answer(self, method: str, path: str, query: Mapping[str, Sequence[str]], body: Any) -> Reply:
        """The status and the body of an answer."""
        known = False
        for wanted, pattern, parameters, handler in self._table:
            match = re.fullmatch(pattern, path)
            if match is None:
                continue
            known = True
            if wanted != method:
                continue
            if unknown := query.keys() - parameters:
                return 400, {"message": f"unknown query parameters {sorted(unknown)}"}
            try:
                with self.world.lock:
                    found = {key: unquote(value) for key, value in match.groupdict().items()}
                    return handler(Request(method, found, query, body))
            except Refused as refused:
                return refused.status, refused.body
        return (405, {"message": "Method Not Allowed"}) if known else (404, {"message": f"URI not found: {path}"})

    def _info(self, request: Request) -> Reply:
        return 200, {"name": "marathon", "version": VERSION, "buildref": "stand-in", "elected": True}

    def _tasks(self, request: Request) -> Reply:
        return 200, {"tasks": [task_view(task) for task in self.world.tasks]}

    def _group(self, request: Request) -> Reply:
        key = _id(request)
        if key not in self.groups.all:
            raise missing(f"Group '{key}'")
        embeds = {name.removeprefix("group.") for name in request.query.get("embed", ())}
        embeds &= set(GROUP_EMBEDS)
        return 200, group_view(self.world, self.groups.all, key, {name.removeprefix("apps.") for name in embeds})

    def _put_group(self, request: Request) -> Reply:
        key = _id(request)
        problems = self._schemas.group(request.body)
        if problems:
            raise invalid(problems)
        return _result(self.groups.update(absolute(key, request.body["id"]), request.body, force=request.force))

    def _delete_group(self, request: Request) -> Reply:
        key = _id(request)
        if key not in self.groups.all:
            raise missing(f"Group '{key}'")
        return _result(self.groups.delete(key, force=request.force))

    def _put_apps(self, request: Request) -> Reply:
        if not isinstance(request.body, list):
            raise bad("Invalid JSON")
        if list(request.query.get("partialUpdate", ())) != ["false"]:
            raise bad("partial updates are not played by this stand-in")
        problems = [problem for app in request.body for problem in self._schemas.app(app)]
        if problems:
            raise invalid(problems)
        after = {**self.world.apps, **{app["id"]: app for app in request.body}}
        return _result(self.world.change(after, self.groups.all, force=request.force))

    def _app(self, request: Request) -> Reply:
        app = self._existing(request)
        return 200, {"app": app_view(self.world, app, {"tasks", "counts", "deployments", "lastTaskFailure"})}

    def _delete_app(self, request: Request) -> Reply:
        app = self._existing(request)
        after = {key: found for key, found in self.world.apps.items() if key != app["id"]}
        return _result(self.world.change(after, self.groups.all, force=request.force))

    def _versions(self, request: Request) -> Reply:
        return 200, {"versions": sorted(self._history(request), reverse=True)}

    def _version(self, request: Request) -> Reply:
        found = self._history(request).get(request.found["version"])
        if found is None:
            raise missing(f"App '{_id(request)}' in that version")
        return 200, found

    def _history(self, request: Request) -> Mapping[str, Any]:
        found = self.world.history.get(_id(request))
        if found is None:
            raise missing(f"App '{_id(request)}'")
        return found

    def _restart(self, request: Request) -> Reply:
        return _result(self.world.restart(self._existing(request)["id"], force=request.force))

    def _existing(self, request: Request) -> Any:
        found = self.world.apps.get(_id(request))
        if found is None or "pod" in found:
            raise missing(f"App '{_id(request)}'")
        return found

    def _post_pod(self, request: Request) -> Reply:
        if request.body.get("id") in self.world.apps:
            raise Refused(409, {"message": f"An app or pod with id [{request.body['id']}] already exists."})
        return self._changed_pod(request, str(request.body.get("id")), 201)

    def _put_pod(self, request: Request) -> Reply:
        if "pod" not in self.world.apps.get(_id(request), {}):
            raise missing(f"Pod '{_id(request)}'")
        return self._changed_pod(request, _id(request), 200)

    def _changed_pod(self, request: Request, key: str, code: int) -> Reply:
        problems = self._schemas.pod(request.body)
        if problems or (problems := list(pod_rules(request.body))):
            raise invalid(problems)
        after = {**self.world.apps, key: as_app(request.body)}
        deployment = self.world.change(after, self.groups.all | set(parents(key)), force=request.force)
        return code, spec(self.world.apps[key]), {"Marathon-Deployment-Id": deployment.identifier}

    def _delete_pod(self, request: Request) -> Reply:
        app = self._pod(request)
        after = {key: found for key, found in self.world.apps.items() if key != app["id"]}
        deployment = self.world.change(after, self.groups.all, force=request.force)
        return 202, None, {"Marathon-Deployment-Id": deployment.identifier}

    def _pod_status(self, request: Request) -> Reply:
        return 200, status(self.world, self._pod(request))

    def _pod_versions(self, request: Request) -> Reply:
        self._pod(request)
        return 200, sorted(self._history(request))

    def _pod_version(self, request: Request) -> Reply:
        found = self._history(request).get(request.found["version"])
        if found is None:
            raise missing(f"Pod '{_id(request)}' in that version")
        return 200, spec(found)

    def _pod(self, request: Request) -> Any:
        found = self.world.apps.get(_id(request))
        if found is None or "pod" not in found:
            raise missing(f"Pod '{_id(request)}'")
        return found

    def _undo(self, request: Request) -> Reply:
        found = next((one for one in self.world.deployments if one.identifier == request.found["id"]), None)
        if found is None:
            raise missing(f"DeploymentPlan {request.found['id']}")
        if request.force:
            self.world.cancel(found)
            return 202, None
        after = {key: app for key, app in self.world.apps.items() if key not in found.affected}
        for key in found.affected:
            if key in found.before:
                before = found.before[key]
                after[key] = {name: value for name, value in before.items() if name not in ("version", "versionInfo")}
        return _result(self.world.change(after, self.groups.all, force=True))

    def _agent_state(self, request: Request) -> Reply:
        executors = [
            self._executor(task) for task in self.world.tasks if task.agent.identifier == request.found["agent"]
        ]
        return 200, {"frameworks": [{"id": "marathon", "executors": executors}]}

    def _executor(self, task: Task) -> dict[str, Any]:
        """A task's own executor, or the one of its pod."""
        is_pod = "pod" in self.world.apps.get(task.app, {})
        name = task.identifier.rpartition("._")[0] if is_pod else task.identifier
        return {"id": name, "directory": _folder(name), "tasks": [{"id": task.identifier}]}

    def _read(self, request: Request) -> Reply:
        path = request.query["path"][0]
        name = next((name for name in self.world.outputs if path.rpartition("/")[0].endswith(f"/{name}")), None)
        if name is None:
            raise Refused(404, None)
        text = self.world.outputs[name] if path.endswith("/stdout") else ""
        offset = int(request.query["offset"][0])
        if offset < 0:
            return 200, {"data": "", "offset": len(text)}
        length = int(request.query.get("length", [str(len(text))])[0])
        return 200, {"data": text[offset : offset + length], "offset": offset}

    def _secrets(self, request: Request) -> Reply:
        if list(request.query.get("list", ())) != ["true"]:
            raise bad("secrets are only listed here")
        return 200, {"array": self.world.store.below(request.found["id"])}

    def _put_secret(self, request: Request) -> Reply:
        self.world.store.put(request.found["id"], request.body)
        return 201, None

    def _delete_secret(self, request: Request) -> Reply:
        self.world.store.delete(request.found["id"])
        return 204, None

    def _put_job(self, request: Request) -> Reply:
        self.chronos.put(request.body, request.found["kind"])
        return 204, None

    def _delete_job(self, request: Request) -> Reply:
        self.chronos.delete(request.found["id"])
        return 204, None

    def _kill_job(self, request: Request) -> Reply:
        self.chronos.kill(request.found["id"])
        return 204, None


def _id(request: Request) -> str:
    return "/" + request.found["id"].strip("/")


def _result(deployment: Any) -> Reply:
    return 200, {"version": deployment.version, "deploymentId": deployment.identifier}


def _folder(task: str) -> str:
    return f"/var/lib/mesos/slave/{task}"
