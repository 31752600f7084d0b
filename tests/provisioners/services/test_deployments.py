import re
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from provisioners.errors import Conflict, NotFound, Refused
from provisioners.models import Deployment, Event, OperationState
from provisioners.sealing import unseal
from provisioners.services import deployments
from provisioners.services.deployments import (
    LONGEST_SLUG,
    change_deployment,
    create_deployment,
    delete_deployment,
    make_slug,
)
from tests.rows import (
    WEB_TEMPLATE,
    make_deployment,
    make_instance_row,
    make_operation_row,
    make_target,
    make_team,
    make_template,
)
from topology.services import add_version
from webui.accounts.models import Team

DNS_LABEL = re.compile(r"[a-z]([a-z0-9-]*[a-z0-9])?")


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


def kinds(deployment: Deployment) -> list[str]:
    return list(Event.objects.filter(deployment=deployment).values_list("kind", flat=True))


@given(st.text(max_size=80))
@example("0" * 80)
@example("a" * 80)
def test_every_slug_is_legal_in_dns_and_short(name: str) -> None:
    slug = make_slug(name)

    assert DNS_LABEL.fullmatch(slug)
    assert len(slug) <= LONGEST_SLUG


@pytest.mark.parametrize(
    ("name", "start"),
    [("My Shop!", "my-shop-"), ("2nd try", "d-2nd-try-"), ("Übung", "bung-"), ("---", "d-"), ("日本", "d-")],
)
def test_a_slug_begins_with_what_can_be_read_of_the_name(name: str, start: str) -> None:
    assert re.fullmatch(re.escape(start) + r"[a-z2-9]{6}", make_slug(name))


def test_equal_names_get_different_slugs() -> None:
    assert len({make_slug("shop") for _ in range(100)}) == 100


def test_a_new_deployment_is_its_teams_and_says_so_in_an_event(team: Team) -> None:
    deployment = make_deployment(team)

    event = Event.objects.get(deployment=deployment)
    assert (event.number, event.kind, event.actor, event.team_id) == (1, "deployment.created", "somebody", team.pk)
    assert deployment.state == "new"


@pytest.mark.parametrize("foreign", ["version_id", "target_id"])
def test_what_is_another_teams_is_not_found(team: Team, foreign: str) -> None:
    other = make_team()
    ids = {"version_id": make_template(team).versions.get().pk, "target_id": make_target(team).pk}
    theirs = {"version_id": make_template(other).versions.get().pk, "target_id": make_target(other).pk}

    with pytest.raises(NotFound):
        create_deployment(team=team, actor="a", name="x", inputs={}, **{**ids, foreign: theirs[foreign]})
    with pytest.raises(NotFound):
        create_deployment(team=team, actor="a", name="x", inputs={}, **{**ids, foreign: uuid4()})


def test_a_refused_deployment_leaves_nothing(team: Team) -> None:
    with pytest.raises(Refused):
        make_deployment(team, inputs={"nothing": 1})

    assert not Deployment.objects.exists()
    assert not Event.objects.exists()


def test_a_name_is_taken_once_in_a_team(team: Team) -> None:
    make_deployment(team, name="shop")
    make_deployment(make_team(), name="shop")

    with pytest.raises(Conflict) as refused:
        make_deployment(team, name="shop")

    assert refused.value.code == "name_taken"


def test_the_quota_counts_the_teams_own(team: Team) -> None:
    make_deployment(make_team())
    arguments = {
        "team": team,
        "actor": "a",
        "version_id": make_template(team).versions.get().pk,
        "target_id": make_target(team).pk,
        "inputs": {},
        "max_deployments": 2,
    }
    for name in ("one", "two"):
        create_deployment(name=name, **arguments)

    with pytest.raises(Conflict) as refused:
        create_deployment(name="three", **arguments)

    assert refused.value.code == "quota_used_up"


def test_a_change_is_an_event_and_replaces_inputs(team: Team) -> None:
    deployment = make_deployment(team, {"greeting": "hi", "password": "one"})

    change_deployment(deployment=deployment, actor="ann", inputs={"password": "two"})

    deployment.refresh_from_db()
    assert deployment.inputs == {}
    assert unseal(deployment.sealed_secrets["input:password"]) == "two"
    assert kinds(deployment) == ["deployment.created", "deployment.changed"]


def test_without_inputs_they_stay(team: Team) -> None:
    deployment = make_deployment(team, {"greeting": "hi", "password": "one"})
    newer = add_version(template=deployment.version.template, author="a", files={"w.yaml": WEB_TEMPLATE.encode()})

    change_deployment(deployment=deployment, actor="ann", version_id=newer.pk)

    deployment.refresh_from_db()
    assert (deployment.version_id, deployment.inputs) == (newer.pk, {"greeting": "hi"})


