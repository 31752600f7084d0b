import pytest
from django.http import HttpResponse, JsonResponse
from django.test import Client, RequestFactory

from webui.middleware import finishing


def finish(path: str, response: HttpResponse) -> HttpResponse:
    return finishing(lambda request: response)(RequestFactory().get(path))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "bad_request"),
        (403, "forbidden"),
        (404, "not_found"),
        (405, "method_not_allowed"),
        (413, "too_large"),
        (500, "internal_error"),
    ],
)
def test_an_error_page_below_the_api_becomes_a_problem(status: int, code: str) -> None:
    response = finish("/api/v1/x", HttpResponse("<h1>secret words</h1>", status=status))

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert f'"code": "{code}"'.encode() in response.content
    assert b"secret words" not in response.content


def test_pages_keep_their_errors() -> None:
    assert finish("/page", HttpResponse("gone", status=404)).content == b"gone"


def test_answers_that_went_well_keep_their_body() -> None:
    assert finish("/api/v1/x", JsonResponse({"a": 1})).content == b'{"a": 1}'


def test_no_inline_script_runs_and_nothing_comes_from_elsewhere() -> None:
    policy = finish("/page", HttpResponse())["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["object-src"] == "'none'"
    assert "unsafe" not in policy
    assert "*" not in policy


def test_a_view_may_be_stricter() -> None:
    response = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    assert finish("/page", response)["Content-Security-Policy"] == "default-src 'none'"


def test_the_safe_headers_are_on_every_answer(db: None) -> None:
    response = Client().get("/healthz")

    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Permissions-Policy"]
    assert response["X-Request-ID"]
