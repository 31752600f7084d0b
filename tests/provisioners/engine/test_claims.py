"""Claims: one owner at a time, whatever the database and however many want it."""

import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.db.models.functions import Now

from provisioners.engine.claims import Claim, claim_step, owned, release, renew
from provisioners.engine.decide import MAX_ATTEMPTS
from provisioners.models import Deployment, Operation, Step, StepState
from provisioners.planning.model import FORMAT_VERSION
from tests.provisioners.engine.scene import shop, start
from tests.provisioners.engine.stage import PROJECT
from tests.provisioners.engine.theatre import Theatre


@pytest.fixture
def step(deployment: Deployment) -> Step:
    return start(deployment, shop()).steps.get(key="create:net")


def claim(step: Step, worker: str = "first") -> Claim | None:
    return claim_step(step.pk, queues=["default"], worker=worker)


def expire(step: Step) -> None:
    Step.objects.filter(pk=step.pk).update(lease_until=Now() - timedelta(seconds=1))


class TestClaiming:
    def test_it_begins_an_attempt_with_a_lease(self, step: Step) -> None:
        found = claim(step)
        step.refresh_from_db()
        assert found == Claim(step.pk, step.claim)
        assert (step.state, step.attempt, step.worker) == ("running", 1, "first")
        assert step.lease_until - step.started_at == timedelta(seconds=30)

    def test_only_one_has_it(self, step: Step) -> None:
        assert claim(step) is not None
        assert claim(step, "second") is None

    def test_an_expired_lease_is_free(self, step: Step) -> None:
        claim(step)
        expire(step)
        assert claim(step, "second") is not None
        step.refresh_from_db()
        assert (step.attempt, step.worker) == (2, "second")

    @pytest.mark.parametrize("state", ["succeeded", "failed", "cancelled"])
    def test_what_is_over_is_not_claimed(self, step: Step, state: str) -> None:
        Step.objects.filter(pk=step.pk).update(state=state)
        assert claim(step) is None

    @pytest.mark.parametrize("state", ["cancelling", "cancelled", "failed", "succeeded"])
    def test_nothing_of_an_operation_that_does_not_go_on(self, step: Step, state: str) -> None:
        Operation.objects.update(state=state)
        assert claim(step) is None

    def test_not_before_its_time(self, step: Step) -> None:
        Step.objects.update(not_before=Now() + timedelta(seconds=60))
        assert claim(step) is None
        Step.objects.update(not_before=Now())
        assert claim(step) is not None

    def test_only_of_served_queues(self, step: Step) -> None:
        assert claim_step(step.pk, queues=["site"], worker="first") is None

    def test_no_newer_format(self, step: Step) -> None:
        Step.objects.update(format_version=FORMAT_VERSION + 1)
        assert claim(step) is None

    def test_not_for_ever(self, step: Step) -> None:
        Step.objects.update(attempt=MAX_ATTEMPTS)
        assert claim(step) is None


class TestOwning:
    def test_renewing_prolongs(self, step: Step) -> None:
        found = claim(step)
        expire(step)
        assert renew(found)
        assert claim(step, "second") is None

    def test_a_lost_claim_can_do_nothing(self, step: Step) -> None:
        lost = claim(step)
        expire(step)
        claim(step, "second")
        assert not renew(lost)
        assert not release(lost, StepState.SUCCEEDED)
        assert not owned(lost).exists()
        step.refresh_from_db()
        assert (step.state, step.worker) == ("running", "second")

    def test_releasing_ends_it(self, step: Step) -> None:
        found = claim(step)
        assert release(found, StepState.FAILED, error="no")
        step.refresh_from_db()
        assert (step.state, step.error, step.claim, step.lease_until) == ("failed", "no", None, None)
        assert step.finished_at is not None
        assert not release(found, StepState.SUCCEEDED)

    def test_an_attempt_that_is_handed_back_does_not_count(self, step: Step) -> None:
        assert release(claim(step), StepState.PENDING)
        step.refresh_from_db()
        assert step.attempt == 0

    def test_a_failed_attempt_counts(self, step: Step) -> None:
        assert release(claim(step), StepState.PENDING, wait=0.0)
        step.refresh_from_db()
        assert step.attempt == 1

    def test_a_released_step_may_have_to_wait(self, step: Step) -> None:
        assert release(claim(step), StepState.PENDING, wait=60)
        step.refresh_from_db()
        assert step.finished_at is None
        assert claim(step, "second") is None


@pytest.mark.timeout(120)
def test_of_many_threads_one_gets_it(step: Step) -> None:
    won: list[Claim] = []
    barrier = threading.Barrier(8)

    def race() -> None:
        barrier.wait()
        found = claim(step)
        if found is not None:
            won.append(found)
        connections.close_all()

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


RACE = """
import sys, django; django.setup()
from provisioners.engine.claims import claim_step
from provisioners.models import Step
sys.stdin.readline()
for pk in Step.objects.order_by("pk").values_list("pk", flat=True):
    if claim_step(pk, queues=[sys.argv[1]], worker="racer"):
        print(pk, flush=True)
"""


@pytest.mark.kill
def test_of_many_processes_one_gets_each_step(theatre: Theatre, tmp_path: Path) -> None:
    with theatre.stage(tmp_path, before="deploy") as stage:
        stage.ask("start", "deploy")
        racers = [
            subprocess.Popen(
                [sys.executable, "-c", RACE, stage.queue],
                env={**stage.environment, "TOPOSMITH_LEASE_SECONDS": "600"},
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        won = Counter(line for racer in racers for line in racer.communicate("go\n")[0].splitlines())
    assert [racer.returncode for racer in racers] == [0] * 4
    assert list(won.values()) == [1, 1, 1, 1]
