from typing import Any

import pytest
from django.test import Client

from tests.rows import PASSWORD
from tests.webui.conftest import People
from tests.webui.portal.conftest import send_sign_in
from webui.accounts.services import make_one_time_password

pytestmark = pytest.mark.usefixtures("front_end")

NEW = "a quiet harbour at dawn"


@pytest.fixture
def member(client: Client, people: People) -> Client:
    client.force_login(people.member)
    return client


def choose(client: Client, **fields: str) -> Any:
    return client.post("/password", {"present": PASSWORD, "password": NEW, "again": NEW, **fields})


def test_the_page_is_for_those_who_are_signed_in(client: Client, db: None) -> None:
    assert client.get("/password")["Location"] == "/sign-in?next=/password"


def test_a_new_password_takes_the_place_of_the_old_and_keeps_the_session(member: Client, people: People) -> None:
    assert choose(member)["Location"] == "/"
    assert member.get("/topologies").status_code == 200
    assert send_sign_in(Client(), people.member.username).status_code == 422
    assert send_sign_in(Client(), people.member.username, NEW).status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"present": "another"}, "The present password is another one."),
        ({"again": "a quiet harbour at dusk"}, "The two new passwords are not the same."),
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "passwordpassword1", "again": ""}, "not the same"),
        ({"password": PASSWORD, "again": PASSWORD}, "other than the present one"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    member: Client, people: People, fields: dict[str, str], sentence: str
) -> None:
    page = choose(member, **fields)
    assert page.status_code == 422
    assert sentence in page.text
    assert NEW not in page.text
    people.member.refresh_from_db()
    assert people.member.check_password(PASSWORD)


def test_who_came_with_a_one_time_password_is_not_asked_for_it_again(client: Client, people: People) -> None:
    send_sign_in(client, people.member.username, make_one_time_password(username=people.member.username))
    assert 'name="present"' not in client.get("/password").text
    assert choose(client, present="")["Location"] == "/"
    people.member.refresh_from_db()
    assert not people.member.password_is_one_time
    assert client.get("/topologies").status_code == 200
