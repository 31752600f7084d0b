"""What is observed of a deployment: states, attributes, and what somebody changed by hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from provisioners.backends.contract import NodeState, Observed
from provisioners.backends.mesos.states import app_state, job_state
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import by_hand, container, eventually, topology
from tests.provisioners.backends.mesos.rendering import web
from tests.provisioners.backends.mesos.test_jobs import night
from tests.provisioners.graphs import edge, node
from tests.standins.marathon.server import StandIn
from topology.graph.model import TopologyGraph
from topology.values.value import Secret

VERSION = "2026-01-01T00:00:00.000Z"
FAILURE = {"version": VERSION, "state": "TASK_FAILED", "host": "10.0.0.1", "message": "no", "taskId": "t"}


def app(*tasks: str, instances: int = 1, check: bool = False, **fields: Any) -> dict[str, Any]:
    found = [{"id": str(number), "state": state, "version": VERSION} for number, state in enumerate(tasks)]
    checks = [{"protocol": "COMMAND"}] if check else []
    return {"version": VERSION, "instances": instances, "tasks": found, "healthChecks": checks, **fields}


def with_results(*alive: bool) -> dict[str, Any]:
    found = app(*["TASK_RUNNING"] * len(alive), instances=len(alive), check=True)
    for task, result in zip(found["tasks"], alive, strict=True):
        task["healthCheckResults"] = [{"alive": result}]
    return found


@pytest.mark.parametrize(("found", "expected"), [
    (app("TASK_RUNNING"), NodeState.RUNNING),
    (app("TASK_STAGING"), NodeState.CREATING),
    (app("TASK_RUNNING", "TASK_STAGING", instances=2), NodeState.CREATING),
    (app("TASK_KILLING"), NodeState.DELETING),
    (app("TASK_UNREACHABLE"), NodeState.UNKNOWN),
    (app("TASK_FAILED"), NodeState.FAILED),
    (app(), NodeState.PENDING),
    (app(instances=0), NodeState.STOPPED),
    (app(lastTaskFailure=FAILURE), NodeState.FAILED),
    (app("TASK_RUNNING", lastTaskFailure=FAILURE), NodeState.RUNNING),
    (app(lastTaskFailure={**FAILURE, "version": "older"}), NodeState.PENDING),
    (app("TASK_RUNNING", check=True), NodeState.STARTING),
    (with_results(True), NodeState.RUNNING),
    (with_results(True, False), NodeState.UNHEALTHY),
])  # fmt: skip
def test_the_state_of_an_application(found: dict[str, Any], expected: NodeState) -> None:
    assert app_state(found)[0] is expected


@pytest.mark.parametrize(("job", "doing", "expected"), [
    ({}, "idle", NodeState.PENDING), ({}, "queued", NodeState.PENDING),
    ({"successCount": 1}, "1 running", NodeState.RUNNING),
    ({"successCount": 1}, "idle", NodeState.SUCCEEDED), ({"errorCount": 1}, "idle", NodeState.FAILED),
    ({"successCount": 3, "errorCount": 1, "errorsSinceLastSuccess": 1}, "idle", NodeState.FAILED),
    ({"successCount": 3, "errorCount": 1, "errorsSinceLastSuccess": 0}, "idle", NodeState.SUCCEEDED),
])  # fmt: skip
def test_the_state_of_a_job(job: dict[str, Any], doing: str, expected: NodeState) -> None:
    assert job_state(job, doing)[0] is expected


def test_the_attributes_of_what_runs(harness: Harness, standin: StandIn) -> None:
    ports = ({"target": 80, "address": "0.0.0.0"}, {"target": 81, "published": 8081, "address": "0.0.0.0"})
    site = node("web", image="example.com/site:1", ports=ports, endpoint={"port": 80, "protocol": "http"})
    harness.deploy(topology(site))
    (task,) = standin.world.tasks
    name = f"web-{harness.deployment}.marathon.mesos"
    assert harness.observe()["web"].attributes == {
        "address": name,
        "private_address": name,
        "hostname": name,
        "public_address": task.agent.host,
        "url": f"http://{task.agent.host}:{task.ports[0]}",
        "published_ports.80/tcp": str(task.ports[0]),
        "published_ports.81/tcp": "8081",
    }


def test_volumes_and_routes_are_observed_with_their_application(harness: Harness) -> None:
    harness.options = {**harness.options, "route_group": "external"}
    data = node("data", "toposmith.nodes.Volume", deletion_policy="delete", size="1 GB")
    site = node("web", image="example.com/site:1", endpoint={"port": 80})
    front = node("front", "toposmith.nodes.Route", host="shop.example")
    parts = (site, data, front, edge("web", "storage", "data", location="/d"), edge("front", "connection", "web"))
    harness.deploy(topology(*parts))
    found = harness.observe()
    assert found.keys() == {"web", "data", "front"}
    assert found["data"].attributes == {"name": f"{harness.deployment}-data-g1"}


def looked(harness: Harness, graph: TopologyGraph) -> Mapping[str, Observed]:
    wanted = harness.plan(graph).rendered
    return harness.backend.observe(harness.deployment, harness.endpoint, wanted)


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"instances": 4}, "it has 4 instances instead of 1"),
    ({"env": {"A": "2"}}, "the environment changed"),
    ({"env": {}}, "the environment changed"),
    ({"mem": 999}, "the memory changed"),
    ({"args": ["x"]}, "the arguments changed"),
    ({"constraints": [["hostname", "UNIQUE"]]}, "the constraints changed"),
    ({"upgradeStrategy": {"minimumHealthCapacity": 0.0, "maximumOverCapacity": 1.0}}, "the upgrade strategy changed"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_what_somebody_changed_is_said(harness: Harness, standin: StandIn, change: dict[str, Any], words: str) -> None:
    graph = topology(container(environment={"A": "1"}), container("db"))
    harness.deploy(graph)
    assert {address: found.drift for address, found in looked(harness, graph).items()} == {"web": (), "db": ()}
    by_hand(standin, f"/{harness.deployment}/web", **change)
    assert {address: found.drift for address, found in looked(harness, graph).items()} == {"web": (words,), "db": ()}
    eventually(lambda: not standin.world.deployments)
    harness.recorded = ()
    harness.deploy(graph)
    assert looked(harness, graph)["web"].drift == ()


def test_a_secret_that_somebody_changed_is_noticed(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": "right"}
    graph = topology(container(environment={"A": Secret("input:p")}))
    harness.deploy(graph)
    assert looked(harness, graph)["web"].drift == ()
    by_hand(standin, f"/{harness.deployment}/web", env={"A": "wrong"})
    assert looked(harness, graph)["web"].drift == ("a value that is filled in when it is applied changed",)


@pytest.mark.parametrize(("change", "words"), [
    ({"retries": 9}, "its 'retries' changed"), ({"disabled": True}, "it is disabled"),
    ({"command": "x"}, "its 'command' changed"),
])  # fmt: skip
def test_a_job_that_somebody_changed(harness: Harness, standin: StandIn, change: dict[str, Any], words: str) -> None:
    graph = topology(night(schedule="0 3 * * *"))
    harness.deploy(graph)
    assert looked(harness, graph)["night"].drift == ()
    standin.chronos.jobs[f"{harness.deployment}.night"].update(change)
    assert looked(harness, graph)["night"].drift == (words,)


def test_what_is_gone_is_there_as_deleted(harness: Harness, standin: StandIn) -> None:
    graph = topology(web(), night(schedule="0 3 * * *"))
    harness.deploy(graph)
    with standin.world.lock:
        standin.chronos.jobs.clear()
        standin.world.change({}, standin.routes.groups.all, force=True)
    for found in looked(harness, graph).values():
        assert (found.state, found.drift) == (NodeState.DELETED, ("it is gone",))


def test_a_task_that_fails_is_seen(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container(count=2)))
    standin.world.is_held = True
    with standin.world.lock:
        standin.world.fail(standin.world.tasks[0], "TASK_LOST", "the agent is gone")
    found = harness.observe()["web"]
    assert (found.state, found.replicas) == (NodeState.FAILED, 1)
    assert "the agent is gone" in found.detail


def test_words_of_mesos_that_repeat_the_environment_are_blotted_out(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": "xyzzy"}
    harness.deploy(topology(container(environment={"PASSWORD": Secret("input:p"), "EMPTY": ""})))
    standin.world.is_held = True
    with standin.world.lock:
        standin.world.fail(standin.world.tasks[0], "TASK_FAILED", "Failed to run 'docker run -e PASSWORD=xyzzy a'")
    assert harness.observe()["web"].detail.endswith("Failed to run 'docker run -e PASSWORD=*** a'")
