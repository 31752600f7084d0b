"""Questions that a worker answers: logs and ping. The worker's part is played by the tests."""

import json

import pytest
from django.test import Client

from provisioners.models import Inquiry, StepState
from tests.rows import make_deployment, make_target
from tests.webui.conftest import People
from webui.api import inquiring


def test_logs_come_from_a_worker(member: Client, people: People, worker) -> None:
    worker(state=StepState.SUCCEEDED, answer="line 1\nline 2\n")
    deployment = make_deployment(people.team)

    response = member.get(f"/api/v1/deployments/{deployment.pk}/logs", {"address": "web", "tail": 2})

    assert response.status_code == 200
    assert response.json() == {"address": "web", "text": "line 1\nline 2\n"}
    inquiry = Inquiry.objects.get()
    assert (inquiry.kind, inquiry.parameters, inquiry.queue) == ("logs", {"address": "web", "tail": 2}, "default")
    assert (inquiry.deployment_id, inquiry.target_id) == (deployment.pk, deployment.target_id)


def test_the_platforms_refusal_keeps_its_words(member: Client, people: People, worker) -> None:
    worker(state=StepState.FAILED, error="No such container: web")
    deployment = make_deployment(people.team)

    response = member.get(f"/api/v1/deployments/{deployment.pk}/logs", {"address": "web"})

    assert (response.status_code, response.json()["code"]) == (502, "platform_refused")
    assert response.json()["detail"] == "No such container: web"


def test_without_a_worker_the_wait_ends(member: Client, people: People, worker, monkeypatch) -> None:
    worker(state=StepState.PENDING)
    monkeypatch.setattr(inquiring, "LONGEST_WAIT", 0.0)
    deployment = make_deployment(people.team)

    response = member.get(f"/api/v1/deployments/{deployment.pk}/logs", {"address": "web"})

    assert (response.status_code, response.json()["code"]) == (504, "no_worker_answered")


@pytest.mark.parametrize("query", [{}, {"address": "web", "tail": 0}, {"address": "web", "tail": 5001}])
def test_what_cannot_be_asked_is_refused(member: Client, people: People, query: dict) -> None:
    deployment = make_deployment(people.team)

    assert member.get(f"/api/v1/deployments/{deployment.pk}/logs", query).status_code == 422
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"state": StepState.SUCCEEDED, "answer": "Docker 27"}, {"ok": True, "detail": "Docker 27"}),
        ({"state": StepState.FAILED, "error": "refused"}, {"ok": False, "detail": "refused"}),
    ],
)
def test_a_target_is_pinged_by_a_worker(member: Client, people: People, worker, columns: dict, expected: dict) -> None:
    worker(**columns)

    response = member.post(f"/api/v1/targets/{make_target(people.team).pk}/ping")

    assert (response.status_code, response.json()) == (200, expected)


def test_what_the_tags_mean_is_asked_by_a_worker_and_pinned_by_a_plan(member: Client, people: People, worker) -> None:
    digests = {"nginx:1.27": f"sha256:{'a' * 64}"}
    worker(state=StepState.SUCCEEDED, answer=json.dumps(digests))
    deployment = make_deployment(people.team)
    address = f"/api/v1/deployments/{deployment.pk}"

    response = member.post(f"{address}/image-digests")
    assert (response.status_code, response.json()) == (200, {"digests": digests})
    assert Inquiry.objects.get().parameters == {"images": ["nginx:1.27"]}

    plan = member.post(f"{address}/plans", {"kind": "deploy", **response.json()}, "application/json")
    assert f"nginx@sha256:{'a' * 64}" in plan.json()["files"]["compose.yaml"]


def test_a_registrys_refusal_keeps_its_words(member: Client, people: People, worker) -> None:
    worker(state=StepState.FAILED, error="The registry has no image nginx:1.27.")

    response = member.post(f"/api/v1/deployments/{make_deployment(people.team).pk}/image-digests")

    assert (response.status_code, response.json()["detail"]) == (502, "The registry has no image nginx:1.27.")


@pytest.mark.parametrize("digest", ["sha256:short", "latest", f"md5:{'a' * 64}"])
def test_what_is_no_digest_is_refused(member: Client, people: People, digest: str) -> None:
    body = {"kind": "deploy", "digests": {"nginx:1.27": digest}}

    response = member.post(f"/api/v1/deployments/{make_deployment(people.team).pk}/plans", body, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "request_invalid")
