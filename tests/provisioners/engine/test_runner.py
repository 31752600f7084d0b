"""A worker's way through an operation, in this process: what is run, recorded and told."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, transaction
from toposmith_fake.backend import FakeBackend
from toposmith_fake.world import World

from provisioners.backends.contract import PlatformError, Work
from provisioners.engine import decide, runner
from provisioners.engine import work as engine_work
from provisioners.engine.decide import BACK_OFF
from provisioners.engine.outage import WORDS
from provisioners.engine.outside import OutsideCallInTransactionError
from provisioners.engine.take import take_step
from provisioners.models import Deployment, Event, Instance, Operation, Step, Target
from provisioners.planning.unfinished import SECTION
from provisioners.sealing import generate_keys, seal_fields
from provisioners.services.operations import cancel_operation, retry_operation
from tests.provisioners.engine.scene import FILES, PASSWORD, make_deployment, make_plan, shop, start, step_states


def events(deployment: Deployment, kind: str) -> list[dict[str, Any]]:
    return list(Event.objects.filter(deployment=deployment, kind=kind).values_list("body", flat=True))


def run(operation: Operation) -> str:
    """Let a worker look at an operation once; its state afterwards."""
    runner.look_at(operation.pk)
    operation.refresh_from_db()
    return operation.state


def state_of(deployment: Deployment) -> str:
    deployment.refresh_from_db()
    return deployment.state


def perform_with(monkeypatch: pytest.MonkeyPatch, perform: Any) -> None:
    monkeypatch.setattr(FakeBackend, "perform", lambda _, work: perform(work))


class TestDeploying:
    def test_everything_is_made_in_order(self, deployment: Deployment, world: World) -> None:
        operation = start(deployment, shop())
        assert run(operation) == "succeeded"
        assert state_of(deployment) == "deployed"
        assert set(step_states(operation).values()) == {"succeeded"}
        assert [effect["address"] for effect in world.effects()] == ["net", "data", "db", "web"]

    def test_it_is_recorded(self, deployment: Deployment) -> None:
        run(start(deployment, shop()))
        web = Instance.objects.get(deployment=deployment, address="web")
        assert (web.native_name, web.generation, web.state, web.replicas) == ("shop-abc-web-g1", 1, "running", 1)
        assert SECTION not in web.fingerprint
        assert make_plan(deployment, shop()).body["steps"] == []

    def test_outputs_hold_what_was_observed_and_no_secret(self, deployment: Deployment) -> None:
        run(start(deployment, shop()))
        deployment.refresh_from_db()
        assert deployment.outputs == {"url": "http://10.0.0.4", "password": {"secret": "input:password"}}
        assert events(deployment, "outputs") == [{"outputs": deployment.outputs}]

    def test_every_state_is_told_once_and_in_order(self, deployment: Deployment) -> None:
        run(start(deployment, shop()))
        steps = [(body["key"], body["state"]) for body in events(deployment, "step.state")]
        keys = ["create:net", "create:data", "create:db", "create:web"]
        assert steps == [(key, state) for key in keys for state in ("running", "succeeded")]
        assert [body["state"] for body in events(deployment, "operation.state")] == ["queued", "running", "succeeded"]
        web = [body["state"] for body in events(deployment, "instance.state") if body["address"] == "web"]
        assert web == ["creating", "running"]

    def test_a_message_too_many_changes_nothing(self, deployment: Deployment, world: World) -> None:
        operation = start(deployment, shop())
        run(operation)
        told = Event.objects.count()
        assert run(operation) == "succeeded"
        assert Event.objects.count() == told
        assert len(world.effects()) == 4

    def test_a_message_about_what_is_gone_changes_nothing(self, deployment: Deployment) -> None:
        runner.look_at(deployment.pk)
        assert not Event.objects.filter(kind="step.state").exists()

    def test_steps_of_other_queues_are_left(self, deployment: Deployment, settings: Any) -> None:
        operation = start(deployment, shop())
        settings.WORKER_QUEUES = ["elsewhere"]
        assert run(operation) == "queued"

    def test_another_worker_is_woken_for_what_else_is_ready(self, deployment: Deployment, wakes: list[Any]) -> None:
        """For ``data``, which does not wait for ``net``."""
        operation = start(deployment, shop())
        asked_for = ("provisioners.look_at", str(operation.pk), "default")
        assert wakes == [asked_for]
        run(operation)
        assert wakes == [asked_for, asked_for]


class TestChangingAndRemoving:
    def test_an_upgrade_updates_and_replaces(self, deployment: Deployment, world: World) -> None:
        run(start(deployment, shop()))
        run(start(deployment, shop(web="web:2", size=2)))
        assert sorted(world.instances()) == [
            "shop-abc-data-g1",
            "shop-abc-db-g2",
            "shop-abc-net-g1",
            "shop-abc-web-g1",
        ]
        db = Instance.objects.get(deployment=deployment, address="db")
        assert (db.generation, db.native_name) == (2, "shop-abc-db-g2")

    def test_removal_forgets_instances_and_outputs(self, deployment: Deployment, world: World) -> None:
        run(start(deployment, shop()))
        assert run(start(deployment, None)) == "succeeded"
        assert state_of(deployment) == "undeployed"
        assert deployment.outputs == {}
        assert not Instance.objects.exists()
        assert world.instances() == {}

    def test_data_that_stays_is_told(self, deployment: Deployment) -> None:
        run(start(deployment, shop()))
        Instance.objects.filter(address="data").update(deletion_policy="retain")
        run(start(deployment, None))
        told = [body for body in events(deployment, "instance.state") if body["address"] == "data"][-1]
        assert told["state"] == "deleted"
        assert told["detail"] == "its data stays on the platform as shop-abc-data-g1"

    def test_a_plan_without_changes_succeeds_at_once(self, deployment: Deployment) -> None:
        run(start(deployment, shop()))
        operation = start(deployment, shop())
        assert operation.state == "succeeded"
        assert state_of(deployment) == "deployed"


class TestFailing:
    def test_the_platforms_words_are_kept(self, deployment: Deployment, world: World) -> None:
        world.control("fail@db", {"message": "no space left on device"})
        operation = start(deployment, shop())
        assert run(operation) == "failed"
        assert operation.error == "Create db: no space left on device"
        assert step_states(operation) == {
            "create:net": "succeeded",
            "create:data": "succeeded",
            "create:db": "failed",
            "create:web": "pending",
        }
        assert state_of(deployment) == "failed"

    def test_retry_goes_on_from_there(self, deployment: Deployment, world: World) -> None:
        world.control("fail@db", {"message": "no"})
        operation = start(deployment, shop())
        run(operation)
        world.release("fail@db")
        retry_operation(operation=operation, actor="somebody")
        assert run(operation) == "succeeded"
        assert set(world.effect_counts().values()) == {1}
        assert Step.objects.get(key="create:net").attempt == 1

    def test_what_may_pass_is_tried_again_later(self, deployment: Deployment, world: World) -> None:
        world.control("fail@net", {"message": "busy", "transient": True})
        operation = start(deployment, shop())
        for attempt in range(1, len(BACK_OFF) + 1):
            assert run(operation) == "running"
            step = Step.objects.get(key="create:net")
            assert (step.state, step.attempt, step.error) == ("pending", attempt, "busy")
            assert step.not_before is not None
            Step.objects.update(not_before=None)
        assert run(operation) == "failed"
        assert Step.objects.get(key="create:net").error == "busy"

    def test_what_passed_leaves_no_trace(self, deployment: Deployment, world: World) -> None:
        world.control("fail@net", {"message": "busy", "transient": True, "times": 1})
        operation = start(deployment, shop())
        run(operation)
        Step.objects.update(not_before=None)
        assert run(operation) == "succeeded"
        assert not Step.objects.exclude(error="").exists()

    def test_a_platform_that_went_away(self, deployment: Deployment, world: World) -> None:
        world.control("away")
        operation = start(deployment, shop())
        run(operation)
        assert Step.objects.get(key="create:net").error == "the platform does not answer"

    def test_a_bug_is_loud_in_the_log_and_quiet_to_the_user(
        self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def bug(work: Work) -> None:
            raise KeyError(work.resolve("input:password"))

        perform_with(monkeypatch, bug)
        operation = start(deployment, shop())
        with caplog.at_level(logging.ERROR):
            assert run(operation) == "failed"
        error = Step.objects.get(key="create:net").error
        reference = error.rpartition(" ")[2]
        assert error.startswith("internal error; ")
        assert reference in caplog.text
        assert "KeyError" in caplog.text
        assert PASSWORD not in caplog.text
        assert PASSWORD not in operation.error

    def test_a_missing_backend_is_said(self, deployment: Deployment) -> None:
        deployment.target.backend = "nowhere"
        deployment.target.save()
        operation = start(deployment, shop())
        assert run(operation) == "failed"
        assert "there is no backend 'nowhere'" in operation.error

    def test_an_observation_that_fails_does_not_undo_a_success(
        self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> Any:
            raise PlatformError("not now", transient=True)

        monkeypatch.setattr(FakeBackend, "observe", refuse)
        assert run(start(deployment, shop())) == "succeeded"

    def test_what_failed_is_found_by_the_next_plan(self, deployment: Deployment, world: World) -> None:
        """Also where it was begun and nobody knows how far it came."""
        world.control("fail@web", {"message": "no"})
        run(start(deployment, shop()))
        changes = {change["address"]: change["action"] for change in make_plan(deployment, shop()).body["changes"]}
        assert changes == {"net": "no-op", "data": "no-op", "db": "no-op", "web": "create"}
        world.release("fail@web")
        assert run(start(deployment, None)) == "succeeded"
        assert world.instances() == {}


@pytest.fixture(params=[OperationalError, InterfaceError])
def outage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], None]:
    """Lets a function fail once as it does when the database has gone away."""

    def befall(module: object, name: str) -> None:
        real = getattr(module, name)

        def once(*arguments: Any, **named: Any) -> Any:
            monkeypatch.setattr(module, name, real)
            raise request.param("server closed the connection of user shop")

        monkeypatch.setattr(module, name, once)

    return befall


class TestDatabaseOutages:
    """What was done on the platform is not called a failure because the database was away for a moment."""

    def test_a_line_of_progress_is_not_worth_a_step(
        self, deployment: Deployment, outage: Callable[[object, str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def perform(work: Work) -> None:
            if work.step.key == "create:net":
                outage(engine_work, "locked")
            work.report("at work")

        perform_with(monkeypatch, perform)
        assert run(start(deployment, shop())) == "succeeded"
        told = {body["key"] for body in events(deployment, "step.progress")}
        assert told == {"create:data", "create:db", "create:web"}

    def test_a_step_that_needed_it_is_tried_again(
        self, deployment: Deployment, outage: Callable[[object, str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(decide, "BACK_OFF", (600.0,))
        outage(FakeBackend, "perform")
        operation = start(deployment, shop())
        assert run(operation) == "running"
        step = Step.objects.get(key="create:net")
        assert (step.state, step.error) == ("pending", WORDS)
        assert step.not_before is not None
        Step.objects.update(not_before=None)
        assert run(operation) == "succeeded"

    @pytest.mark.parametrize("name", ["record_success", "record_end"])
    def test_a_steps_end_is_written_once_more(
        self, deployment: Deployment, world: World, outage: Callable[[object, str], None], name: str
    ) -> None:
        if name == "record_end":
            world.control("fail@net", {"message": "no"})
        outage(runner, name)
        operation = start(deployment, shop())
        assert run(operation) == ("failed" if name == "record_end" else "succeeded")
        assert Step.objects.get(key="create:net").attempt == 1


class TestWhatAStepIsGiven:
    def test_work(self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
        given: list[tuple[Any, ...]] = []

        def perform(work: Work) -> None:
            exists = work.folder.is_dir() and not any(work.folder.iterdir())
            given.append((work.step.key, work.archive() == FILES, work.resolve("input:password"), exists, work.token))

        perform_with(monkeypatch, perform)
        operation = start(deployment, shop())
        run(operation)
        assert given[0] == ("create:net", True, PASSWORD, True, str(Step.objects.get(key="create:net").token))

    def test_an_unknown_secret_is_said(self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
        perform_with(monkeypatch, lambda work: work.resolve("input:other"))
        operation = start(deployment, shop())
        assert run(operation) == "failed"
        assert "there is no value for the secret input:other" in operation.error

    @pytest.mark.parametrize("what", ["the secret input:password", "the target's credential"])
    def test_what_this_worker_has_no_key_for_is_said(
        self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch, settings: Any, what: str
    ) -> None:
        if what == "the target's credential":
            Target.objects.update(credential=seal_fields({"token": "xyzzy"}))
        settings.SEAL_PRIVATE_KEYS = [generate_keys().private]
        perform_with(monkeypatch, lambda work: work.resolve("input:password"))
        operation = start(deployment, shop())
        assert run(operation) == "failed"
        assert f"{what} cannot be opened by this worker: none of this process's private keys" in operation.error

    def test_progress_is_told_without_secrets(self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
        perform_with(monkeypatch, lambda work: work.report(f"using {work.resolve('input:password')}"))
        run(start(deployment, shop()))
        assert events(deployment, "step.progress")[0]["line"] == "using ***"

    def test_a_refusal_is_told_without_secrets(self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(work: Work) -> None:
            raise PlatformError(f"wrong password {work.resolve('input:password')}")

        perform_with(monkeypatch, refuse)
        operation = start(deployment, shop())
        run(operation)
        assert "wrong password ***" in operation.error

    def test_endless_progress_is_cut(self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
        def talk(work: Work) -> None:
            for _ in range(202 if work.step.key == "create:net" else 0):
                work.report("x" * 1000)

        perform_with(monkeypatch, talk)
        run(start(deployment, shop()))
        lines = [body["line"] for body in events(deployment, "step.progress") if body["key"] == "create:net"]
        assert (len(lines), len(lines[0])) == (200, 500)


class TestCancelling:
    def test_what_has_not_begun_is_taken_back(self, deployment: Deployment, world: World) -> None:
        operation = start(deployment, shop())
        cancel_operation(operation=operation, actor="somebody")
        operation.refresh_from_db()
        assert operation.state == "cancelled"
        assert state_of(deployment) == "new"
        assert run(operation) == "cancelled"
        assert world.effects() == []

    def test_a_step_that_succeeds_all_the_same_counts(
        self, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        operation = start(deployment, shop())
        perform_with(monkeypatch, lambda _: cancel_operation(operation=operation, actor="somebody"))
        assert run(operation) == "cancelled"
        assert sorted(step_states(operation).values()) == ["cancelled", "cancelled", "cancelled", "succeeded"]
        assert state_of(deployment) == "failed"

    def test_a_cancelled_operation_can_be_taken_up_again(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        cancel_operation(operation=operation, actor="somebody")
        retry_operation(operation=operation, actor="somebody")
        assert run(operation) == "succeeded"


class TestFencing:
    def test_who_lost_the_claim_writes_nothing(self, deployment: Deployment) -> None:
        operation = start(deployment, shop())
        taken = take_step(operation.pk, worker="first")
        assert taken is not None
        Step.objects.filter(pk=taken.step.pk).update(lease_until=operation.created_at)
        again = take_step(operation.pk, worker="second")
        assert again is not None
        assert again.step.pk == taken.step.pk
        told = Event.objects.count()
        runner.run_step(taken)
        assert Event.objects.count() == told
        assert Step.objects.get(pk=taken.step.pk).worker == "second"
        runner.run_step(again)
        assert Step.objects.get(pk=taken.step.pk).state == "succeeded"

    def test_no_platform_is_called_inside_a_transaction(
        self, deployment: Deployment, caplog: pytest.LogCaptureFixture
    ) -> None:
        operation = start(deployment, shop())
        taken = take_step(operation.pk, worker="first")
        assert taken is not None
        with transaction.atomic(), pytest.raises(OutsideCallInTransactionError):
            runner.look(FakeBackend(), deployment)
        with transaction.atomic():
            runner.run_step(taken)
        assert "a platform must not be called while a transaction is open" in caplog.text


def test_two_deployments_do_not_touch_each_other(
    deployment: Deployment, world: World, tmp_path: Any, settings: Any
) -> None:
    other = make_deployment(tmp_path / "other", name="other")
    settings.ALLOWED_ENDPOINTS.append(other.target.endpoint)
    run(start(deployment, shop()))
    run(start(other, shop()))
    assert len(World(tmp_path / "other").instances()) == 4
    assert len(world.instances()) == 4
    for one in (deployment, other):
        numbers = list(Event.objects.filter(deployment=one).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
