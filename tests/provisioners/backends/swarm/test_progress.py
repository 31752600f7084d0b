"""Whether a service has come about, from what the swarm lists."""

from typing import Any

import pytest

from provisioners.backends.swarm.progress import FAILURES_OF_A_LOOP, Progress, progress
from tests.provisioners.backends.swarm.listed import job, service, task

DONE = Progress(is_done=True)


def where(found: dict[str, Any], *tasks: dict[str, Any], before: tuple[str, ...] = ()) -> Progress:
    return progress(found, tasks, before)


def with_condition(found: dict[str, Any], tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tasks with the settings of their service, restart policy included."""
    spec = {key: value for key, value in found["Spec"]["TaskTemplate"].items() if key != "Runtime"}
    return [{**each, "Spec": spec} for each in tasks]


class TestServices:
    def test_all_run(self) -> None:
        assert where(service(2), task("running"), task("running", slot=2)) == DONE

    @pytest.mark.parametrize("state", ["new", "pending", "preparing", "ready", "starting"])
    def test_one_is_on_its_way(self, state: str) -> None:
        assert where(service(2), task("running"), task(state, slot=2)) == Progress()

    def test_fewer_and_more_than_wanted(self) -> None:
        assert not where(service(2), task("running")).is_done
        assert not where(service(1), task("running"), task("running", slot=2)).is_done

    def test_none_are_wanted(self) -> None:
        assert where(service(0)).is_done
        assert not where(service(0), task("running")).is_done

    def test_those_of_former_settings_do_not_count(self) -> None:
        assert not where(service(1), task("running", spec="former")).is_done
        both = (task("running", spec="former"), task("running"))
        assert not where(service(1), *both).is_done

    def test_on_every_node(self) -> None:
        everywhere = service({"Global": {}})
        assert not where(everywhere).is_done
        assert where(everywhere, task("running", slot=0)).is_done

    @pytest.mark.parametrize("state", ["updating", "rollback_started"])
    def test_an_update_goes_on(self, state: str) -> None:
        assert where(service(1, update=state), task("running")) == Progress()

    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ("paused", "Swarm paused the update: task: non-zero exit (7)"),
            ("rollback_completed", "Swarm went back to the former version: task: non-zero exit (7)"),
            ("rollback_paused", "Swarm paused while it went back to the former version: task: non-zero exit (7)"),
        ],
    )
    def test_an_update_that_was_given_up(self, state: str, words: str) -> None:
        assert where(service(1, update=state), task("failed"), task("running")).failure == words


class TestLoops:
    def test_one_that_ends_again_and_again(self) -> None:
        ended = [task("failed") for _ in range(FAILURES_OF_A_LOOP)]
        assert where(service(1), *ended[1:], task("ready")).failure == ""
        assert "ends again and again: task: non-zero exit (7)" in where(service(1), *ended, task("ready")).failure

    def test_different_places_are_no_loop(self) -> None:
        assert where(service(3), *(task("failed", slot=slot) for slot in range(1, 4))).failure == ""

    def test_what_ended_before_does_not_count(self) -> None:
        ended = [task("rejected") for _ in range(FAILURES_OF_A_LOOP)]
        assert where(service(1), *ended, task("ready"), before=tuple(each["ID"] for each in ended)).failure == ""

    @pytest.mark.parametrize(
        ("condition", "state", "failure"),
        [
            ("none", "failed", "task: non-zero exit (7)"),
            ("none", "complete", "its container ended"),
            ("on-failure", "complete", "its container ended"),
            ("on-failure", "failed", ""),
            ("any", "complete", ""),
        ],
    )
    def test_what_never_starts_again_is_a_failure_at_once(self, condition: str, state: str, failure: str) -> None:
        found = service(1, condition=condition)
        assert where(found, *with_condition(found, [task(state)])).failure == failure

    def test_why_it_does_not_begin(self) -> None:
        waiting = task("pending")
        waiting["Status"]["Err"] = "no suitable node (scheduling constraints not satisfied on 1 node)"
        assert where(service(1), waiting).pending.startswith("no suitable node")


class TestJobs:
    def test_it_has_ended_well(self) -> None:
        assert where(job(2), task("complete"), task("complete", slot=2)) == DONE
        assert not where(job(2), task("complete"), task("running", slot=2)).is_done

    def test_an_earlier_run_does_not_count(self) -> None:
        earlier = task("complete", JobIteration={"Index": 4})
        assert not where(job(iteration=7), earlier).is_done
        assert where(job(iteration=7), earlier, task("complete", JobIteration={"Index": 7})).is_done

    def test_it_failed(self) -> None:
        assert where(job(), task("failed")).failure == "the job failed: task: non-zero exit (7)"

    def test_failures_are_borne_as_often_as_is_said(self) -> None:
        assert where(job(attempts=2), task("failed"), task("failed")).failure == ""
        assert where(job(attempts=2), *(task("failed") for _ in range(3))).failure
