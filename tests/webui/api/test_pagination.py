from contextlib import suppress

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from provisioners.models import Deployment
from tests.rows import make_deployment, make_template
from tests.webui.conftest import People
from webui.api.pagination import _decode
from webui.api.problems import Problem

DEPLOYMENTS = "/api/v1/deployments"


def pages(client: Client, limit: int) -> list[list[str]]:
    found, cursor = [], None
    while True:
        page = client.get(DEPLOYMENTS, {"limit": limit, **({"cursor": cursor} if cursor else {})}).json()
        found.append([item["name"] for item in page["items"]])
        cursor = page["next"]
        if cursor is None:
            return found


@pytest.fixture
def four(people: People) -> list[Deployment]:
    return [make_deployment(people.team, name=str(number)) for number in range(4)]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(1, [["3"], ["2"], ["1"], ["0"]]), (3, [["3", "2", "1"], ["0"]]), (4, [["3", "2", "1", "0"]])],
)
def test_pages_hold_every_row_once(member: Client, four: list, limit: int, expected: list[list[str]]) -> None:
    assert pages(member, limit) == expected


def test_rows_of_the_same_moment_are_told_apart(member: Client, four: list[Deployment]) -> None:
    Deployment.objects.update(created_at=four[0].created_at)

    names = [name for page in pages(member, 1) for name in page]

    assert sorted(names) == ["0", "1", "2", "3"]


def test_new_rows_shift_nothing(member: Client, four: list, people: People) -> None:
    first = member.get(DEPLOYMENTS, {"limit": 2}).json()
    make_deployment(people.team, name="new")

    second = member.get(DEPLOYMENTS, {"limit": 2, "cursor": first["next"]}).json()

    assert [item["name"] for item in second["items"]] == ["1", "0"]


@pytest.mark.parametrize("cursor", ["x", "WzFd", "bnVsbA", "W1tdLCBbXV0", "WyJ4IiwgIngiXQ", "\0", "é"])
def test_a_cursor_that_no_page_gave_is_refused(member: Client, four: list, cursor: str) -> None:
    response = member.get(DEPLOYMENTS, {"cursor": cursor})

    assert (response.status_code, response.json()["code"]) == (422, "bad_cursor")


@given(st.text(max_size=60))
def test_a_cursor_is_understood_or_refused(cursor: str) -> None:
    with suppress(Problem):
        assert len(_decode(cursor, 2)) == 2


def test_a_list_of_templates_continues_by_name(member: Client, people: People) -> None:
    make_template(people.team, "b")
    make_template(people.team, "a")
    first = member.get("/api/v1/service-templates", {"limit": 1}).json()

    second = member.get("/api/v1/service-templates", {"limit": 1, "cursor": first["next"]}).json()

    assert [item["name"] for item in first["items"] + second["items"]] == ["a", "b"]
