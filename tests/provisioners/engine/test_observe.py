"""Looking at deployments that nobody works on."""

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.db.models.functions import Now
from toposmith_fake.backend import FakeBackend
from toposmith_fake.world import World

from provisioners.backends.contract import NodeState
from provisioners.engine import runner
from provisioners.engine.observe import due_for_observation, observe_deployment
from provisioners.models import Deployment, Event, Instance, Target
from provisioners.sealing import generate_keys, seal_fields
from tests.provisioners.engine.scene import shop, start


@pytest.fixture
def deployed(deployment: Deployment) -> Deployment:
    runner.look_at(start(deployment, shop()).pk)
    deployment.refresh_from_db()
    return deployment


def look_again(deployment: Deployment) -> None:
    Deployment.objects.update(observe_after=None)
    observe_deployment(deployment.pk)


def pass_by(seconds: float) -> None:
    """Let time go by for the next look."""
    Deployment.objects.update(observe_after=F("observe_after") - timedelta(seconds=seconds))


def drift_events() -> list[dict[str, Any]]:
    return list(Event.objects.filter(kind="instance.drift").order_by("number").values_list("body", flat=True))


def rewrite(world: World, name: str, **changes: Any) -> None:
    path = world.folder / "instances" / f"{name}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def instance(address: str) -> Instance:
    return Instance.objects.get(address=address)


def test_what_has_changed_is_recorded_and_told(deployed: Deployment, world: World) -> None:
    told = Event.objects.count()
    rewrite(world, "shop-abc-web-g1", state="unhealthy")
    observe_deployment(deployed.pk)
    assert instance("web").state == "unhealthy"
    assert [event.body["address"] for event in Event.objects.order_by("pk")[told:]] == ["web"]


def test_nothing_is_told_when_nothing_has_changed(deployed: Deployment) -> None:
    told, seen = Event.objects.count(), instance("web").observed_at
    observe_deployment(deployed.pk)
    assert Event.objects.count() == told
    assert instance("web").observed_at > seen


def test_what_is_gone_is_said_to_be(deployed: Deployment, world: World) -> None:
    world.remove("shop-abc-web-g1", "by hand")
    observe_deployment(deployed.pk)
    assert (instance("web").state, instance("web").detail) == ("deleted", "it is no longer on the platform")


def test_a_platform_that_does_not_answer_leaves_everything_unknown(deployed: Deployment, world: World) -> None:
    world.control("away")
    observe_deployment(deployed.pk)
    assert (instance("web").state, instance("web").detail) == ("unknown", "the platform does not answer")
    world.release("away")
    Deployment.objects.update(observe_after=None)
    observe_deployment(deployed.pk)
    assert (instance("web").state, instance("web").detail) == ("running", "")


def test_outputs_follow_the_attributes(deployed: Deployment, world: World) -> None:
    rewrite(world, "shop-abc-web-g1", attributes={"public_address": "192.0.2.7"})
    observe_deployment(deployed.pk)
    deployed.refresh_from_db()
    assert deployed.outputs["url"] == "http://192.0.2.7"


def test_what_somebody_else_changed_is_recorded_told_and_mended(deployed: Deployment, world: World) -> None:
    rewrite(world, "shop-abc-web-g1", fingerprint={**instance("web").fingerprint, "version": "another"})
    look_again(deployed)
    look_again(deployed)
    assert instance("web").drift == ["version is another"]
    assert drift_events() == [{"address": "web", "drift": ["version is another"]}]

    runner.look_at(start(deployed, shop()).pk)
    assert instance("web").drift == []
    assert drift_events()[1:] == [{"address": "web", "drift": []}]
    look_again(deployed)
    assert instance("web").drift == []


def test_drift_that_goes_by_itself_is_told(deployed: Deployment, world: World) -> None:
    fingerprint = instance("web").fingerprint
    rewrite(world, "shop-abc-web-g1", fingerprint={**fingerprint, "version": "another"})
    look_again(deployed)
    rewrite(world, "shop-abc-web-g1", fingerprint=fingerprint)
    look_again(deployed)
    assert instance("web").drift == []
    assert [body["drift"] for body in drift_events()] == [["version is another"], []]


def test_after_a_deploy_that_failed_nothing_is_said_of_drift(deployed: Deployment, world: World) -> None:
    """What there should be is not known then."""
    world.control("fail@web", {"message": "no", "transient": False})
    runner.look_at(start(deployed, shop(web="web:2", size=2)).pk)
    assert instance("db").generation == 2
    look_again(deployed)
    assert drift_events() == []