def test_a_secret_that_the_new_version_lacks_is_forgotten(team: Team) -> None:
    deployment = make_deployment(team, {"password": "one"})
    plain = WEB_TEMPLATE.replace("toposmith.datatypes.Secret", "string").replace("secrets:", "environment:", 1)
    plain = plain.replace("        environment:\n          GREETING: { get_input: greeting }\n", "")
    newer = add_version(template=deployment.version.template, author="a", files={"w.yaml": plain.encode()})

    change_deployment(deployment=deployment, actor="ann", version_id=newer.pk, inputs={"password": "open"})

    deployment.refresh_from_db()
    assert deployment.inputs == {"password": "open"}
    assert deployment.sealed_secrets == deployment.secret_digests == {}


def test_an_input_that_becomes_a_secret_is_sealed(team: Team) -> None:
    deployment = make_deployment(team, {"greeting": "hi", "password": "one"})
    secret = WEB_TEMPLATE.replace("type: string\n      default: hello", "type: toposmith.datatypes.Secret")
    newer = add_version(template=deployment.version.template, author="a", files={"w.yaml": secret.encode()})

    change_deployment(deployment=deployment, actor="ann", version_id=newer.pk)

    deployment.refresh_from_db()
    assert deployment.inputs == {}
    opened = {reference: unseal(sealed) for reference, sealed in deployment.sealed_secrets.items()}
    assert opened == {"input:greeting": "hi", "input:password": "one"}


@pytest.mark.parametrize("state", [OperationState.QUEUED, OperationState.RUNNING, OperationState.CANCELLING])
def test_nothing_changes_while_an_operation_is_under_way(team: Team, state: OperationState) -> None:
    deployment = make_deployment(team)
    make_operation_row(deployment, state)

    with pytest.raises(Conflict):
        change_deployment(deployment=deployment, actor="ann", inputs={})
    with pytest.raises(Conflict):
        delete_deployment(deployment=deployment)


@pytest.mark.parametrize("what", ["version", "target", "inputs"])
def test_a_change_while_another_is_worked_out_is_not_reverted(team: Team, monkeypatch, what: str) -> None:
    deployment, other = make_deployment(team, {"greeting": "hi", "password": "one"}), make_target(team)
    secret = WEB_TEMPLATE.replace("type: string\n      default: hello", "type: toposmith.datatypes.Secret")
    newer = add_version(template=deployment.version.template, author="a", files={"w.yaml": secret.encode()})
    theirs = {"version": {"version_id": newer.pk}, "target": {"target_id": other.pk}, "inputs": {"inputs": {}}}[what]
    real = deployments.separate_inputs

    def slow(*arguments: object):
        monkeypatch.setattr(deployments, "separate_inputs", real)
        change_deployment(deployment=Deployment.objects.get(), actor="bob", **theirs)
        return real(*arguments)

    monkeypatch.setattr(deployments, "separate_inputs", slow)
    with pytest.raises(Conflict, match="Look at it again") as refused:
        change_deployment(deployment=deployment, actor="ann", inputs={"greeting": "hey"})

    assert refused.value.code == "deployment_changed"
    stored = Deployment.objects.get()
    expected = {"version": {}, "target": {"greeting": "hi"}, "inputs": {}}[what]
    assert (stored.inputs, stored.target == other, stored.version == newer) == (
        expected,
        what == "target",
        what == "version",
    )
    assert unseal(stored.sealed_secrets["input:password"]) == "one"
    assert kinds(stored) == ["deployment.created", "deployment.changed"]


def test_a_deployment_goes_with_its_history(team: Team) -> None:
    deployment = make_deployment(team)
    make_operation_row(deployment)

    delete_deployment(deployment=deployment)

    assert not Deployment.objects.exists()
    assert not Event.objects.exists()


def test_what_is_on_a_target_is_not_forgotten(team: Team) -> None:
    deployment = make_deployment(team)
    make_instance_row(deployment)

    with pytest.raises(Conflict) as refused:
        delete_deployment(deployment=deployment)

    assert refused.value.code == "still_deployed"


def test_another_target_is_chosen_while_nothing_is_on_the_present_one(team: Team) -> None:
    deployment, other = make_deployment(team), make_target(team)

    change_deployment(deployment=deployment, actor="ann", target_id=other.pk)

    deployment.refresh_from_db()
    assert deployment.target == other
    event = Event.objects.filter(deployment=deployment).latest("number")
    assert (event.kind, event.body["target_id"], event.actor) == ("deployment.changed", str(other.pk), "ann")


def test_what_is_on_a_target_does_not_move(team: Team) -> None:
    deployment, other = make_deployment(team), make_target(team)
    make_instance_row(deployment)

    with pytest.raises(Conflict, match="Data does not move to another target by itself") as refused:
        change_deployment(deployment=deployment, actor="ann", target_id=other.pk)

    assert refused.value.code == "still_deployed"
    change_deployment(deployment=deployment, actor="ann", target_id=deployment.target_id)
    deployment.refresh_from_db()
    assert deployment.target != other


def test_another_teams_target_is_none(team: Team) -> None:
    with pytest.raises(NotFound):
        change_deployment(deployment=make_deployment(team), actor="ann", target_id=make_target(make_team()).pk)
