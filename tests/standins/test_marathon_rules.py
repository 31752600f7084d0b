"""The stand-in for Marathon is strict: what Marathon refuses it refuses, and more."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.standins.marathon.chronos import Chronos
from tests.standins.marathon.routes import Reply, Routes
from tests.standins.marathon.schemas import VARIABLE, Schemas, Unchecked, folder
from tests.standins.marathon.world import World

App = dict[str, Any]


@pytest.fixture
def routes() -> Routes:
    place = folder()
    return Routes(World(), Chronos(), Unchecked() if place is None else Schemas(place))


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    place = folder()
    if place is None:
        pytest.skip(f"{VARIABLE} names no folder with Marathon's schemas")
    return Schemas(place)


def app(name: str = "web", **fields: Any) -> App:
    container = {"type": "DOCKER", "docker": {"image": "example.com/a:1"}, "volumes": [], "portMappings": []}
    networks = [{"mode": "container/bridge"}]
    return {"id": f"/shop/{name}", "cpus": 1, "mem": 64, "container": container, "networks": networks, **fields}


def resident(**fields: Any) -> App:
    volumes = [{"containerPath": "data", "persistent": {"size": 10}, "mode": "RW"}]
    upgrade = {"minimumHealthCapacity": 0, "maximumOverCapacity": 0}
    made = app(residency={"taskLostBehavior": "WAIT_FOREVER"}, upgradeStrategy=upgrade)
    return {**made, "container": {**made["container"], "volumes": volumes}, **fields}


def put(routes: Routes, *apps: App, query: Mapping[str, list[str]] | None = None) -> Reply:
    return routes.answer("PUT", "/v2/groups/shop", query or {}, {"id": "/shop", "apps": list(apps)})


def settle(routes: Routes) -> None:
    for _ in range(200):
        routes.world.tick()
        if not routes.world.deployments:
            return
    raise AssertionError("it does not settle")


def test_what_is_right_is_taken(routes: Routes) -> None:
    status, answer = put(routes, app(), app("db"), resident(id="/shop/files"))
    assert status == 200
    assert set(answer) == {"version", "deploymentId"}
    settle(routes)
    assert sorted(task.app for task in routes.world.tasks) == ["/shop/db", "/shop/files", "/shop/web"]


def with_volume(volume: Any, **fields: Any) -> App:
    return {**app(), "container": {**app()["container"], "volumes": [volume]}, **fields}


def with_mappings(*mappings: Any, **fields: Any) -> App:
    return {**app(), "container": {**app()["container"], "portMappings": list(mappings)}, **fields}


WRONG = {
    "cmd and args": app(cmd="a", args=["b"]),
    "an id of the API": app("versions"),
    "another group's": app(id="/other/web"),
    "a version": app(version="2026-01-01T00:00:00Z"),
    "a dependency that is not there": app(dependencies=["/shop/db"]),
    "a dependency on itself": app(dependencies=["/shop/web"]),
    "host networking with mappings": with_mappings({"containerPort": 80}, networks=[{"mode": "host"}]),
    "a container network without a name": app(networks=[{"mode": "container"}]),
    "a bridge with a name": app(networks=[{"mode": "container/bridge", "name": "x"}]),
    "two modes": app(networks=[{"mode": "host"}, {"mode": "container", "name": "x"}]),
    "port definitions in a bridge": app(portDefinitions=[{"port": 80}]),
    "one port name twice": with_mappings({"containerPort": 1, "name": "a"}, {"containerPort": 2, "name": "a"}),
    "one host port twice": with_mappings({"containerPort": 1, "hostPort": 99}, {"containerPort": 2, "hostPort": 99}),
    "a local volume with a slash": with_volume({"containerPath": "/d", "persistent": {"size": 1}, "mode": "RW"}),
    "a local volume without residency": {**resident(), "residency": None},
    "residency without a volume": app(residency={"taskLostBehavior": "WAIT_FOREVER"}),
    "a resident that starts a second": resident(upgradeStrategy={"minimumHealthCapacity": 0, "maximumOverCapacity": 1}),
    "a resident that has to be well": resident(upgradeStrategy={"minimumHealthCapacity": 1, "maximumOverCapacity": 0}),
    "a resident with a role": resident(acceptedResourceRoles=["public"]),
    "a volume of a driver without the feature": with_volume(
        {
            "containerPath": "/d",
            "external": {"name": "a", "provider": "dvdi", "options": {"dvdi/driver": "x"}},
            "mode": "RW",
        }
    ),
    "a folder of the sandbox that nobody makes": with_volume({"containerPath": "/d", "hostPath": "x", "mode": "RW"}),
    "unique with a value": app(constraints=[["hostname", "UNIQUE", "x"]]),
    "a cluster without a value": app(constraints=[["rack", "CLUSTER", ""]]),
    "no regular expression": app(constraints=[["rack", "LIKE", "("]]),
    "a secret without the feature": app(env={"A": {"secret": "a"}}, secrets={"a": {"source": "b"}}),
    "a command for another protocol": app(healthChecks=[{"protocol": "TCP", "command": {"value": "a"}}]),
    "a command that is missing": app(healthChecks=[{"protocol": "COMMAND"}]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_marathon_refuses(routes: Routes, name: str) -> None:
    wrong = {key: value for key, value in WRONG[name].items() if value is not None}
    status, answer = put(routes, wrong)
    assert status == 422, answer
    assert answer["message"] == "Object is not valid"
    assert routes.world.apps == {}


def test_a_circle_is_refused(routes: Routes) -> None:
    status, answer = put(routes, app(dependencies=["/shop/db"]), app("db", dependencies=["/shop/web"]))
    assert (status, answer["details"][0]["errors"]) == (422, ["Dependency graph has cyclic dependencies."])


@pytest.mark.parametrize(
    "field", [{"nonsense": 1}, {"cpus": -1}, {"instances": "1"}, {"id": "/shop/We_b"}, {"env": {"A": 1}}]
)
def test_the_schemas_are_kept_to(routes: Routes, schemas: Schemas, field: App) -> None:
    assert put(routes, app(**field))[0] == 422


@pytest.mark.parametrize(
    "change", [{"mem": 65}, {"cpus": 2}, {"container": {**resident()["container"], "volumes": []}}]
)
def test_a_resident_is_not_changed(routes: Routes, change: App) -> None:
    put(routes, resident())
    settle(routes)
    changed = resident(**change)
    if "container" in change:
        changed.pop("residency")
    assert put(routes, changed)[0] == 422
    assert put(routes, resident(env={"A": "1"}))[0] == 200


def test_what_is_held_is_locked(routes: Routes) -> None:
    put(routes, app())
    status, answer = put(routes, app(env={"A": "1"}))
    assert status == 409
    assert [held["id"] for held in answer["deployments"]] == [routes.world.deployments[0].identifier]
    assert put(routes, app("db", id="/shop/db"), app())[0] == 200
    assert put(routes, app(env={"A": "1"}), query={"force": ["true"]})[0] == 200


def test_the_same_again_holds_nothing(routes: Routes) -> None:
    put(routes, app())
    settle(routes)
    assert put(routes, app())[0] == 200
    assert routes.world.deployments == []


@pytest.mark.parametrize(("method", "path", "query", "status"), [
    ("GET", "/v2/nothing", {}, 404), ("POST", "/v2/groups/shop", {}, 405),
    ("GET", "/v2/groups/shop", {"x": ["1"]}, 400),
    ("GET", "/v2/groups/shop", {}, 404), ("DELETE", "/v2/groups/shop", {}, 404), ("GET", "/v2/apps/shop/web", {}, 404),
    ("DELETE", "/v2/deployments/x", {}, 404), ("PUT", "/v2/apps", {"force": ["true"]}, 400),
])  # fmt: skip
def test_other_requests(routes: Routes, method: str, path: str, query: dict[str, list[str]], status: int) -> None:
    assert routes.answer(method, path, query, [])[0] == status


def test_its_answers_are_of_marathons_types(routes: Routes, schemas: Schemas) -> None:
    """A client that works with them would work with the shapes that Marathon's own description gives."""
    check = {"protocol": "COMMAND", "command": {"value": "true"}, "maxConsecutiveFailures": 3}
    put(routes, app(healthChecks=[check]), resident(id="/shop/files"), app("big", mem=10**9))
    seen: dict[str, list[tuple[str, str]]] = {}
    embeds = ["group.apps", "group.groups", "group.apps.tasks", "group.apps.counts", "group.apps.deployments",
              "group.apps.lastTaskFailure"]  # fmt: skip
    for _ in range(12):
        routes.world.tick()
        for deployment in routes.answer("GET", "/v2/deployments", {}, None)[1]:
            seen["deployment"] = schemas.types.check("deploymentEventsInfo.raml", "DeploymentStepInfo", deployment)
        group = routes.answer("GET", "/v2/groups/shop", {"embed": embeds}, None)[1]
        seen["group"] = schemas.types.check("group.raml", "GroupInfo", group)
        seen["queue"] = schemas.types.check("queue.raml", "Queue", routes.answer("GET", "/v2/queue", {}, None)[1])
        seen["tasks"] = schemas.types.check("task.raml", "TaskList", routes.answer("GET", "/v2/tasks", {}, None)[1])
        assert {name: found for name, found in seen.items() if found} == {}
    with routes.world.lock:
        routes.world.fail(routes.world.tasks[0], "TASK_FAILED", "it ended")
    found = routes.answer("GET", "/v2/groups/shop", {"embed": embeds}, None)[1]
    assert schemas.types.check("group.raml", "GroupInfo", found) == []
    assert any("lastTaskFailure" in one for one in found["apps"])


