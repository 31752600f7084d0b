import json

import pytest
from django.db import connection

from provisioners.backends.contract import Right
from provisioners.backends.registry import load_backend
from provisioners.engine.stored import PlanValues
from provisioners.errors import Conflict, Invalid, Refused
from provisioners.events import basis
from provisioners.models import Deployment, Event, Instance, OperationKind, OperationState, Plan
from provisioners.planning.model import Action
from provisioners.sealing import unseal
from provisioners.services import plans
from provisioners.services.deployments import change_deployment, create_deployment
from provisioners.services.plans import images_of, make_plan
from tests.rows import WEB_TEMPLATE, make_deployment, make_instance_row, make_operation_row, make_target, make_team
from topology.services import add_version, create_template
from webui.accounts.models import Team

DEPLOY, UNDEPLOY = OperationKind.DEPLOY, OperationKind.UNDEPLOY


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def deployment(team: Team) -> Deployment:
    return make_deployment(team, {"greeting": "hi", "password": "opensesame"})


def deployment_of(team: Team, text: str, inputs: dict) -> Deployment:
    template = create_template(team=team, author="a", name="Special", files={"web.yaml": text.encode()})
    return create_deployment(
        team=team,
        actor="a",
        name="special",
        version_id=template.versions.get().pk,
        target_id=make_target(team).pk,
        inputs=inputs,
    )


def everything_stored() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in ("provisioners_plan", "provisioners_deployment", "provisioners_event"):
            cursor.execute(f"SELECT * FROM {table}")
            rows += [bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor for cell in row]
        return repr(rows)


def test_a_plan_holds_all_that_a_worker_needs(deployment: Deployment) -> None:
    stored = make_plan(deployment=deployment, kind=DEPLOY, actor="ann")

    values = PlanValues(Plan.objects.get(pk=stored.pk))
    assert {change.address: change.action for change in values.plan.changes} == {
        "web": Action.CREATE,
        "data": Action.CREATE,
    }
    assert list(values.graph.nodes) == ["web", "data"]
    assert set(values.rendered.objects) == {"web", "data"}
    assert unseal(stored.sealed_secrets["input:password"]) == "opensesame"
    assert stored.version_id == deployment.version_id


def test_a_secret_input_that_is_used_needs_a_value(team: Team) -> None:
    optional = WEB_TEMPLATE.replace("Secret\n", "Secret\n      required: false\n")
    with pytest.raises(Invalid, match="secret input 'password' has no value") as refused:
        make_plan(deployment=deployment_of(team, optional, {}), kind=DEPLOY, actor="ann")
    assert refused.value.code == "secret_missing"


@pytest.mark.parametrize(("name", "kind"), [("n" * 301, "toposmith.nodes.Container"), ("web", "t" * 201)])
def test_names_that_cannot_be_recorded_are_refused(team: Team, name: str, kind: str) -> None:
    text = f"""\
tosca_definitions_version: tosca_simple_yaml_1_3
imports: [ toposmith:1.0 ]
node_types:
  {"t" * 201}: {{ derived_from: toposmith.nodes.Container }}
topology_template:
  node_templates:
    {name}:
      type: {kind}
      artifacts:
        image: {{ type: tosca.artifacts.Deployment.Image.Container.Docker, file: "nginx:1.27" }}
"""
    with pytest.raises(Refused, match="too long") as refused:
        make_plan(deployment=deployment_of(team, text, {}), kind=DEPLOY, actor="ann")
    assert refused.value.code == "name_too_long"


def test_making_a_plan_is_an_event_that_makes_no_plan_stale(deployment: Deployment) -> None:
    stored = make_plan(deployment=deployment, kind=DEPLOY, actor="ann")

    event = Event.objects.filter(deployment=deployment).last()
    assert (event.kind, event.body["plan_id"], event.actor) == ("plan.made", str(stored.pk), "ann")
    assert stored.based_on == basis(deployment.pk)


def test_a_change_while_the_template_is_read_makes_the_plan_stale(deployment: Deployment, monkeypatch) -> None:
    real = plans.read_version

    def slow(*arguments: object, **named: object):
        change_deployment(deployment=deployment, actor="bob", inputs={"greeting": "hey"})
        return real(*arguments, **named)

    monkeypatch.setattr(plans, "read_version", slow)

    assert make_plan(deployment=deployment, kind=DEPLOY, actor="ann").based_on < basis(deployment.pk)


def test_secrets_are_nowhere_in_the_clear(deployment: Deployment) -> None:
    stored = make_plan(deployment=deployment, kind=DEPLOY, actor="ann")

    assert "opensesame" not in everything_stored()
    assert b"opensesame" not in bytes(stored.graph.data) + bytes(stored.rendered.data)


