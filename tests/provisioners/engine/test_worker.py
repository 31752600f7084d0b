"""The life of a worker process, seen from inside."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now

from provisioners.engine import runner, worker
from provisioners.engine.active import ActiveSteps
from provisioners.engine.lease import Lease, Stop, boot_time
from provisioners.engine.retention import prune
from provisioners.models import Deployment, Event, Inquiry, InquiryKind, Plan
from provisioners.services.inquiries import put_inquiry
from tests.provisioners.engine.processes import until
from tests.provisioners.engine.scene import make_plan, shop, start, step_states


def test_nothing_is_begun_after_it_was_told_to_end(deployment: Deployment, fresh_worker: ActiveSteps) -> None:
    operation = start(deployment, shop())
    fresh_worker.close()
    runner.look_at(operation.pk)
    assert set(step_states(operation).values()) == {"pending"}


def test_what_still_runs_is_handed_back(fresh_worker: ActiveSteps) -> None:
    running, over = Lease(60, begun=boot_time()), Lease(60, begun=boot_time())
    with fresh_worker.running(over):
        pass
    with fresh_worker.running(running):
        fresh_worker.hand_back()
    assert running.reason is Stop.SHUTDOWN
    assert over.reason is None


def test_being_told_to_end_gives_running_steps_a_moment(
    fresh_worker: ActiveSteps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "GRACE_SECONDS", 0.1)
    lease = Lease(60, begun=boot_time())
    with fresh_worker.running(lease):
        worker.on_shutting_down()
        assert fresh_worker.is_closed
        until(lambda: lease.reason, "the end of the grace")


def test_the_reconciler_runs_until_it_is_ended(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    passes: list[int] = []
    settings.RECONCILE_SECONDS = 0.01
    for name in ("reconcile", "prune", "sweep_folders"):
        monkeypatch.setattr(worker, name, lambda: passes.append(1))
    reconciler = worker.Reconciler()
    reconciler.start()
    until(lambda: len(passes) > 5, "some passes")
    reconciler.end()
    count = len(passes)
    assert len(passes) == count


@pytest.mark.parametrize("error", [OperationalError("locked"), InterfaceError("closed"), ValueError("a bug")])
def test_a_pass_that_fails_is_logged_and_not_the_last(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise error

    with caplog.at_level(logging.WARNING):
        worker.attempt(fail)
    assert str(error) in caplog.text
    assert ("Traceback" in caplog.text) == isinstance(error, ValueError)


def test_what_is_old_is_forgotten(deployment: Deployment) -> None:
    runner.look_at(start(deployment, shop()).pk)
    carried_out = Plan.objects.get()
    put_inquiry(target=deployment.target, kind=InquiryKind.PING)
    make_plan(deployment, None)
    prune()
    assert (Plan.objects.count(), Inquiry.objects.count()) == (2, 1)
    for model in (Plan, Inquiry, Event):
        model.objects.update(created_at=Now() - timedelta(days=400))
    prune()
    assert list(Plan.objects.all()) == [carried_out]
    assert not Inquiry.objects.exists()
    assert not Event.objects.exists()
