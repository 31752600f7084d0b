from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from provisioners.models import Deployment
from tests.rows import WEB_TEMPLATE, latest, make_target, make_template
from tests.webui.conftest import People
from topology.models import ServiceTemplate
from webui.api.models import IdempotencyRecord

DEPLOYMENTS = "/api/v1/deployments"
KEY = {"idempotency-key": "k1"}


@pytest.fixture
def body(people: People) -> dict:
    version, target = latest(make_template(people.team)), make_target(people.team)
    return {"name": "Shop", "version_id": str(version.pk), "target_id": str(target.pk), "inputs": {"password": "pw"}}


def test_the_same_request_is_carried_out_once_and_answered_twice(member: Client, body: dict) -> None:
    first = member.post(DEPLOYMENTS, body, "application/json", headers=KEY)
    second = member.post(DEPLOYMENTS, body, "application/json", headers=KEY)

    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert first["Location"] == second["Location"]
    assert Deployment.objects.count() == 1


def test_another_request_with_the_same_key_is_refused(member: Client, body: dict) -> None:
    member.post(DEPLOYMENTS, body, "application/json", headers=KEY)

    response = member.post(DEPLOYMENTS, {**body, "name": "Other"}, "application/json", headers=KEY)

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")


def test_keys_of_other_teams_do_not_matter(member: Client, body: dict, strangers: People) -> None:
    IdempotencyRecord.objects.create(team=strangers.team, key="k1", request_digest="other", status=201)

    assert member.post(DEPLOYMENTS, body, "application/json", headers=KEY).status_code == 201


def test_nobody_gets_the_answer_to_anothers_request(member: Client, viewer: Client, admin: Client, body: dict) -> None:
    member.post(DEPLOYMENTS, body, "application/json", headers=KEY)

    for other in (viewer, admin):
        response = other.post(DEPLOYMENTS, body, "application/json", headers=KEY)
        assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")


def test_a_refused_request_may_be_tried_again(member: Client, body: dict) -> None:
    wrong = {**body, "inputs": {"nothing": "x"}}

    assert member.post(DEPLOYMENTS, wrong, "application/json", headers=KEY).status_code == 422
    assert member.post(DEPLOYMENTS, body, "application/json", headers=KEY).status_code == 201


def test_a_request_that_is_under_way_is_not_begun_again(member: Client, body: dict, people: People) -> None:
    member.post(DEPLOYMENTS, body, "application/json", headers=KEY)
    IdempotencyRecord.objects.update(status=None)

    response = member.post(DEPLOYMENTS, body, "application/json", headers=KEY)

    assert (response.status_code, response.json()["code"]) == (409, "request_under_way")
    assert response["Retry-After"] == "1"


def test_a_request_whose_process_died_may_be_tried_again(member: Client, body: dict, people: People) -> None:
    record = IdempotencyRecord.objects.create(team=people.team, key="k1", request_digest="x")
    IdempotencyRecord.objects.filter(pk=record.pk).update(created_at=timezone.now() - timedelta(minutes=3))

    assert member.post(DEPLOYMENTS, body, "application/json", headers=KEY).status_code == 201


def test_uploads_are_compared_by_their_files(member: Client, people: People) -> None:
    def send(text: str) -> int:
        files = [SimpleUploadedFile("web.yaml", text.encode())]
        return member.post("/api/v1/service-templates", {"name": "Web", "files": files}, headers=KEY).status_code

    assert [send(WEB_TEMPLATE), send(WEB_TEMPLATE), send(WEB_TEMPLATE + "\n")] == [201, 201, 422]
    assert ServiceTemplate.objects.count() == 1


def test_secrets_of_a_request_are_not_kept(member: Client, body: dict) -> None:
    member.post(DEPLOYMENTS, body, "application/json", headers=KEY)

    record = IdempotencyRecord.objects.get()
    assert b'"pw"' not in bytes(record.body)


def test_a_key_may_not_be_endless(member: Client, body: dict) -> None:
    response = member.post(DEPLOYMENTS, body, "application/json", headers={"idempotency-key": "k" * 201})

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_too_long")


def test_who_may_not_write_leaves_no_record(viewer: Client, body: dict) -> None:
    assert viewer.post(DEPLOYMENTS, body, "application/json", headers=KEY).status_code == 403
    assert not IdempotencyRecord.objects.exists()
