"""Commands that people run in instances. The worker's part is played by the tests."""

import json
from typing import Any

import pytest
from django.test import Client

from provisioners.models import Event, Inquiry, StepState
from provisioners.sealing import unseal
from tests.rows import make_deployment, make_instance_row
from tests.webui.conftest import People
from webui.api import inquiring


@pytest.fixture
def address(people: People) -> str:
    """A node in a substitution: its address has a slash and brackets."""
    deployment = make_deployment(people.team)
    make_instance_row(deployment, "shop/web[1]")
    return f"/api/v1/deployments/{deployment.pk}/instances/shop/web[1]/execute"


def run(client: Client, address: str, *command: str, **more: Any) -> Any:
    return client.post(address, {"command": list(command), **more}, "application/json")


def test_a_worker_runs_it(member: Client, people: People, address: str, worker: Any) -> None:
    worker(state=StepState.SUCCEEDED, answer=json.dumps({"status": 2, "output": "no such file\n"}))

    response = run(member, address, "ls", "/nowhere\\n", time_limit=5)

    assert response.status_code == 200
    assert response.json() == {"address": "shop/web[1]", "status": 2, "output": "no such file\n"}
    inquiry = Inquiry.objects.get()
    assert (inquiry.kind, inquiry.parameters["address"], inquiry.parameters["timeout"]) == (
        "execute",
        "shop/web[1]",
        5,
    )
    assert json.loads(unseal(inquiry.parameters["command"])) == ["ls", "/nowhere\\n"]


def test_an_event_names_who_ran_what_and_no_argument(
    member: Client, people: People, address: str, worker: Any, caplog: Any
) -> None:
    worker(state=StepState.FAILED, error="There is no running container of web.")

    refused = run(member, address, "login", "opensesame")

    assert (refused.status_code, refused.json()["code"]) == (502, "platform_refused")
    event = Event.objects.get(kind="instance.command")
    assert (event.actor, event.body) == (people.member.username, {"address": "shop/web[1]", "program": "login"})
    assert "opensesame" not in refused.content.decode() + caplog.text + str(list(Inquiry.objects.values()))


def test_without_a_worker_it_is_given_up(member: Client, address: str, worker: Any, monkeypatch: Any) -> None:
    worker(state=StepState.PENDING)
    monkeypatch.setattr(inquiring, "LONGEST_WAIT", -30.0)

    response = run(member, address, "true", time_limit=30)

    assert (response.status_code, response.json()["code"]) == (504, "no_worker_answered")
    assert Inquiry.objects.get().state == StepState.CANCELLED


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"command": []},
        {"command": "ls"},
        {"command": ["a\u0000b"]},
        {"command": ["a\ud800b"]},
        {"command": ["x" * 8001]},
        {"command": ["x"] * 101},
        {"command": ["ls"], "time_limit": 0},
        {"command": ["ls"], "time_limit": 31},
    ],
)
def test_what_is_no_command_is_refused(member: Client, address: str, body: dict) -> None:
    response = member.post(address, body, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "request_invalid")
    assert not Inquiry.objects.exists()


def test_there_must_be_an_instance(member: Client, address: str) -> None:
    response = run(member, address.replace("web[1]", "nobody"), "true")

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_who_may_only_look_runs_nothing(viewer: Client, address: str) -> None:
    response = run(viewer, address, "true")

    assert (response.status_code, response.json()["code"]) == (403, "role_too_low")
    assert not Event.objects.filter(kind="instance.command").exists()
