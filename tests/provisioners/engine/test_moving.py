"""The same shop on two targets, one after the other."""

from pathlib import Path
from typing import Any

import pytest
from toposmith_fake.world import World

from provisioners.engine import runner
from provisioners.errors import Conflict
from provisioners.models import Deployment, Instance, Target
from provisioners.services.deployments import change_deployment
from provisioners.services.operations import cancel_operation, retry_operation, start_operation
from tests.provisioners.engine.scene import make_plan, shop, start


@pytest.fixture
def elsewhere(deployment: Deployment, tmp_path: Path, settings: Any) -> World:
    """Another world with a target of the same team."""
    world = World(tmp_path / "elsewhere")
    settings.ALLOWED_ENDPOINTS.append(world.url)
    Target.objects.create(team=deployment.team, name="elsewhere", backend="fake", endpoint=world.url)
    return world


def move(deployment: Deployment) -> None:
    change_deployment(deployment=deployment, actor="ann", target_id=Target.objects.get(name="elsewhere").pk)


@pytest.fixture(autouse=True)
def any_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scene's version was never read, so its graph comes from here."""
    monkeypatch.setattr("provisioners.services.deployments.graph_of", lambda version: shop())
    monkeypatch.setattr("provisioners.services.inputs.graph_of", lambda version: shop())


def test_it_moves_when_it_was_undeployed(deployment: Deployment, world: World, elsewhere: World) -> None:
    runner.look_at(start(deployment, shop()).pk)
    before = world.normalised()
    with pytest.raises(Conflict, match="Undeploy it first"):
        move(deployment)
    runner.look_at(start(deployment, None).pk)
    assert world.instances() == {}

    move(deployment)
    runner.look_at(start(Deployment.objects.get(), shop()).pk)

    assert elsewhere.normalised() == before
    assert world.instances() == {}
    assert set(Instance.objects.values_list("state", flat=True)) == {"running"}


def test_a_plan_for_the_target_before_is_stale(deployment: Deployment, world: World, elsewhere: World) -> None:
    plan = make_plan(deployment, shop())
    move(deployment)
    with pytest.raises(Conflict, match="Make a new plan"):
        start_operation(deployment=Deployment.objects.get(), plan=plan, actor="ann")


def test_what_was_cancelled_on_the_target_before_is_not_tried_again(deployment: Deployment, elsewhere: World) -> None:
    operation = start(deployment, shop())
    cancel_operation(operation=operation, actor="ann")
    move(deployment)
    with pytest.raises(Conflict, match="another target"):
        retry_operation(operation=operation, actor="ann")
