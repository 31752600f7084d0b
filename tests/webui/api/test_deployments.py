import pytest
from django.test import Client

from provisioners.models import Deployment, OperationState
from tests.rows import (
    latest,
    make_deployment,
    make_instance_row,
    make_operation_row,
    make_target,
    make_template,
)
from tests.webui.conftest import People

DEPLOYMENTS = "/api/v1/deployments"


@pytest.fixture
def body(people: People) -> dict:
    version, target = latest(make_template(people.team, "Web")), make_target(people.team)
    return {
        "name": "My Shop!",
        "version_id": str(version.pk),
        "target_id": str(target.pk),
        "inputs": {"greeting": "hi", "password": "opensesame"},
    }


def test_a_deployment_is_made_and_nothing_runs(member: Client, body: dict) -> None:
    response = member.post(DEPLOYMENTS, body, "application/json")

    assert response.status_code == 201
    made = response.json()
    assert made["state"] == "new"
    assert made["template"]["name"] == "Web"
    assert made["version"] == {"id": body["version_id"], "number": 1}
    assert made["target"]["backend"] == "compose"
    assert made["operation"] is None
    assert made["last_event"] == 1
    assert made["slug"].startswith("my-shop-")
    assert member.get(response["Location"]).json() == made


def test_a_secret_input_is_shown_as_a_reference(member: Client, body: dict) -> None:
    response = member.post(DEPLOYMENTS, body, "application/json")

    assert response.json()["inputs"] == {"greeting": "hi", "password": {"secret": "input:password"}}
    assert "opensesame" not in response.content.decode()
    assert "opensesame" not in str(vars(Deployment.objects.get()))


def test_an_input_that_the_template_lacks_is_refused(member: Client, body: dict) -> None:
    response = member.post(DEPLOYMENTS, {**body, "inputs": {"nothing": 1}}, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "input_unknown")


def test_a_teams_quota_holds(member: Client, body: dict, people: People) -> None:
    people.team.max_deployments = 1
    people.team.save()

    assert member.post(DEPLOYMENTS, body, "application/json").status_code == 201
    response = member.post(DEPLOYMENTS, {**body, "name": "Second"}, "application/json")

    assert (response.status_code, response.json()["code"]) == (409, "quota_used_up")


def test_inputs_are_changed_and_secrets_keep_their_values(member: Client, people: People) -> None:
    deployment = make_deployment(people.team, {"greeting": "hi", "password": "opensesame"})
    sealed = deployment.sealed_secrets

    address = f"{DEPLOYMENTS}/{deployment.pk}"
    shown = member.get(address).json()["inputs"]
    response = member.patch(address, {"inputs": {**shown, "greeting": "hey"}}, "application/json")

    assert response.json()["inputs"] == {"greeting": "hey", "password": {"secret": "input:password"}}
    deployment.refresh_from_db()
    assert deployment.sealed_secrets == sealed


def test_the_version_is_changed(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    other = latest(make_template(people.team))

    response = member.patch(f"{DEPLOYMENTS}/{deployment.pk}", {"version_id": other.pk}, "application/json")

    assert response.json()["version"]["id"] == str(other.pk)


def test_a_deployment_is_left_alone_while_an_operation_runs(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    make_operation_row(deployment, OperationState.RUNNING)
    address = f"{DEPLOYMENTS}/{deployment.pk}"

    changed = member.patch(address, {"inputs": {}}, "application/json")
    deleted = member.delete(address)

    assert (changed.status_code, changed.json()["code"]) == (409, "operation_under_way")
    assert (deleted.status_code, deleted.json()["code"]) == (409, "operation_under_way")


def test_a_deployment_is_deleted_only_when_nothing_of_it_is_left(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    make_operation_row(deployment)
    instance = make_instance_row(deployment)
    address = f"{DEPLOYMENTS}/{deployment.pk}"

    refused = member.delete(address)
    assert (refused.status_code, refused.json()["code"]) == (409, "still_deployed")

    instance.delete()
    assert member.delete(address).status_code == 204
    assert member.get(address).status_code == 404


def test_instances_are_listed_by_address(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    make_instance_row(deployment, "web", state="running", replicas=2, native_name="shop-web", attributes={"a": 1})
    make_instance_row(deployment, "data")

    items = member.get(f"{DEPLOYMENTS}/{deployment.pk}/instances").json()["items"]

    assert [item["address"] for item in items] == ["data", "web"]
    assert items[1] == {
        "address": "web",
        "node_type": "toposmith.nodes.Container",
        "native_name": "shop-web",
        "generation": 1,
        "state": "running",
        "detail": "",
        "attributes": {"a": 1},
        "replicas": 2,
        "drift": [],
        "observed_at": None,
        "deletion_policy": "retain",
    }


def test_the_latest_operation_is_shown(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    make_operation_row(deployment)
    newest = make_operation_row(deployment, OperationState.QUEUED)

    shown = member.get(DEPLOYMENTS).json()["items"][0]["operation"]

    assert (shown["id"], shown["state"]) == (str(newest.pk), "queued")


def test_the_list_takes_as_many_queries_for_many_deployments_as_for_one(
    member: Client, people: People, django_assert_num_queries
) -> None:
    make_operation_row(make_deployment(people.team))
    member.get(DEPLOYMENTS)
    with django_assert_num_queries(4):
        member.get(DEPLOYMENTS)
    for _ in range(3):
        make_operation_row(make_deployment(people.team))
    with django_assert_num_queries(4):
        member.get(DEPLOYMENTS)


def test_what_somebody_changed_is_shown_and_counted(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    make_deployment(people.team)
    make_instance_row(deployment, "web", drift=["there are 2 containers instead of 1"])
    make_instance_row(deployment, "db", drift=["it is gone"])
    make_instance_row(deployment, "data")

    items = member.get(f"{DEPLOYMENTS}/{deployment.pk}/instances").json()["items"]
    assert [item["drift"] for item in items] == [[], ["it is gone"], ["there are 2 containers instead of 1"]]
    assert member.get(f"{DEPLOYMENTS}/{deployment.pk}").json()["drifted"] == 2
    assert [item["drifted"] for item in member.get(DEPLOYMENTS).json()["items"]] == [0, 2]


def test_a_deployment_moves_to_another_target_when_nothing_of_it_is_left(member: Client, people: People) -> None:
    deployment, other = make_deployment(people.team), make_target(people.team)
    instance = make_instance_row(deployment)
    address, change = f"{DEPLOYMENTS}/{deployment.pk}", {"target_id": str(other.pk)}

    refused = member.patch(address, change, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "still_deployed")
    assert "Undeploy it first" in refused.json()["detail"]

    instance.delete()
    moved = member.patch(address, change, "application/json")
    assert (moved.status_code, moved.json()["target"]["id"]) == (200, str(other.pk))
    assert moved.json()["inputs"] == {"password": {"secret": "input:password"}}
