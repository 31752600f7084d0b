"""Asking for operations: what is refused, and what is written down for the workers."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from provisioners.engine.record import record_end
from provisioners.engine.take import take_step
from provisioners.errors import ConfirmationRequired, Conflict, NotFound
from provisioners.events import append
from provisioners.models import Deployment, Event, Operation, Step, StepState
from provisioners.services.operations import cancel_operation, retry_operation, start_operation
from tests.provisioners.engine.scene import make_deployment, make_plan, shop, start


@pytest.fixture
def deployment(db: None, tmp_path: Path) -> Deployment:
    return make_deployment(tmp_path)


def finish(operation: Operation, state: str = "succeeded") -> None:
    Operation.objects.filter(pk=operation.pk).update(state=state)


class TestStarting:
    def test_the_steps_of_the_plan_are_written_down(self, deployment: Deployment) -> None:
        plan = make_plan(deployment, shop())
        operation = start_operation(deployment=deployment, plan=plan, actor="ada")
        assert (operation.state, operation.kind, operation.actor) == ("queued", "deploy", "ada")
        steps = list(operation.steps.values("key", "depends_on", "addresses", "queue", "state"))
        assert [step["key"] for step in steps] == [step["key"] for step in plan.body["steps"]]
        assert steps[0] == {
            "key": "create:net",
            "depends_on": [],
            "addresses": ["net"],
            "queue": "default",
            "state": "pending",
        }
        deployment.refresh_from_db()
        assert deployment.state == "working"

    def test_who_asked_is_told(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        event = Event.objects.get(kind="operation.state")
        assert event.actor == "somebody"
        assert event.body == {"operation_id": str(operation.pk), "kind": "deploy", "state": "queued", "error": ""}

    def test_a_worker_of_the_targets_queue_is_woken(
        self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        sent: list[tuple[str, str, str]] = []
        monkeypatch.setattr("provisioners.engine.wake._send", lambda *message: sent.append(message))
        deployment.target.queue = "site"
        deployment.target.save()
        with django_capture_on_commit_callbacks(execute=True):
            operation = start(deployment, shop())
            assert sent == []
        assert sent == [("provisioners.look_at", str(operation.pk), "site")]

    def test_only_one_at_a_time(self, deployment: Deployment) -> None:
        plan = make_plan(deployment, shop())
        start_operation(deployment=deployment, plan=plan, actor="ada")
        with pytest.raises(Conflict) as refused:
            start_operation(deployment=deployment, plan=plan, actor="ada")
        assert refused.value.code == "operation_under_way"

    def test_the_database_says_so_too(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        operation.pk = None
        operation._state.adding = True
        with pytest.raises(IntegrityError), transaction.atomic():
            operation.save()

    def test_a_plan_can_be_carried_out_once(self, deployment: Deployment) -> None:
        plan = make_plan(deployment, shop())
        finish(start_operation(deployment=deployment, plan=plan, actor="ada"))
        with pytest.raises(Conflict) as refused:
            start_operation(deployment=deployment, plan=plan, actor="ada")
        assert refused.value.code == "plan_stale"

    @pytest.mark.parametrize(("kind", "is_stale"), [("deployment.changed", True), ("plan.made", False)])
    def test_a_plan_is_stale_when_the_deployment_has_changed(
        self, deployment: Deployment, kind: str, is_stale: bool
    ) -> None:
        plan = make_plan(deployment, shop())
        append(deployment, kind, {})
        if is_stale:
            with pytest.raises(Conflict):
                start_operation(deployment=deployment, plan=plan, actor="ada")
        else:
            assert start_operation(deployment=deployment, plan=plan, actor="ada").state == "queued"

    def test_anothers_plan_is_not_found(self, deployment: Deployment, tmp_path: Path) -> None:
        other = make_deployment(tmp_path / "other", name="other")
        with pytest.raises(NotFound):
            start_operation(deployment=deployment, plan=make_plan(other, shop()), actor="ada")

    def test_touching_data_wants_a_confirmation(self, deployment: Deployment) -> None:
        plan = make_plan(deployment, shop())
        plan.body["changes"][0]["data"] = "destroys"
        plan.save()
        with pytest.raises(ConfirmationRequired):
            start_operation(deployment=deployment, plan=plan, actor="ada")
        assert not Operation.objects.exists()
        start_operation(deployment=deployment, plan=plan, actor="ada", confirm_data_loss=True)


class TestCancelling:
    def test_it_is_cancelled_at_once_when_nothing_runs(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        cancel_operation(operation=operation, actor="ada")
        operation.refresh_from_db()
        assert operation.state == "cancelled"
        assert operation.finished_at is not None
        assert set(operation.steps.values_list("state", flat=True)) == {"cancelled"}

    def test_it_waits_for_what_runs(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        Step.objects.filter(key="create:net").update(state="running")
        cancel_operation(operation=operation, actor="ada")
        cancel_operation(operation=operation, actor="ada")
        operation.refresh_from_db()
        assert operation.state == "cancelling"
        assert Event.objects.filter(kind="operation.state", body__state="cancelling").count() == 1

    def test_what_is_finished_cannot_be_cancelled(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        finish(operation)
        with pytest.raises(Conflict) as refused:
            cancel_operation(operation=operation, actor="ada")
        assert refused.value.code == "operation_finished"


class TestRetrying:
    def test_only_what_did_not_succeed_is_done_again(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        Step.objects.filter(key="create:net").update(state="succeeded", attempt=1)
        Step.objects.filter(key="create:data").update(state="failed", attempt=4, error="no")
        finish(operation, "failed")
        retry_operation(operation=operation, actor="ada")
        operation.refresh_from_db()
        assert (operation.state, operation.finished_at) == ("queued", None)
        assert list(operation.steps.values_list("key", "state", "attempt", "error"))[:2] == [
            ("create:net", "succeeded", 1, ""),
            ("create:data", "pending", 0, ""),
        ]

    @pytest.mark.parametrize("state", ["queued", "running", "cancelling", "succeeded"])
    def test_only_what_failed_or_was_cancelled(self, deployment: Deployment, state: str) -> None:
        operation = start(deployment, shop())
        finish(operation, state)
        with pytest.raises(Conflict) as refused:
            retry_operation(operation=operation, actor="ada")
        assert refused.value.code == "operation_not_retryable"

    def test_not_when_a_later_one_has_changed_the_deployment(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        finish(operation, "failed")
        finish(start(deployment, shop()))
        with pytest.raises(Conflict) as refused:
            retry_operation(operation=operation, actor="ada")
        assert refused.value.code == "operation_superseded"

    def test_cancelled_at_once_it_leaves_what_had_failed_before(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        while taken := take_step(operation.pk, worker="w"):
            record_end(taken, StepState.FAILED, error="no")
        retry_operation(operation=operation, actor="ada")
        cancel_operation(operation=operation, actor="ada")
        deployment.refresh_from_db()
        assert deployment.state == "failed"

    def test_not_after_the_deployment_was_changed(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        finish(operation, "failed")
        append(deployment, "deployment.changed", {})
        with pytest.raises(Conflict) as refused:
            retry_operation(operation=operation, actor="ada")
        assert refused.value.code == "operation_superseded"

    def test_not_while_another_is_under_way(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        finish(operation, "failed")
        start(deployment, shop())
        with pytest.raises(Conflict) as refused:
            retry_operation(operation=operation, actor="ada")
        assert refused.value.code == "operation_under_way"