def pod(**fields: Any) -> App:
    one = {"name": "a", "image": {"kind": "DOCKER", "id": "a"}, "resources": {"cpus": 1, "mem": 32}}
    return {"id": "/shop/pod", "containers": [one], "networks": [{"mode": "container/bridge"}], **fields}


WRONG_PODS = [
    pod(containers=[{**pod()["containers"][0], "volumeMounts": [{"name": "x", "mountPath": "/x"}]}]),
    pod(containers=[*pod()["containers"], {**pod()["containers"][0], "name": "b"}]),
    pod(containers=[{**pod()["containers"][0], "healthCheck": {"intervalSeconds": 1}}]),
    pod(containers=[{**pod()["containers"][0], "endpoints": [{"name": "x"}, {"name": "x"}]}]),
    pod(volumes=[{"name": "d", "persistent": {"size": 1}}],
        scheduling={"upgrade": {"minimumHealthCapacity": 1, "maximumOverCapacity": 1}}),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG_PODS)
def test_what_marathon_refuses_of_pods(routes: Routes, wrong: App) -> None:
    assert routes.answer("POST", "/v2/pods", {}, wrong)[0] == 422
    assert routes.world.apps == {}


@pytest.mark.parametrize("field", [{"nonsense": 1}, {"scaling": {"kind": "elastic"}}, {"containers": []}])
def test_the_types_of_pods_are_kept_to(routes: Routes, schemas: Schemas, field: App) -> None:
    assert routes.answer("POST", "/v2/pods", {}, pod(**field))[0] == 422


