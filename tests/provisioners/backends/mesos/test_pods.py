"""Pods: what they are made of, and their way through the stand-in."""

import json
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, NodeState, PlatformError, Right
from provisioners.backends.mesos import follow, locks
from tests.provisioners.backends.authority import Authority
from tests.provisioners.backends.compose.test_mapping import EXAMPLES
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import (
    ENDS,
    HANGS,
    NEVER_HEALTHY,
    UNPULLED,
    container,
    eventually,
    forced,
    kill_at,
    topology,
)
from tests.provisioners.backends.mesos.conftest import OPTIONS, TOKEN
from tests.provisioners.backends.mesos.rendering import IMAGE, PODS, codes, found, pod, policy, rendered, web
from tests.provisioners.backends.mesos.test_jobs import night
from tests.provisioners.graphs import edge, node
from tests.standins.marathon.pods import as_app
from tests.standins.marathon.schemas import Unchecked
from tests.standins.marathon.server import Fault, StandIn
from topology.values.value import Secret, Value

REFUSED = {
    "secrets": "TS853",
    "files": "TS853",
    "restart": "TS814",
    **dict.fromkeys(
        ("privileged", "host_pid", "host_ipc", "added_capabilities", "devices", "user", "working_dir", "read_only"),
        "TS814",
    ),
}
CHECK = {"command": ("true",), "retries": 2, "start_period": "0 s", "interval": "1 s", "timeout": "1 s"}


@pytest.fixture
def endpoint(standin: StandIn, authority: Authority) -> Endpoint:
    options = {**OPTIONS, "chronos": standin.url, "containerizer": "mesos"}
    return Endpoint(standin.url, {"token": TOKEN, "ca": authority.certificate()}, options)


@pytest.fixture
def key(harness: Harness) -> str:
    return f"/{harness.deployment}/web"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_property_becomes_something_or_is_refused(name: str) -> None:
    value, _ = EXAMPLES[name]
    asked = found(web(**{name: value}), rights=tuple(Right), options=PODS)
    if name in REFUSED:
        assert [each.code for each in asked.diagnostics if each.is_error] == [REFUSED[name]]
    else:
        assert asked.files != found(web(), rights=tuple(Right), options=PODS).files


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in REFUSED])
def test_the_official_schemas_take_it(schemas: Unchecked, name: str) -> None:
    value, _ = EXAMPLES[name]
    assert schemas.pod(pod(web(**{name: value}), rights=tuple(Right))) == []


@pytest.mark.parametrize(("own", "expected"), [
    ({}, None),
    ({"command": ("a", "b c")}, {"command": {"argv": ["a", "b c"]}, "overrideEntrypoint": False}),
    ({"entrypoint": ("x",), "command": ("$y",)}, {"command": {"argv": ["x", "$y"]}, "overrideEntrypoint": True}),
])  # fmt: skip
def test_words_are_kept_without_a_shell(own: dict[str, Value], expected: object) -> None:
    assert pod(web(**own))["containers"][0].get("exec") == expected


def test_a_health_check_has_no_shell_either() -> None:
    (one,) = pod(web(health_check={**CHECK, "command": ("test", "a b")}))["containers"]
    assert one["healthCheck"]["exec"] == {"command": {"argv": ["test", "a b"]}}


def test_a_volume_is_mounted_where_it_is_wanted() -> None:
    data = node("Data_1", "toposmith.nodes.Volume", deletion_policy="delete", size="1 GiB")
    made = pod(web(), data, edge("web", "storage", "Data_1", location="/var/lib/x"))
    assert made["volumes"] == [{"name": "data-1-g1", "persistent": {"type": "root", "size": 1024}}]
    (one,) = made["containers"]
    assert one["volumeMounts"] == [{"name": "data-1-g1", "mountPath": "/var/lib/x", "readOnly": False}]
    assert made["scheduling"]["unreachableStrategy"] == "disabled"


def test_a_host_path_by_right() -> None:
    parts = (
        web(),
        node("path", "toposmith.nodes.HostPath", path="/srv"),
        edge("web", "storage", "path", location="/x"),
    )
    made = pod(*parts, rights=(Right.HOST_PATHS,))
    assert made["volumes"] == [{"name": "host-0", "host": "/srv"}]


def test_constraints_are_objects() -> None:
    made = pod(web(), policy("Placement", "web", labels={"rack": "r1"}, spread_over="zone", apart=True))
    assert made["scheduling"]["placement"]["constraints"] == [
        {"fieldName": "rack", "operator": "CLUSTER", "value": "r1"},
        {"fieldName": "zone", "operator": "GROUP_BY"},
        {"fieldName": "hostname", "operator": "UNIQUE"},
    ]


