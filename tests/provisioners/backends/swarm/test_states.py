"""The state of a service from its tasks."""

import pytest

from provisioners.backends.contract import NodeState
from provisioners.backends.swarm.states import Seen, seen
from tests.provisioners.backends.swarm.listed import job, service, task


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("running", NodeState.RUNNING),
        ("starting", NodeState.STARTING),
        ("preparing", NodeState.CREATING),
        ("pending", NodeState.PENDING),
        ("failed", NodeState.FAILED),
        ("rejected", NodeState.FAILED),
        ("orphaned", NodeState.UNKNOWN),
    ],
)
def test_one_task(state: str, found: NodeState) -> None:
    assert seen(service(), [task(state, desired="running")]).state is found


def test_it_is_as_well_as_the_worst_of_its_places() -> None:
    assert seen(service(2), [task("running"), task("failed", slot=2)]) == Seen(
        NodeState.FAILED, "task: non-zero exit (7)", 1
    )


def test_one_that_waits_for_another_try_has_failed() -> None:
    assert seen(service(), [task("failed"), task("ready", desired="ready")]).state is NodeState.FAILED


def test_one_that_replaces_another_is_being_made() -> None:
    assert seen(service(), [task("shutdown"), task("ready", desired="ready")]).state is NodeState.CREATING


def test_a_place_is_well_while_one_of_its_tasks_runs() -> None:
    assert seen(service(), [task("running"), task("shutdown")]) == Seen(NodeState.RUNNING, running=1)


def test_places_that_are_no_longer_used_do_not_count() -> None:
    assert seen(service(1), [task("running"), task("shutdown", slot=2)]) == Seen(NodeState.RUNNING, running=1)


def test_too_few_are_being_made() -> None:
    assert seen(service(2), [task("running")]) == Seen(NodeState.CREATING, running=1)


def test_scaled_to_none() -> None:
    assert seen(service(0), [task("shutdown")]) == Seen(NodeState.STOPPED, "scaled to none")


class TestJobs:
    def test_it_has_succeeded(self) -> None:
        assert seen(job(), [task("failed"), task("complete")]).state is NodeState.SUCCEEDED

    def test_it_runs(self) -> None:
        assert seen(job(attempts=1), [task("failed"), task("running")]) == Seen(NodeState.RUNNING, "", 1)

    def test_it_has_failed(self) -> None:
        assert seen(job(), [task("failed")]) == Seen(NodeState.FAILED, "task: non-zero exit (7)")

    def test_it_has_not_begun(self) -> None:
        assert seen(job(), []).state is NodeState.CREATING