def test_a_command_is_a_shells_or_a_list_of_words(schemas: Schemas) -> None:
    def found(command: App) -> list[tuple[str, str]]:
        return schemas.types.check(
            "pod.raml", "Pod", pod(containers=[{**pod()["containers"][0], "exec": {"command": command}}])
        )

    assert found({"argv": ["a"]}) == found({"shell": "a"}) == []
    assert found({"argv": ["a"], "shell": "a"}) != []


def test_pods_go_their_own_way(routes: Routes, schemas: Schemas) -> None:
    assert routes.answer("PUT", "/v2/pods/shop/pod", {}, pod())[0] == 404
    code, body, headers = routes.answer("POST", "/v2/pods", {}, pod())  # type: ignore[misc]
    assert (code, body["id"]) == (201, "/shop/pod")
    assert headers["Marathon-Deployment-Id"] == routes.world.deployments[0].identifier
    assert routes.answer("POST", "/v2/pods", {}, pod())[0] == 409
    settle(routes)
    put(routes, app())
    settle(routes)
    assert sorted(routes.world.apps) == ["/shop/pod", "/shop/web"]
    assert routes.answer("GET", "/v2/apps/shop/pod", {}, None)[0] == 404
    routes.world.fail(routes.world.of("/shop/pod")[0], "TASK_FAILED", "it ended")
    group = routes.answer("GET", "/v2/groups/shop", {"embed": ["group.pods", "group.apps"]}, None)[1]
    assert schemas.types.check("group.raml", "GroupInfo", group) == []
    assert routes.answer("DELETE", "/v2/pods/shop/pod", {}, None)[0] == 202


JOB = {"name": "a", "command": "x", "schedule": "R1//PT24H", "retries": 0, "disabled": False,
       "container": {"type": "DOCKER", "image": "a", "network": "BRIDGE"}}  # fmt: skip

WRONG_JOBS = [
    {"name": "a/b"}, {"schedule": "0 3 * * *"}, {"schedule": "R/2001-01-01T00:00:00Z/P1D"}, {"schedule": "R//P"},
    {"parents": ["b"]}, {"nonsense": 1}, {"retries": "2"}, {"container": {"type": "MESOS", "image": "a"}},
    {"environmentVariables": [{"name": "A"}]}, {"constraints": [["rack", "CLUSTER", "a"]]}, {"arguments": [1]},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG_JOBS)
def test_what_chronos_refuses(routes: Routes, wrong: App) -> None:
    assert routes.answer("POST", "/chronos/v1/scheduler/iso8601", {}, {**JOB, **wrong})[0] == 400
    assert routes.chronos.jobs == {}


def test_what_chronos_takes(routes: Routes) -> None:
    assert routes.answer("POST", "/chronos/v1/scheduler/iso8601", {}, JOB)[0] == 204
    child = {**{key: value for key, value in JOB.items() if key != "schedule"}, "name": "b", "parents": ["a"]}
    assert routes.answer("POST", "/chronos/v1/scheduler/iso8601", {}, child)[0] == 400
    assert routes.answer("POST", "/chronos/v1/scheduler/dependency", {}, child)[0] == 204
    for _ in range(3):
        routes.chronos.tick()
    assert routes.chronos.runs == ["a", "b"]
    assert routes.answer("DELETE", "/chronos/v1/scheduler/job/a", {}, None)[0] == 204
    assert routes.chronos.jobs["b"]["schedule"] == JOB["schedule"]