def test_ports_are_endpoints() -> None:
    ports = ({"target": 80, "published": 8080, "address": "0.0.0.0"},)
    (one,) = pod(node("web", image=IMAGE, ports=ports, endpoint={"port": 90}))["containers"]
    assert [(item["containerPort"], item.get("hostPort")) for item in one["endpoints"]] == [(80, 8080), (90, None)]


def test_each_dependency_is_a_stage_of_its_own() -> None:
    parts = (web(), web("db"), web("mid"), edge("web", "dependency", "mid"), edge("mid", "dependency", "db"))
    stages = json.loads(rendered(*parts, options=PODS).files["stages.json"])
    assert [stage["pods"] for stage in stages] == [["/shop/db"], ["/shop/mid"], ["/shop/web"]]


def test_what_pods_have_not_is_refused() -> None:
    data = node("data", "toposmith.nodes.Volume", line=7)
    mount = edge("web", "storage", "data", location="/d")
    assert ("TS814", 7) in codes(web(), data, mount, options={**PODS, "volume_driver": "rexray"})
    front = node("front", "toposmith.nodes.Route", host="a.example", line=8)
    site = node("web", image=IMAGE, endpoint={"port": 80})
    asked = codes(site, front, edge("front", "connection", "web"), options={**PODS, "route_group": "external"})
    assert asked == [("TS814", 8)]
    assert codes(web(), policy("Isolation", "web"), options={**PODS, "vm_runtime": "kata"}) == [("TS823", 1)]


def test_each_section_is_told_by_its_name() -> None:
    before = rendered(web(), options=PODS).objects["web"].fingerprint
    for own, section in (
        ({"environment": {"A": "1"}}, "environment"),
        ({"command": ("a",)}, "command"),
        ({"cpus": 2.0}, "resources"),
        ({"health_check": CHECK}, "health check"),
    ):
        after = rendered(web(**own), options=PODS).objects["web"].fingerprint
        assert {key for key in before | after if before.get(key) != after.get(key)} == {section}


def test_what_others_depend_on_comes_first(harness: Harness, standin: StandIn) -> None:
    parts = (container(), container("db", health_check=CHECK), container("mid"), night("migrate"))
    edges = (
        edge("web", "connection", "migrate"),
        edge("migrate", "connection", "mid"),
        edge("mid", "connection", "db"),
    )
    harness.deploy(topology(*parts, *edges))
    begun = {task.app.rpartition("/")[2]: task.staged_at for task in standin.world.tasks}
    assert begun["db"] < begun["mid"] < begun["web"]
    assert harness.observe()["migrate"].state is NodeState.SUCCEEDED


def test_a_pod_that_left_the_template_goes(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container(), container("db")))
    harness.deploy(topology(container()))
    assert list(standin.world.apps) == [f"/{harness.deployment}/web"]


@pytest.mark.parametrize(("image", "words"), [
    (ENDS, "TASK_FAILED: Container exited with status 7"), (UNPULLED, "manifest unknown"),
])  # fmt: skip
def test_a_pod_that_does_not_start(harness: Harness, standin: StandIn, image: str, words: str) -> None:
    with pytest.raises(PlatformError, match=f"(?s)web does not start.*{words}"):
        harness.deploy(topology(container(image=image)))
    assert eventually(lambda: harness.observe()["web"].state is NodeState.FAILED)
    harness.undeploy(topology(container()))
    assert standin.world.apps == {}


def test_a_pod_that_is_not_healthy(harness: Harness) -> None:
    with pytest.raises(PlatformError, match="health check failed"):
        harness.deploy(topology(container(image=NEVER_HEALTHY, health_check=CHECK)))


def test_a_pod_that_nobody_has_room_for(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "OFFER_PATIENCE", 0.0)
    with pytest.raises(PlatformError, match="InsufficientMemory"):
        harness.deploy(topology(container(memory="1 TiB")))
    assert harness.observe()["web"].state is NodeState.PENDING


def test_scaling_starts_no_instance_anew(harness: Harness, standin: StandIn, key: str) -> None:
    harness.deploy(topology(container()))
    (before,) = standin.world.of(key)
    harness.deploy(topology(container(count=3)))
    assert before in standin.world.of(key)
    assert harness.observe()["web"].replicas == 3


def test_the_attributes_of_a_pod(harness: Harness, standin: StandIn) -> None:
    ports = ({"target": 80, "address": "0.0.0.0"},)
    harness.deploy(topology(node("web", image=IMAGE, ports=ports, endpoint={"port": 80, "protocol": "http"})))
    (task,) = standin.world.tasks
    attributes = harness.observe()["web"].attributes
    assert attributes["url"] == f"http://{task.agent.host}:{task.ports[0]}"
    assert attributes["published_ports.80/tcp"] == str(task.ports[0])


