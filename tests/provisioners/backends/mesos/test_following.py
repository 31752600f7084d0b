"""Deployments followed to their end, and given up for a reason in the platform's own words."""

from dataclasses import replace
from typing import Any

import pytest

from provisioners.backends.contract import NodeState, PlatformError, Right
from provisioners.backends.mesos import follow, labels
from tests.provisioners.backends.compose.rendering import IMAGE
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import (
    ENDS,
    HANGS,
    NEVER_HEALTHY,
    UNPULLED,
    container,
    eventually,
    kill_at,
    topology,
)
from tests.provisioners.backends.mesos.rendering import policy
from tests.provisioners.graphs import edge
from tests.standins.marathon.server import StandIn
from topology.values.value import Secret

CHECK = {"command": ("true",), "retries": 2, "start_period": "0 s", "interval": "1 s", "timeout": "1 s"}


class SecondLook:
    """A Marathon in which an application's task ends after each look, and the next one runs at every second look."""

    def __init__(self) -> None:
        self.time, self.looks = 0.0, 0

    def clock(self) -> float:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += 10 * follow.SETTLING

    def deployments(self) -> list[dict[str, Any]]:
        return []

    def queue(self) -> list[dict[str, Any]]:
        return []

    def group(self, _name: str) -> dict[str, Any]:
        self.looks += 1
        failure = {"version": "1", "taskId": str(self.looks // 2), "state": "TASK_FAILED", "message": "status 7"}
        return {
            "apps": [
                {
                    "id": "/shop/web",
                    "version": "1",
                    "labels": {labels.DEPLOYMENT: "shop", labels.ADDRESS: "web"},
                    "instances": 1,
                    "tasksRunning": 1 - self.looks % 2,
                    "lastTaskFailure": {**failure, "host": ""} if self.looks > 2 else None,
                }
            ]
        }


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "OFFER_PATIENCE", 0.0)


def app(standin: StandIn, harness: Harness, name: str = "web") -> dict[str, Any]:
    return standin.world.apps[f"/{harness.deployment}/{name}"]


def test_progress_is_told(harness: Harness, standin: StandIn) -> None:
    heard: list[str] = []
    kill_at(standin, harness, "step", lambda: harness.deploy(topology(container())), heard)
    key = f"/{harness.deployment}/web"
    assert heard == [f"step 1 of 2: StartApplication {key}"]
    harness.deploy(topology(container()))
    assert harness.reports[-1] == "all is as the template says"


def test_a_crash_loop_ends_the_step(harness: Harness, standin: StandIn) -> None:
    with pytest.raises(PlatformError, match=r"(?s)web does not start.*status 7") as raised:
        harness.deploy(topology(container(image=ENDS)))
    assert raised.value.addresses == ("web",)
    assert sum("a task failed" in line for line in harness.reports) >= 3
    assert harness.observe()["web"].state is NodeState.FAILED
    assert "status 7" in harness.observe()["web"].detail


def test_a_step_is_not_done_while_what_it_made_does_not_run(harness: Harness) -> None:
    """Marathon has nothing to deploy when the same is asked for again, though nothing runs."""
    for _ in range(2):
        with pytest.raises(PlatformError, match="web does not start"):
            harness.deploy(topology(container(image=ENDS)))


def test_one_look_at_a_moment_of_running_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every second look meets the moment in which a task runs that ends at once; looks are far apart."""
    seen = SecondLook()
    monkeypatch.setattr(follow, "monotonic", seen.clock)
    follower = follow.Follower(seen, "/shop", "shop", [].append, seen.pass_by)  # type: ignore[arg-type]
    with pytest.raises(PlatformError, match=r"web does not start"):
        follower.to_the_end(None, ["/shop/web"])


def test_an_unhealthy_container_ends_the_step(harness: Harness) -> None:
    with pytest.raises(PlatformError, match="health check failed"):
        harness.deploy(topology(container(image=NEVER_HEALTHY, health_check=CHECK)))


def test_a_healthy_container_is_waited_for(harness: Harness) -> None:
    harness.deploy(topology(container(health_check=CHECK)))
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_a_roll_back_puts_back_what_was_there(harness: Harness, standin: StandIn) -> None:
    rollback = policy("Update", "web", failure_action="rollback")
    harness.deploy(topology(container(count=2), rollback))
    with pytest.raises(PlatformError, match=r"(?s)put back.*status 7"):
        harness.deploy(topology(container(image=ENDS, count=2), rollback))
    assert app(standin, harness)["container"]["docker"]["image"] == IMAGE
    assert standin.world.deployments == []
    assert eventually(lambda: harness.observe()["web"].state is NodeState.RUNNING)
    harness.deploy(topology(container(count=2, environment={"A": "1"}), rollback))
    assert harness.observe()["web"].replicas == 2


def test_a_pause_leaves_what_still_runs(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container(count=2)))
    with pytest.raises(PlatformError, match="stopped where it was"):
        harness.deploy(topology(container(image=ENDS, count=2)))
    assert standin.world.deployments == []
    assert len(standin.world.well(f"/{harness.deployment}/web")) >= 1


def test_a_deployment_may_go_on_without_us(harness: Harness, standin: StandIn) -> None:
    going_on = policy("Update", "web", failure_action="continue")
    with pytest.raises(PlatformError, match="goes on trying"):
        harness.deploy(topology(container(image=UNPULLED), going_on))
    assert len(standin.world.deployments) == 1
    harness.deploy(topology(container(), going_on))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("own", "policies", "reason"), [
    ({"memory": "1 TiB"}, (), "InsufficientMemory"),
    ({"cpus": 999.0}, (), "InsufficientCpus"),
    ({}, (policy("Placement", "web", labels={"rack": "r9"}),), "UnfulfilledConstraint"),
])  # fmt: skip
def test_what_no_agent_offers_is_said(harness: Harness, own: Any, policies: Any, reason: str) -> None:
    with pytest.raises(PlatformError, match=rf"(?s)web does not start.*1 instances wait: {reason}"):
        harness.deploy(topology(container(**own), *policies))
    assert harness.observe()["web"].state is NodeState.PENDING


@pytest.mark.usefixtures("impatient")
def test_a_port_that_no_agent_offers(harness: Harness, standin: StandIn) -> None:
    for agent in standin.world.agents:
        agent.ports = range(31_000, 32_000)
    with pytest.raises(PlatformError, match="InsufficientPorts"):
        harness.deploy(topology(container(ports=({"target": 80, "published": 8080, "address": "0.0.0.0"},))))


def test_a_deployment_that_never_ends(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "TIMEOUT", 0.0)
    with pytest.raises(PlatformError, match="has not ended after 0 seconds: step"):
        harness.deploy(topology(container(image=HANGS)))


def test_what_others_depend_on_comes_first(harness: Harness, standin: StandIn) -> None:
    parts = (container(), container("db", health_check=CHECK), container("mid"))
    edges = (edge("web", "connection", "mid"), edge("mid", "connection", "db"))
    harness.deploy(topology(*parts, *edges))
    begun = {task.app.rpartition("/")[2]: task.staged_at for task in standin.world.tasks}
    assert begun["db"] < begun["mid"] < begun["web"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_rolling_change_keeps_as_many_as_there_were(harness: Harness, standin: StandIn, count: int) -> None:
    harness.deploy(topology(container(count=count)))
    key, fewest = f"/{harness.deployment}/web", [count]
    tick = standin.world.tick

    def watched() -> None:
        tick()
        fewest.append(len(standin.world.well(key)))

    standin.world.tick = watched  # type: ignore[method-assign]
    harness.deploy(topology(container(count=count, environment={"A": "1"})))
    assert min(fewest) == count
    assert {task.environment["A"] for task in standin.world.of(key)} == {"1"}


def test_scaling_starts_no_task_anew(harness: Harness, standin: StandIn) -> None:
    key = f"/{harness.deployment}/web"
    harness.deploy(topology(container(count=1)))
    (before,) = standin.world.of(key)
    harness.deploy(topology(container(count=3)))
    assert before in standin.world.of(key)
    assert len(standin.world.of(key)) == 3


def test_a_change_of_another_container_leaves_the_first_alone(harness: Harness, standin: StandIn) -> None:
    harness.deploy(topology(container(), container("db")))
    (before,) = standin.world.of(f"/{harness.deployment}/web")
    harness.deploy(topology(container(), container("db", environment={"A": "1"})))
    assert standin.world.of(f"/{harness.deployment}/web") == [before]


@pytest.mark.parametrize(("method", "path"), [("PUT", "/v2/groups"), ("GET", "/v2/deployments"), ("GET", "/v2/queue")])
@pytest.mark.parametrize("status", [500, 503])
def test_a_failure_of_marathon_is_transient(
    harness: Harness, standin: StandIn, method: str, path: str, status: int
) -> None:
    standin.fail(status, method=method, path=path, body={"message": "no leader"})
    standin.world.is_held = True
    with pytest.raises(PlatformError, match="no leader") as raised:
        harness.deploy(topology(container()))
    assert raised.value.transient
    standin.world.is_held = False
    harness.deploy(topology(container()))
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_words_of_marathon_hide_secrets(harness: Harness, standin: StandIn) -> None:
    harness.secrets = {"input:p": "xyzzy-secret"}
    body = {"message": "Object is not valid", "details": [{"path": "/env", "errors": ["xyzzy-secret is no good"]}]}
    standin.fail(422, method="PUT", path="/v2/groups", body=body)
    with pytest.raises(PlatformError, match=r"(?s)422.*Object is not valid.*/env: \*\*\* is no good") as raised:
        harness.deploy(topology(container(environment={"A": Secret("input:p")})))
    assert not raised.value.transient
    assert "xyzzy" not in str(raised.value)


def test_an_unknown_step_is_an_error(harness: Harness) -> None:
    planned = harness.plan(topology(container()))
    (step,) = planned.plan.steps
    with pytest.raises(PlatformError, match="no step 'dance'"):
        harness.perform(planned.plan, planned.rendered, replace(step, verb="dance"))


def test_rights_of_the_host_arrive(harness: Harness, standin: StandIn) -> None:
    harness.rights = frozenset(Right)
    harness.deploy(topology(container(privileged=True, user="1000", read_only=True)))
    docker = app(standin, harness)["container"]["docker"]
    assert docker["privileged"] is True
    assert {item["key"] for item in docker["parameters"]} == {"user", "read-only"}
