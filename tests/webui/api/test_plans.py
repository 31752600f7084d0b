import pytest
from django.test import Client

from provisioners.models import Operation, Plan, Target
from tests.rows import make_deployment, make_instance_row, make_operation_row, make_plan_row
from tests.webui.conftest import People


def test_a_plan_shows_changes_steps_and_files(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)

    response = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "deploy"}, "application/json")

    assert response.status_code == 201
    body = response.json()
    changes = {change["address"]: change for change in body["changes"]}
    assert {address: change["action"] for address, change in changes.items()} == {"web": "create", "data": "create"}
    assert all(change["reasons"] for change in changes.values())
    assert (body["is_empty"], body["touches_data"], body["kind"]) == (False, False, "deploy")
    assert body["steps"]
    assert any("nginx:1.27" in text for text in body["files"].values())
    assert "opensesame" not in response.content.decode()
    assert member.get(response["Location"]).json() == body


def test_a_missing_input_is_a_diagnostic_at_its_place(member: Client, people: People) -> None:
    deployment = make_deployment(people.team, inputs={})

    response = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "deploy"}, "application/json")

    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["file"] == "web.yaml"
    assert "password" in error["message"]
    assert not Plan.objects.exists()


def test_nothing_is_undeployed_where_nothing_is(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)

    response = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "undeploy"}, "application/json")

    assert (response.status_code, response.json()["code"]) == (409, "nothing_deployed")


def test_undeploying_says_that_data_is_destroyed(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    make_operation_row(deployment)
    make_instance_row(deployment, "data", deletion_policy="delete")

    response = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "undeploy"}, "application/json")

    body = response.json()
    assert (body["touches_data"], body["files"]) == (True, {})
    assert [(change["address"], change["action"], change["data"]) for change in body["changes"]] == [
        ("data", "delete", "destroys")
    ]


@pytest.fixture
def asleep(monkeypatch) -> None:
    """Nobody is woken: the rows are what these tests look at."""
    monkeypatch.setattr("provisioners.services.operations.wake", lambda *_: None)


def test_a_plan_is_carried_out(member: Client, people: People, asleep: None) -> None:
    deployment = make_deployment(people.team)
    plan = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "deploy"}, "application/json").json()

    response = member.post(
        f"/api/v1/deployments/{deployment.pk}/operations", {"plan_id": plan["id"]}, "application/json"
    )

    assert response.status_code == 202
    body = response.json()
    assert response["Location"] == f"/api/v1/operations/{body['id']}"
    assert response["Retry-After"] == "2"
    assert (body["state"], body["actor"], body["plan_id"]) == ("queued", people.member.username, plan["id"])
    assert [step["key"] for step in body["steps"]] == [step["key"] for step in plan["steps"]]
    assert {step["state"] for step in body["steps"]} == {"pending"}
    listed = member.get(f"/api/v1/deployments/{deployment.pk}/operations").json()["items"]
    assert [operation["id"] for operation in listed] == [body["id"]]
    assert member.get(f"/api/v1/deployments/{deployment.pk}").json()["state"] == "working"

    cancelled = member.post(f"/api/v1/operations/{body['id']}/cancel")
    assert (cancelled.status_code, cancelled.json()["state"]) == (202, "cancelled")
    retried = member.post(f"/api/v1/operations/{body['id']}/retry")
    assert (retried.status_code, retried.json()["state"]) == (202, "queued")


def test_a_plan_is_stale_once_the_deployment_has_changed(member: Client, people: People, asleep: None) -> None:
    deployment = make_deployment(people.team)
    plan = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "deploy"}, "application/json").json()
    member.patch(f"/api/v1/deployments/{deployment.pk}", {"inputs": {"greeting": "hey"}}, "application/json")

    response = member.post(
        f"/api/v1/deployments/{deployment.pk}/operations", {"plan_id": plan["id"]}, "application/json"
    )

    assert (response.status_code, response.json()["code"]) == (409, "plan_stale")


def test_data_is_destroyed_only_when_that_is_confirmed(member: Client, people: People, asleep: None) -> None:
    deployment = make_deployment(people.team)
    make_operation_row(deployment)
    make_instance_row(deployment, "data", deletion_policy="delete")
    plan = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "undeploy"}, "application/json").json()
    address = f"/api/v1/deployments/{deployment.pk}/operations"

    refused = member.post(address, {"plan_id": plan["id"]}, "application/json")
    confirmed = member.post(address, {"plan_id": plan["id"], "confirm_data_loss": True}, "application/json")

    assert (refused.status_code, refused.json()["code"]) == (422, "confirmation_required")
    assert confirmed.status_code == 202


def test_another_deployments_plan_is_not_found(member: Client, people: People) -> None:
    mine, other = make_deployment(people.team), make_deployment(people.team)

    response = member.post(
        f"/api/v1/deployments/{mine.pk}/operations", {"plan_id": make_plan_row(other).pk}, "application/json"
    )

    assert response.status_code == 404
    assert not Operation.objects.exists()


def test_a_backend_that_is_gone_is_told(member: Client, people: People) -> None:
    deployment = make_deployment(people.team)
    Target.objects.update(backend="nothing")

    response = member.post(f"/api/v1/deployments/{deployment.pk}/plans", {"kind": "deploy"}, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "backend_unknown")