def change_by_hand(standin: StandIn, key: str, **changes: Any) -> None:
    with standin.world.lock:
        app = standin.world.apps[key]
        spec = {**app["pod"], "scaling": {"instances": app["instances"]}, **changes}
        standin.world.change({**standin.world.apps, key: as_app(spec)}, standin.routes.groups.all, force=True)


def test_what_somebody_changed_is_said(harness: Harness, standin: StandIn, key: str) -> None:
    harness.secrets = {"input:p": "right"}
    graph = topology(container(environment={"A": Secret("input:p")}))
    wanted = harness.deploy(graph).rendered
    look = lambda: harness.backend.observe(harness.deployment, harness.endpoint, wanted)["web"].drift  # noqa: E731
    assert look() == ()
    change_by_hand(standin, key, scaling={"instances": 4})
    assert look() == ("it has 4 instances instead of 1",)
    (one,) = standin.world.apps[key]["pod"]["containers"]
    change_by_hand(standin, key, scaling={"instances": 1}, containers=[{**one, "environment": {"A": "wrong"}}])
    assert look() == ("a value that is filled in when it is applied changed",)


def test_our_own_unfinished_deployment_is_cancelled(harness: Harness, standin: StandIn) -> None:
    kill_at(standin, harness, "step", lambda: harness.deploy(topology(container(image=HANGS))))
    harness.deploy(topology(container()))
    assert len(forced(standin)) == 1


@pytest.mark.parametrize("changes", [{"scaling": {"instances": 5}}, {"labels": {"mine": "yes"}}])
def test_somebody_elses_deployment_is_left_alone(
    harness: Harness, standin: StandIn, key: str, changes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.0)
    harness.deploy(topology(container()))
    standin.world.is_held = True
    if "labels" in changes:
        changes = {"labels": {**standin.world.apps[key]["labels"], **changes["labels"]}}
    change_by_hand(standin, key, **changes)
    with pytest.raises(PlatformError, match="has not ended"):
        harness.deploy(topology(container(environment={"A": "1"})))
    assert forced(standin) == []


@pytest.mark.parametrize("number", range(12))
def test_a_lost_answer(harness: Harness, standin: StandIn, number: int) -> None:
    graph = topology(container(), container("db"), night("migrate"), edge("migrate", "dependency", "db"),
                     edge("web", "dependency", "migrate"))  # fmt: skip
    left = iter(range(number, -1, -1))
    standin.faults.append(Fault(lambda method, path: next(left, 0) == 0, None))
    with pytest.raises(PlatformError):
        harness.deploy(graph)
    harness.deploy(graph)
    assert len(standin.world.tasks) == 2
    assert standin.chronos.runs == [f"{harness.deployment}.migrate"]


@pytest.mark.parametrize("image", [IMAGE, HANGS])
def test_another_containerizer_makes_them_anew(harness: Harness, standin: StandIn, key: str, image: str) -> None:
    if image == IMAGE:
        harness.deploy(topology(container()))
    else:
        kill_at(standin, harness, "step", lambda: harness.deploy(topology(container(image=image))))
    assert "pod" in standin.world.apps[key]
    options = {**harness.options, "containerizer": "docker"}
    harness.options = options
    harness.endpoint = Endpoint(harness.endpoint.url, harness.endpoint.credential, options)
    harness.deploy(topology(container()))
    assert "pod" not in standin.world.apps[key]
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_data_stays_through_changes(harness: Harness, standin: StandIn) -> None:
    def graph(size: str, **own: Value) -> Any:
        data = node("data", "toposmith.nodes.Volume", deletion_policy="delete", size=size)
        return topology(container(**own), data, edge("web", "storage", "data", location="/data"))

    harness.deploy(graph("1 GB"))
    before = sorted(standin.world.volumes)
    harness.deploy(graph("1 GB", environment={"A": "1"}))
    assert sorted(standin.world.volumes) == before
    harness.deploy(graph("2 GB", environment={"A": "1"}))
    assert standin.world.destroyed == [name for _, _, name in before]


def test_a_strangers_pod_stops_the_step(harness: Harness, standin: StandIn, key: str) -> None:
    spec = {
        "id": key,
        "containers": [{"name": "a", "image": {"kind": "DOCKER", "id": "a"}, "resources": {"cpus": 1, "mem": 1}}],
    }
    with standin.world.lock:
        standin.world.change({key: as_app(spec)}, {f"/{harness.deployment}"}, force=False)
    for act in (harness.deploy, harness.undeploy):
        with pytest.raises(PlatformError, match="made by somebody else"):
            act(topology(container()))
    assert list(standin.world.apps) == [key]