def test_what_was_seen_before_another_deploy_says_nothing_of_it(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = FakeBackend.observe

    def observe_slowly(self: FakeBackend, *arguments: Any) -> Any:
        monkeypatch.setattr(FakeBackend, "observe", look)
        found = look(self, *arguments)
        runner.look_at(start(deployed, shop(web="web:2")).pk)
        return {**found, "web": dataclasses.replace(found["web"], state=NodeState.FAILED, drift=("it is old",))}

    monkeypatch.setattr(FakeBackend, "observe", observe_slowly)
    look_again(deployed)
    assert (instance("web").state, instance("web").drift) == ("running", [])


def test_one_of_several_workers_looks(deployed: Deployment, world: World) -> None:
    assert list(due_for_observation()) == [deployed]
    observe_deployment(deployed.pk)
    assert list(due_for_observation()) == []
    rewrite(world, "shop-abc-web-g1", state="unhealthy")
    observe_deployment(deployed.pk)
    assert instance("web").state == "running"
    Deployment.objects.update(observe_after=Now() - timedelta(seconds=1))
    assert list(due_for_observation()) == [deployed]


def test_nobody_else_looks_while_a_slow_look_is_under_way(
    deployed: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, calls = FakeBackend.observe, []

    def observe_slowly(self: FakeBackend, *arguments: Any) -> Any:
        calls.append(arguments)
        pass_by(30)
        observe_deployment(deployed.pk)
        return look(self, *arguments)

    monkeypatch.setattr(FakeBackend, "observe", observe_slowly)
    observe_deployment(deployed.pk)
    assert len(calls) == 1
    pass_by(11)
    assert list(due_for_observation()) == [deployed]


def test_a_look_that_fails_with_a_bug_is_made_again_soon(deployed: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeBackend, "observe", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        observe_deployment(deployed.pk)
    pass_by(11)
    assert list(due_for_observation()) == [deployed]


def test_a_platform_that_does_not_answer_is_asked_less_often(deployed: Deployment, world: World) -> None:
    world.control("away")
    observe_deployment(deployed.pk)
    pass_by(11)
    assert list(due_for_observation()) == []
    pass_by(50)
    assert list(due_for_observation()) == [deployed]


@pytest.mark.parametrize(("away", "expected"), [(10, 60), (200, 200), (5000, 300)])
def test_the_longer_it_has_been_away_the_less_often(
    deployed: Deployment, world: World, away: int, expected: int
) -> None:
    world.control("away")
    observe_deployment(deployed.pk)
    Event.objects.update(created_at=Now() - timedelta(seconds=away))
    look_again(deployed)
    pass_by(expected - 5)
    assert list(due_for_observation()) == []
    pass_by(20)
    assert list(due_for_observation()) == [deployed]


def test_after_an_operation_it_is_looked_at_at_once(deployed: Deployment, world: World) -> None:
    """Also where the platform had been away for long."""
    world.control("away")
    observe_deployment(deployed.pk)
    world.release("away")
    runner.look_at(start(deployed, shop(web="web:2")).pk)
    assert list(due_for_observation()) == [deployed]


def test_a_backend_that_is_not_installed_leaves_everything_unknown(deployed: Deployment) -> None:
    Target.objects.update(backend="nowhere")
    observe_deployment(deployed.pk)
    assert instance("web").state == "unknown"
    assert "there is no backend 'nowhere'" in instance("web").detail


def test_a_credential_that_cannot_be_opened_leaves_everything_unknown(deployed: Deployment, settings: Any) -> None:
    Target.objects.update(credential=seal_fields({"token": "xyzzy"}))
    settings.SEAL_PRIVATE_KEYS = [generate_keys().private]
    observe_deployment(deployed.pk)
    assert instance("web").state == "unknown"
    assert instance("web").detail.startswith("the target's credential cannot be opened by this worker: ")


def test_only_workers_of_its_queue_look(deployed: Deployment, settings: Any) -> None:
    settings.WORKER_QUEUES = ["elsewhere"]
    assert list(due_for_observation()) == []
    observe_deployment(deployed.pk)
    deployed.refresh_from_db()
    assert deployed.observe_after is None


def test_what_an_operation_works_on_is_its_own_business(deployed: Deployment, world: World) -> None:
    rewrite(world, "shop-abc-web-g1", state="unhealthy")
    start(deployed, shop(web="web:2"))
    Deployment.objects.update(state="deployed")
    observe_deployment(deployed.pk)
    assert instance("web").state == "running"


def test_a_deployment_that_is_gone_is_no_matter(deployed: Deployment) -> None:
    pk = deployed.pk
    deployed.operations.all().delete()
    deployed.delete()
    observe_deployment(pk)
