import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.rows import latest, make_template
from tests.webui.conftest import People
from topology.errors import Refused
from webui.api import targets


def test_a_body_of_the_wrong_shape_is_told_by_pointer(member: Client) -> None:
    response = member.post("/api/v1/deployments", {"name": "", "version_id": 1}, "application/json")

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["code"], body["status"], body["title"]) == ("request_invalid", 422, "Unprocessable Entity")
    assert {error["pointer"] for error in body["errors"]} == {"/name", "/version_id", "/target_id"}


def test_a_query_of_the_wrong_shape_is_told_by_pointer(member: Client) -> None:
    body = member.get("/api/v1/targets", {"limit": 0}).json()

    assert [error["pointer"] for error in body["errors"]] == ["/limit"]


def test_a_refused_value_is_never_shown_again(admin: Client) -> None:
    body = {"name": "a", "backend": "compose", "endpoint": "x", "credential": {"key": ["opensesame"]}}

    response = admin.post("/api/v1/targets", body, "application/json")

    assert response.status_code == 422
    assert "opensesame" not in response.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/", "/api/v2/targets"])
def test_an_address_that_is_none_is_a_problem(path: str, db: None) -> None:
    response = Client().get(path)

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_a_method_that_is_none_is_a_problem(member: Client) -> None:
    response = member.put("/api/v1/targets", {}, "application/json")

    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in response["Allow"]


def test_json_that_is_none_is_a_problem(member: Client) -> None:
    response = member.post("/api/v1/deployments", "{", "application/json")

    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


def test_a_body_that_breaks_off_is_a_problem(member: Client) -> None:
    response = member.post("/api/v1/service-templates", "--x\r\n", "multipart/form-data")

    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


def test_a_json_body_that_is_too_large_is_a_problem(member: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    response = member.post("/api/v1/deployments", {"name": "x" * 20}, "application/json")

    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_our_own_mistake_is_logged_and_tells_nothing(member: Client, monkeypatch, caplog) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("the secret words")

    monkeypatch.setattr(targets, "targets_of", break_down)

    response = member.get("/api/v1/targets")

    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert "secret words" not in response.content.decode()
    assert response.json()["request_id"] == response["X-Request-ID"]
    assert "the secret words" in caplog.text


def test_a_services_refusal_keeps_its_code(member: Client, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        raise Refused("not_today", "Come back tomorrow.")

    monkeypatch.setattr(targets, "targets_of", refuse)

    body = member.get("/api/v1/targets").json()

    assert (body["status"], body["code"], body["detail"]) == (422, "not_today", "Come back tomorrow.")


def test_every_answer_has_a_number(member: Client) -> None:
    numbers = {member.get("/api/v1/targets")["X-Request-ID"] for _ in range(2)}

    assert len(numbers) == 2


def test_the_description_of_problems_fits_one(member: Client) -> None:
    document = member.get("/api/v1/openapi.json").json()
    broken = SimpleUploadedFile("a.yaml", b"nothing: [")
    problem = member.post("/api/v1/service-templates", {"name": "a", "files": [broken]}).json()
    schema = {"$ref": "#/components/schemas/ProblemDetails", "components": document["components"]}

    jsonschema.validate(problem, schema)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("tokens", '{"name": "a\\u0000b"}'),
        ("tokens", '{"name": "\\ud800"}'),
        ("tokens", '{"name": "a", "expires_at": "2030-01-01T00:00:00"}'),
        ("deployments", "[" * 100_000),
        ("deployments", '{"name": ' + "[" * 900 + "]" * 900 + "}"),
    ],
)
def test_odd_json_breaks_nothing(member: Client, path: str, body: str) -> None:
    response = member.post(f"/api/v1/{path}", body, "application/json")

    assert response.status_code in (201, 400, 422)


@pytest.mark.parametrize(
    "query", ["limit=99999999999999999999", "limit=x", "cursor=%00", "cursor=WyJcdTAwMDAiLCAieCJd"]
)
def test_odd_queries_break_nothing(member: Client, query: str) -> None:
    assert member.get(f"/api/v1/service-templates?{query}").status_code == 422


def test_odd_paths_break_nothing(member: Client, people: People) -> None:
    version = latest(make_template(people.team))

    assert member.get(f"/api/v1/versions/{version.pk}/files/a%00b").status_code in (404, 422)
    assert member.get(f"/api/v1/versions/{version.pk}/files/%ff").status_code == 404
