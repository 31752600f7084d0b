"""Drift from the platform to the plan and back, on a real Docker Engine, by the services and the engine."""

from collections.abc import Iterator
from typing import Any

import pytest

from provisioners.engine import runner, wake
from provisioners.engine.observe import observe_deployment
from provisioners.models import Deployment, Event, Instance, Operation, OperationKind, Target
from provisioners.services.deployments import create_deployment
from provisioners.services.operations import start_operation
from provisioners.services.plans import make_plan
from tests.provisioners.backends.compose.conftest import DEFAULT_SOCKET, docker, sweep
from tests.rows import make_team
from topology.services import create_template

pytestmark = [pytest.mark.engine, pytest.mark.django_db(transaction=True)]

TEMPLATE = """\
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ "toposmith:1.0" ]
topology_template:
  node_templates:
    web:
      type: toposmith.nodes.Container
      properties:
        command: [ sh, -c, "trap 'exit 0' TERM; sleep 1000 & wait" ]
        stop_grace_period: 1 s
      artifacts:
        image: { type: tosca.artifacts.Deployment.Image.Container.Docker, file: IMAGE }
"""


@pytest.fixture
def deployment(debian_base_image: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Deployment]:
    monkeypatch.setattr(wake, "_send", lambda *_: None)
    settings.ALLOWED_ENDPOINTS = [DEFAULT_SOCKET]
    team = make_team()
    files = {"web.yaml": TEMPLATE.replace("IMAGE", debian_base_image).encode()}
    template = create_template(team=team, author="a", name="Web", files=files)
    target = Target.objects.create(team=team, name="here", backend="compose", endpoint=DEFAULT_SOCKET)
    version_id = template.versions.get().pk
    made = create_deployment(team=team, actor="a", name="tst", version_id=version_id, target_id=target.pk, inputs={})
    yield made
    sweep(made.slug)


def deploy(deployment: Deployment) -> Operation:
    plan = make_plan(deployment=deployment, kind=OperationKind.DEPLOY, actor="a")
    operation = start_operation(deployment=deployment, plan=plan, actor="a")
    runner.look_at(operation.pk)
    operation.refresh_from_db()
    assert operation.state == "succeeded", operation.error
    return operation


def seen(deployment: Deployment) -> Instance:
    Deployment.objects.update(observe_after=None)
    observe_deployment(deployment.pk)
    return Instance.objects.get(deployment=deployment)


def test_a_change_by_hand_is_found_planned_and_mended(deployment: Deployment) -> None:
    deploy(deployment)
    assert seen(deployment).drift == []

    docker("network", "disconnect", f"{deployment.slug}-default", f"{deployment.slug}-web-1")
    assert "is in the networks none" in seen(deployment).drift[0]
    (change,) = deploy(deployment).plan.body["changes"]
    assert (change["action"], change["reasons"][0].startswith("somebody changed it: ")) == ("update", True)

    assert seen(deployment).drift == []
    told = Event.objects.filter(deployment=deployment, kind="instance.drift").order_by("number")
    assert [bool(event.body["drift"]) for event in told] == [True, False]


def test_what_was_removed_by_hand_is_made_again(deployment: Deployment) -> None:
    deploy(deployment)
    docker("rm", "--force", f"{deployment.slug}-web-1")
    assert (seen(deployment).state, seen(deployment).drift) == ("deleted", ["it is gone"])
    (change,) = deploy(deployment).plan.body["changes"]
    assert change["action"] == "create"
    assert (seen(deployment).state, seen(deployment).drift) == ("running", [])