def test_secrets_of_the_template_are_sealed_too(team: Team) -> None:
    text = WEB_TEMPLATE.replace("password: { get_input: password }", "password: from-the-template")
    deployment = deployment_of(team, text, {"password": "x"})

    stored = make_plan(deployment=deployment, kind=DEPLOY, actor="ann")

    sealed = {reference: unseal(text) for reference, text in stored.sealed_secrets.items()}
    assert "from-the-template" in sealed.values()
    assert b"from-the-template" not in bytes(stored.graph.data) + bytes(stored.rendered.data)
    assert "from-the-template" not in everything_stored()


def test_a_changed_secret_is_a_change_of_the_plan(deployment: Deployment) -> None:
    def fingerprint() -> dict:
        stored = make_plan(deployment=deployment, kind=DEPLOY, actor="ann")
        return {change["address"]: change["fingerprint"] for change in stored.body["changes"]}

    before = fingerprint()
    assert fingerprint() == before
    change_deployment(deployment=deployment, actor="ann", inputs={"greeting": "hi", "password": "other"})

    assert fingerprint()["web"] != before["web"]
    assert fingerprint()["data"] == before["data"]


def test_what_is_recorded_as_wanted_needs_no_step(deployment: Deployment) -> None:
    first = PlanValues(make_plan(deployment=deployment, kind=DEPLOY, actor="ann"))
    for native in first.rendered.objects.values():
        make_instance_row(
            deployment, native.address, fingerprint=dict(native.fingerprint), deletion_policy=native.deletion_policy
        )

    second = PlanValues(make_plan(deployment=deployment, kind=DEPLOY, actor="ann"))

    assert second.plan.is_empty


@pytest.mark.parametrize("inputs", [{}, {"greeting": ["a", "b"], "password": "x"}])
def test_inputs_that_do_not_fit_are_diagnostics(team: Team, inputs: dict) -> None:
    deployment = make_deployment(team, inputs)

    with pytest.raises(Invalid) as refused:
        make_plan(deployment=deployment, kind=DEPLOY, actor="ann")

    assert all(diagnostic.span.file == "web.yaml" for diagnostic in refused.value.diagnostics)
    assert not Plan.objects.exists()


def test_a_right_that_the_target_does_not_grant_is_a_diagnostic_at_the_line(team: Team) -> None:
    text = WEB_TEMPLATE.replace("        environment:\n", "        privileged: true\n        environment:\n", 1)
    deployment = deployment_of(team, text, {"password": "x"})

    with pytest.raises(Invalid) as refused:
        make_plan(deployment=deployment, kind=DEPLOY, actor="ann")

    (diagnostic,) = refused.value.diagnostics
    line = text.splitlines()[diagnostic.span.line - 1]
    assert "privileged" in line

    deployment.target.rights = ["privileged"]
    deployment.target.save()
    assert make_plan(deployment=deployment, kind=DEPLOY, actor="ann").body["changes"]


def test_undeploying_needs_neither_template_nor_inputs(deployment: Deployment, monkeypatch) -> None:
    make_operation_row(deployment, OperationState.SUCCEEDED)
    make_instance_row(deployment, "web")
    make_instance_row(deployment, "data", deletion_policy="delete")
    monkeypatch.setattr(plans, "read_version", None)

    stored = make_plan(deployment=deployment, kind=UNDEPLOY, actor="ann")

    values = PlanValues(stored)
    assert {change.address: change.action for change in values.plan.changes} == {
        "web": Action.DELETE,
        "data": Action.DELETE,
    }
    assert values.plan.touches_data
    assert values.plan.steps


def test_a_changed_file_of_an_image_changes_the_plan(team: Team) -> None:
    text = WEB_TEMPLATE.replace("tosca.artifacts.Deployment.Image.Container.Docker", "toposmith.artifacts.Dockerfile")
    text = text.replace("file: nginx:1.27", "file: web/Dockerfile")
    files = {"web.yaml": text.encode(), "web/Dockerfile": b"FROM scratch", "web/page": b"old"}
    template = create_template(team=team, author="a", name="Built", files=files)
    target = make_target(team)
    target.rights = [Right.IMAGE_BUILD]
    target.save()
    chosen = {"version_id": template.versions.get().pk, "target_id": target.pk}
    built = create_deployment(team=team, actor="a", name="built", **chosen, inputs={"password": "opensesame"})
    old = PlanValues(make_plan(deployment=built, kind=DEPLOY, actor="a")).rendered

    newer = add_version(template=template, author="a", files={**files, "web/page": b"new"})
    change_deployment(deployment=built, actor="a", version_id=newer.pk)
    new = PlanValues(make_plan(deployment=built, kind=DEPLOY, actor="a")).rendered

    assert old.builds[0].image != new.builds[0].image
    assert old.objects["web"].fingerprint != new.objects["web"].fingerprint
    assert old.objects["data"].fingerprint == new.objects["data"].fingerprint


