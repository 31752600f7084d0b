"""A step that is to stop while the platform still works on it: it is nobody else's until its thread has returned."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from toposmith_fake.backend import FakeBackend

from provisioners.backends.contract import Work
from provisioners.engine import runner
from provisioners.engine.active import ActiveSteps
from provisioners.engine.keeper import start_thread
from provisioners.engine.reconcile import reconcile
from provisioners.engine.rows import database_now
from provisioners.engine.take import take_step
from provisioners.errors import Conflict
from provisioners.models import Deployment, Operation, Step
from provisioners.services.operations import cancel_operation, retry_operation
from tests.provisioners.engine.processes import PATIENCE, until
from tests.provisioners.engine.scene import shop, start, step_states

LEASE_SECONDS = 2.0


class Held:
    """A step whose platform neither answers nor reports until :meth:`let_go`."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.afterwards: Callable[[Work], None] = lambda _: None
        self._begun, self._let_go = threading.Event(), threading.Event()

    def perform(self, work: Work) -> None:
        self._begun.set()
        self._let_go.wait(PATIENCE)
        self.afterwards(work)

    def begin(self) -> None:
        self._worker = start_thread("worker", lambda: runner.look_at(self.operation.pk))
        assert self._begun.wait(PATIENCE)

    def let_go(self) -> None:
        """Let the platform answer, and wait until the worker has nothing left to do."""
        self._let_go.set()
        self._worker.join()

    def step(self) -> Step:
        return Step.objects.get(operation=self.operation, key="create:net")

    def outlive_a_lease(self) -> None:
        """Wait until the step was renewed when a lease that was never renewed would have been over."""
        over = self.step().lease_until + timedelta(seconds=LEASE_SECONDS)
        until(lambda: self.step().lease_until > over, "renewals for longer than a lease", patience=10 * LEASE_SECONDS)
        reconcile()
        assert self.step().state == "running"
        assert self.step().lease_until > database_now(self.operation.pk)


@pytest.fixture
def held(
    deployment: Deployment, fresh_worker: ActiveSteps, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Held]:
    settings.LEASE_SECONDS = LEASE_SECONDS
    held = Held(start(deployment, shop()))
    monkeypatch.setattr(FakeBackend, "perform", lambda _, work: held.perform(work))
    held.begin()
    yield held
    held.let_go()


def test_a_cancelled_step_is_nobody_elses_while_its_platform_works(held: Held) -> None:
    cancel_operation(operation=held.operation, actor="somebody")
    held.outlive_a_lease()
    with pytest.raises(Conflict, match="cannot be retried"):
        retry_operation(operation=held.operation, actor="somebody")
    held.let_go()
    held.operation.refresh_from_db()
    assert (held.step().state, held.operation.state) == ("succeeded", "cancelled")


def test_a_step_that_a_worker_hands_back_is_nobody_elses_while_its_platform_works(
    held: Held, fresh_worker: ActiveSteps
) -> None:
    held.afterwards = lambda work: work.report("what is not to be told any more")
    fresh_worker.close()
    fresh_worker.hand_back()
    held.outlive_a_lease()
    assert taken_by_another(held) == "create:data"
    held.let_go()
    assert step_states(held.operation)["create:net"] == "pending"
    assert taken_by_another(held) == "create:net"
    assert held.step().attempt == 1


def test_a_pause_ends_with_the_step(held: Held) -> None:
    held.afterwards = lambda work: work.pause(10 * PATIENCE)
    cancel_operation(operation=held.operation, actor="somebody")
    held.let_go()
    assert held.step().state == "cancelled"


def taken_by_another(held: Held) -> str | None:
    taken = take_step(held.operation.pk, worker="another")
    return taken.step.key if taken else None
