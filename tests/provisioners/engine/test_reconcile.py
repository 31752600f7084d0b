"""The reconciler: what it makes good when messages, workers and folders were lost."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now

from provisioners.engine import reconcile, runner
from provisioners.engine.decide import MAX_ATTEMPTS
from provisioners.engine.take import take_step
from provisioners.engine.wake import ANSWER, LOOK_AT, OBSERVE
from provisioners.engine.work import work_folder
from provisioners.models import Deployment, Inquiry, InquiryKind, Operation, Step
from provisioners.planning.model import FORMAT_VERSION
from provisioners.services.inquiries import put_inquiry
from tests.provisioners.engine.scene import shop, start


@pytest.fixture
def operation(deployment: Deployment, wakes: list[Any]) -> Operation:
    operation = start(deployment, shop())
    wakes.clear()
    return operation


def expire(**changes: Any) -> None:
    Step.objects.filter(state="running").update(lease_until=Now() - timedelta(seconds=1), **changes)


class TestOperations:
    def test_ready_steps_are_woken_for(self, operation: Operation, wakes: list[Any]) -> None:
        reconcile.reconcile()
        assert wakes == [(LOOK_AT, str(operation.pk), "default")]

    def test_running_steps_are_left_alone(self, operation: Operation, wakes: list[Any]) -> None:
        Step.objects.update(state="running", lease_until=Now() + timedelta(seconds=60))
        reconcile.reconcile()
        assert wakes == []

    def test_lost_steps_are_woken_for(self, operation: Operation, wakes: list[Any]) -> None:
        take_step(operation.pk, worker="lost")
        Step.objects.exclude(state="running").update(state="succeeded")
        wakes.clear()
        reconcile.reconcile()
        assert wakes == []
        expire()
        reconcile.reconcile()
        assert wakes == [(LOOK_AT, str(operation.pk), "default")]

    def test_what_waits_is_woken_for_in_time(self, operation: Operation, wakes: list[Any]) -> None:
        Step.objects.update(not_before=Now() + timedelta(seconds=60))
        reconcile.reconcile()
        assert wakes == []

    def test_other_queues_are_their_workers_business(
        self, operation: Operation, wakes: list[Any], settings: Any
    ) -> None:
        settings.WORKER_QUEUES = ["elsewhere"]
        reconcile.reconcile()
        assert wakes == []

    def test_newer_formats_are_left_to_newer_workers(self, operation: Operation, wakes: list[Any]) -> None:
        Operation.objects.update(format_version=FORMAT_VERSION + 1)
        Step.objects.update(state="succeeded")
        reconcile.reconcile()
        operation.refresh_from_db()
        assert (operation.state, wakes) == ("queued", [])

    def test_a_cancelled_operation_ends_when_its_worker_was_lost(self, operation: Operation) -> None:
        take_step(operation.pk, worker="lost")
        Operation.objects.update(state="cancelling")
        Step.objects.filter(state="pending").update(state="cancelled")
        reconcile.reconcile()
        operation.refresh_from_db()
        assert operation.state == "cancelling"
        expire()
        reconcile.reconcile()
        operation.refresh_from_db()
        assert operation.state == "cancelled"

    def test_a_step_that_loses_every_worker_fails(self, operation: Operation) -> None:
        take_step(operation.pk, worker="lost")
        expire(attempt=MAX_ATTEMPTS)
        reconcile.reconcile()
        runner.look_at(operation.pk)
        operation.refresh_from_db()
        assert operation.state == "failed"
        assert "given up after" in operation.error

    def test_a_pending_step_that_nobody_may_claim_any_more_fails(self, operation: Operation) -> None:
        Step.objects.filter(key="create:net").update(attempt=MAX_ATTEMPTS)
        Step.objects.filter(key="create:data").update(state="succeeded")
        reconcile.reconcile()
        operation.refresh_from_db()
        assert operation.state == "failed"
        assert "given up after" in operation.error

    @pytest.mark.parametrize("error", [OperationalError, InterfaceError])
    def test_without_a_database_the_pass_ends(
        self, operation: Operation, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
    ) -> None:
        def gone(_: object) -> None:
            raise error("gone")

        monkeypatch.setattr(reconcile, "reconcile_operation", gone)
        with pytest.raises(error):
            reconcile.reconcile()

    def test_the_last_write_of_an_operation_is_made_good(self, operation: Operation, deployment: Deployment) -> None:
        Step.objects.update(state="succeeded")
        reconcile.reconcile()
        operation.refresh_from_db()
        deployment.refresh_from_db()
        assert (operation.state, deployment.state) == ("succeeded", "deployed")


class TestTheRest:
    def test_open_questions_are_woken_for(self, deployment: Deployment, wakes: list[Any]) -> None:
        inquiry = put_inquiry(target=deployment.target, kind=InquiryKind.PING)
        wakes.clear()
        reconcile.reconcile()
        assert wakes == [(ANSWER, str(inquiry.pk), "default")]

    def test_questions_that_nobody_answered_are_closed(self, deployment: Deployment, wakes: list[Any]) -> None:
        put_inquiry(target=deployment.target, kind=InquiryKind.PING)
        wakes.clear()
        Inquiry.objects.update(created_at=Now() - timedelta(seconds=61))
        reconcile.reconcile()
        assert wakes == []
        assert Inquiry.objects.values_list("state", "error").get() == ("failed", "no worker answered in time")

    def test_deployed_deployments_are_looked_at_now_and_then(self, deployment: Deployment, wakes: list[Any]) -> None:
        runner.look_at(start(deployment, shop()).pk)
        wakes.clear()
        reconcile.reconcile()
        assert wakes == [(OBSERVE, str(deployment.pk), "default")]
        wakes.clear()
        Deployment.objects.update(observe_after=Now() + timedelta(seconds=5))
        reconcile.reconcile()
        assert wakes == []


def test_folders_of_lost_steps_are_removed(operation: Operation) -> None:
    taken = take_step(operation.pk, worker="here")
    assert taken is not None
    ours, lost = work_folder() / f"{taken.claim.number}.x", work_folder() / f"{uuid4()}.y"
    for folder in (ours, lost):
        folder.mkdir()
        Path(folder / "file").touch()
    reconcile.sweep_folders()
    assert ours.exists()
    assert not lost.exists()
    expire(state="failed")
    reconcile.sweep_folders()
    assert not ours.exists()


@pytest.mark.django_db
def test_other_folders_are_left_alone() -> None:
    foreign = work_folder() / "lost+found"
    foreign.mkdir()
    reconcile.sweep_folders()
    assert foreign.exists()