def test_what_somebody_took_away_is_made_again(deployment: Deployment) -> None:
    wanted = PlanValues(make_plan(deployment=deployment, kind=DEPLOY, actor="ann")).rendered.objects
    for address, state in (("web", "deleted"), ("data", "running")):
        fingerprint = dict(wanted[address].fingerprint)
        policy = wanted[address].deletion_policy
        make_instance_row(deployment, address, fingerprint=fingerprint, state=state, deletion_policy=policy)

    changes = PlanValues(make_plan(deployment=deployment, kind=DEPLOY, actor="ann")).plan.changes

    found = {change.address: (change.action, change.reasons) for change in changes}
    assert found == {
        "web": (Action.CREATE, ("it is no longer on the platform",)),
        "data": (Action.NOOP, ()),
    }


def test_undeploying_goes_by_what_was_last_deployed(deployment: Deployment) -> None:
    operation = make_operation_row(deployment, OperationState.SUCCEEDED)
    make_instance_row(deployment, "web")
    other = WEB_TEMPLATE.replace("    web:", "    site:").replace("[ web, url ]", "[ site, url ]")
    newer = add_version(template=deployment.version.template, author="a", files={"w.yaml": other.encode()})
    change_deployment(deployment=deployment, actor="ann", version_id=newer.pk)

    stored = make_plan(deployment=deployment, kind=UNDEPLOY, actor="ann")

    assert json.loads(bytes(stored.graph.data)) == json.loads(bytes(operation.plan.graph.data))


def test_where_nothing_is_nothing_is_undeployed(deployment: Deployment) -> None:
    with pytest.raises(Conflict) as refused:
        make_plan(deployment=deployment, kind=UNDEPLOY, actor="ann")

    assert refused.value.code == "nothing_deployed"


def test_reading_and_rendering_happen_outside_of_transactions(team: Team, monkeypatch) -> None:
    deployment = make_deployment(team)
    depth = len(connection.savepoint_ids)
    seen = []
    real = plans.read_version

    def look(*arguments: object, **named: object):
        seen.append(len(connection.savepoint_ids))
        return real(*arguments, **named)

    monkeypatch.setattr(plans, "read_version", look)

    make_plan(deployment=deployment, kind=DEPLOY, actor="ann")

    assert seen == [depth]


def test_what_somebody_changed_by_hand_is_planned_as_an_update(deployment: Deployment) -> None:
    wanted = {change.address: change for change in PlanValues(plan_of(deployment)).plan.changes}
    for address, change in wanted.items():
        make_instance_row(deployment, address, fingerprint=dict(change.fingerprint), deletion_policy="delete")
    Instance.objects.filter(address="web").update(drift=["it runs another image"], deletion_policy="none")

    changes = {change.address: change for change in PlanValues(plan_of(deployment)).plan.changes}

    assert (changes["web"].action, changes["data"].action) == (Action.UPDATE, Action.NOOP)
    assert changes["web"].reasons == ("somebody changed it: it runs another image",)


def test_a_target_gives_its_options_to_what_is_rendered(deployment: Deployment, monkeypatch) -> None:
    seen = []
    compose = load_backend("compose")
    render = compose.render
    monkeypatch.setattr(
        compose, "render", lambda graph, context: seen.append(context.options) or render(graph, context)
    )
    deployment.target.options = {"vm_runtime": "kata", "no-longer": "known"}
    deployment.target.save()

    plan_of(deployment)

    assert seen[0] == {"vm_runtime": "kata"}


def plan_of(deployment: Deployment) -> Plan:
    return make_plan(deployment=deployment, kind=DEPLOY, actor="ann")


DIGEST = f"sha256:{'a' * 64}"


def test_a_tag_is_pinned_where_that_is_asked_for(deployment: Deployment) -> None:
    assert images_of(deployment) == ("nginx:1.27",)

    plan = make_plan(deployment=deployment, kind=DEPLOY, actor="ann", digests={"nginx:1.27": DIGEST})

    assert f"image: nginx@{DIGEST}" in PlanValues(plan).rendered.files["compose.yaml"]


def test_only_the_templates_own_images_are_pinned(deployment: Deployment) -> None:
    with pytest.raises(Refused) as refused:
        make_plan(deployment=deployment, kind=DEPLOY, actor="ann", digests={"nginx:1.28": DIGEST})

    assert refused.value.code == "image_unknown"
    assert not Plan.objects.exists()
