"""A step that is to stop while it waits for the platform: it changes nothing after that."""

import dataclasses

import pytest

from provisioners.backends.contract import Work
from provisioners.backends.mesos import backend
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.acts import by_hand, container, topology
from tests.provisioners.backends.mesos.test_jobs import night
from tests.standins.marathon.server import StandIn

CHANGES = ("PUT", "POST", "DELETE")


class Stopped(Exception):
    """What the engine's pause raises."""


@pytest.fixture
def stopping(harness: Harness, standin: StandIn) -> list[int]:
    """From now on each pause ends its step; the number of changes that had been asked for by then."""
    asked: list[int] = []

    def pause(_: float) -> None:
        asked.append(changes(standin))
        raise Stopped

    def perform(work: Work) -> None:
        backend.perform(dataclasses.replace(work, pause=pause))

    harness.deploy(topology(container(), night("old")))
    harness.backend = dataclasses.replace(backend, perform=perform)
    return asked


def changes(standin: StandIn) -> int:
    return sum(method in CHANGES for method, _ in standin.requests)


def test_while_it_follows_a_deployment(harness: Harness, standin: StandIn, stopping: list[int]) -> None:
    standin.world.is_held = True
    with pytest.raises(Stopped):
        harness.deploy(topology(container(environment={"A": "1"})))
    assert stopping == [changes(standin)]
    assert list(standin.chronos.jobs) == [f"{harness.deployment}.old"]


def test_while_it_waits_for_a_job(harness: Harness, standin: StandIn, stopping: list[int]) -> None:
    stopped, harness.backend = harness.backend, backend
    harness.deploy(topology(night("old")))  # an application that has to go first would be waited for as well
    harness.backend = stopped
    standin.chronos.is_held = True
    with pytest.raises(Stopped):
        harness.deploy(topology(night("new")))
    assert stopping == [changes(standin)]
    assert len(standin.chronos.jobs) == 2


def test_while_somebody_elses_deployment_is_in_the_way(harness: Harness, standin: StandIn, stopping: list[int]) -> None:
    standin.world.is_held = True
    by_hand(standin, f"/{harness.deployment}/web", instances=5)
    with pytest.raises(Stopped):
        harness.undeploy(topology(container()))
    assert stopping == [changes(standin)]
    standin.world.is_held = False
    assert list(standin.world.apps) == [f"/{harness.deployment}/web"]
