"""A step that was cut off anywhere is done again and leaves what one attempt leaves."""

from dataclasses import replace

import pytest

from provisioners.backends.contract import NodeState, PlatformError
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import container, eventually, kill_at, topology
from tests.provisioners.backends.mesos.test_jobs import night
from tests.provisioners.graphs import edge
from tests.standins.marathon.server import Fault, StandIn
from topology.graph.model import TopologyGraph

CUTS = 14
"""Requests of a deployment that are cut off one by one; the later ones are looks at what goes on."""


def shop() -> TopologyGraph:
    """A database, a job that waits for it, and a site that waits for the job."""
    edges = (edge("migrate", "dependency", "db"), edge("web", "dependency", "migrate"))
    return topology(container(), container("db"), night("migrate"), *edges)


def cut(standin: StandIn, number: int) -> None:
    """Cut the connection of the request of that number, after the work is done."""
    left = iter(range(number, -1, -1))
    standin.faults.append(Fault(lambda method, path: next(left, 0) == 0, None))


@pytest.mark.parametrize("number", range(CUTS))
def test_a_lost_answer(harness: Harness, standin: StandIn, number: int) -> None:
    cut(standin, number)
    with pytest.raises(PlatformError) as raised:
        harness.deploy(shop())
    assert raised.value.transient
    harness.deploy(shop())
    assert {address: found.state for address, found in harness.observe().items()} == {
        "web": NodeState.RUNNING,
        "db": NodeState.RUNNING,
        "migrate": NodeState.SUCCEEDED,
    }
    assert standin.chronos.runs == [f"{harness.deployment}.migrate"]
    assert len(standin.world.tasks) == 2
    assert harness.plan(shop()).plan.is_empty


@pytest.mark.parametrize("number", range(6))
def test_a_lost_answer_of_a_removal(harness: Harness, standin: StandIn, number: int) -> None:
    harness.deploy(shop())
    recorded = harness.recorded
    cut(standin, number)
    with pytest.raises(PlatformError):
        harness.undeploy(shop())
    harness.recorded = recorded
    harness.undeploy(shop())
    assert eventually(lambda: not standin.world.tasks)
    assert (standin.world.apps, standin.chronos.jobs) == ({}, {})


@pytest.mark.parametrize("word", ["step", "the job goes", "ended well"])
def test_a_worker_that_dies(harness: Harness, standin: StandIn, word: str) -> None:
    kill_at(standin, harness, word, lambda: harness.deploy(shop()))
    harness.deploy(shop())
    assert harness.observe()["web"].state is NodeState.RUNNING
    assert standin.chronos.runs == [f"{harness.deployment}.migrate"]


def test_a_worker_that_dies_between_two_deployments_of_a_change(harness: Harness, standin: StandIn) -> None:
    """The site of before goes on running until it is its turn."""
    harness.deploy(shop())
    changed = topology(
        container(environment={"A": "1"}),
        container("db", environment={"A": "1"}),
        night("migrate", environment={"A": "1"}),
        edge("migrate", "dependency", "db"),
        edge("web", "dependency", "migrate"),
    )
    kill_at(standin, harness, "the job goes", lambda: harness.deploy(changed))
    assert len(standin.world.well(f"/{harness.deployment}/web")) == 1
    assert standin.world.apps[f"/{harness.deployment}/web"]["env"] == {}
    harness.deploy(changed)
    assert standin.world.apps[f"/{harness.deployment}/web"]["env"] == {"A": "1"}
    assert standin.chronos.runs == [f"{harness.deployment}.migrate"] * 2


def test_another_deployment_is_not_disturbed(harness: Harness, standin: StandIn) -> None:
    other = replace(harness, deployment=f"{harness.deployment}-b", folder=harness.folder / "b", reports=[])
    other.folder.mkdir()
    other.deploy(shop())
    kill_at(standin, harness, "step", lambda: harness.deploy(shop()))
    harness.deploy(shop())
    harness.undeploy(shop())
    assert {found.state for found in other.observe().values()} == {NodeState.RUNNING, NodeState.SUCCEEDED}
