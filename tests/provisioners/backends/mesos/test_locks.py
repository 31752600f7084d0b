"""409 and force: over our own unfinished deployment, never over somebody else's."""

from typing import Any

import pytest

from provisioners.backends.contract import NodeState, PlatformError
from provisioners.backends.mesos import locks
from provisioners.backends.mesos.pause import Pause
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import (
    HANGS,
    by_hand,
    container,
    eventually,
    forced,
    kill_at,
    restart_by_hand,
    topology,
)
from tests.provisioners.backends.mesos.test_jobs import night
from tests.provisioners.graphs import edge
from tests.standins.marathon.server import StandIn

RED, BLUE = (topology(container(environment={"COLOUR": colour})) for colour in ("red", "blue"))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.0)


@pytest.fixture
def key(harness: Harness) -> str:
    return f"/{harness.deployment}/web"


def test_our_own_unfinished_deployment_is_cancelled(harness: Harness, standin: StandIn) -> None:
    kill_at(standin, harness, "step", lambda: harness.deploy(topology(container(image=HANGS))))
    assert len(standin.world.deployments) == 1
    harness.deploy(BLUE)
    assert len(forced(standin)) == 1
    assert any("unfinished deployment of ours" in line for line in harness.reports)
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_the_same_step_again_follows_what_it_began(harness: Harness, standin: StandIn) -> None:
    standin.world.is_held = True
    kill_at(standin, harness, "step", lambda: harness.deploy(RED))
    (before,) = standin.world.deployments
    standin.world.is_held = False
    harness.deploy(RED)
    assert forced(standin) == []
    assert before not in standin.world.deployments
    assert harness.observe()["web"].state is NodeState.RUNNING


def test_an_unfinished_change_of_a_running_deployment(harness: Harness, standin: StandIn) -> None:
    harness.deploy(RED)
    kill_at(standin, harness, "step", lambda: harness.deploy(topology(container(image=HANGS))))
    harness.deploy(BLUE)
    assert len(forced(standin)) == 1
    assert standin.world.apps[f"/{harness.deployment}/web"]["env"] == {"COLOUR": "blue"}


def test_an_unfinished_deployment_is_removed(harness: Harness, standin: StandIn) -> None:
    kill_at(standin, harness, "step", lambda: harness.deploy(topology(container(image=HANGS))))
    harness.undeploy(RED)
    assert standin.world.apps == {}
    assert len(forced(standin)) == 1


def _scale(standin: StandIn, key: str) -> None:
    by_hand(standin, key, instances=5)


def _change(standin: StandIn, key: str) -> None:
    by_hand(standin, key, env={"COLOUR": "green"})


MEDDLING = [_scale, _change, restart_by_hand]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("meddle", MEDDLING)
@pytest.mark.parametrize("act", ["deploy", "undeploy"])
def test_somebody_elses_deployment_is_left_alone(
    harness: Harness, standin: StandIn, key: str, meddle: Any, act: str
) -> None:
    harness.deploy(RED)
    standin.world.is_held = True
    meddle(standin, key)
    (theirs,) = standin.world.deployments
    with pytest.raises(PlatformError, match=f"(?s)has not ended.*locked.*{theirs.identifier}") as raised:
        getattr(harness, act)(BLUE)
    assert raised.value.transient
    assert forced(standin) == []
    assert standin.world.deployments == [theirs]


@pytest.mark.parametrize("meddle", MEDDLING)
def test_somebody_elses_deployment_is_waited_for(
    harness: Harness, standin: StandIn, key: str, meddle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.deploy(RED)
    standin.world.is_held = True
    meddle(standin, key)
    rest = Pause.rest

    def released(pause: Pause) -> None:
        standin.world.is_held = False
        rest(pause)

    monkeypatch.setattr(Pause, "rest", released)
    harness.deploy(BLUE)
    assert forced(standin) == []
    assert standin.world.apps[key]["env"] == {"COLOUR": "blue"}
    assert standin.world.apps[key]["instances"] == 1


@pytest.mark.usefixtures("impatient")
def test_an_application_that_somebody_deletes_is_left_to_them(harness: Harness, standin: StandIn, key: str) -> None:
    harness.deploy(RED)
    standin.world.is_held = True
    with standin.world.lock:
        standin.world.change({}, standin.routes.groups.all, force=False)
    with pytest.raises(PlatformError, match="has not ended"):
        harness.deploy(BLUE)
    assert forced(standin) == []
    standin.world.is_held = False
    eventually(lambda: not standin.world.deployments)
    harness.deploy(BLUE)


def test_deployments_of_other_groups_do_not_matter(harness: Harness, standin: StandIn) -> None:
    container_ = {"type": "DOCKER", "docker": {"image": HANGS}, "volumes": []}
    with standin.world.lock:
        other = {"id": "/other/web", "container": container_, "args": ["x"]}
        standin.world.change({"/other/web": other}, {"/other"}, force=False)
    harness.deploy(RED)
    assert forced(standin) == []
    assert [deployment.affected for deployment in standin.world.deployments] == [["/other/web"]]


def test_what_hangs_in_a_later_stage_does_not_hold_up_the_first(harness: Harness, standin: StandIn) -> None:
    """Applications before a job are followed by themselves; the site's unfinished deployment is met in its stage."""
    chain = (edge("migrate", "dependency", "db"), edge("web", "dependency", "migrate"))
    parts = (container("db"), night("migrate"))
    harness.deploy(topology(*parts, container(), *chain))
    act = lambda: harness.deploy(topology(*parts, container(image=HANGS), *chain))  # noqa: E731
    kill_at(standin, harness, "step 1 of 1: RestartApplication", act)
    assert len(standin.world.deployments) == 1
    harness.deploy(topology(*parts, container(environment={"COLOUR": "red"}), *chain))
    assert len(forced(standin)) == 1
    assert harness.observe()["web"].state is NodeState.RUNNING
