"""Looking at deployments that nobody works on."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from toposmith_fake.world import World

from provisioners.engine import runner
from provisioners.engine.observe import due_for_observation, observe_deployment
from provisioners.models import Deployment, Event, Instance
from tests.provisioners.engine.scene import shop, start


@pytest.fixture
def deployed(deployment: Deployment) -> Deployment:
    runner.look_at(start(deployment, shop()).pk)
    deployment.refresh_from_db()
    return deployment


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


def test_one_of_several_workers_looks(deployed: Deployment, world: World) -> None:
    assert list(due_for_observation()) == [deployed]
    observe_deployment(deployed.pk)
    assert list(due_for_observation()) == []
    rewrite(world, "shop-abc-web-g1", state="unhealthy")
    observe_deployment(deployed.pk)
    assert instance("web").state == "running"
    Deployment.objects.update(observe_after=Now() - timedelta(seconds=1))
    assert list(due_for_observation()) == [deployed]


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
