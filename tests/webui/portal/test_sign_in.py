import pytest
from django.test import Client

from tests.rows import PASSWORD
from tests.webui.conftest import People
from tests.webui.portal.conftest import send_sign_in
from webui.accounts.services import make_one_time_password
from webui.accounts.throttling import FREE_FAILURES

pytestmark = pytest.mark.usefixtures("front_end")


def test_the_page_asks_for_name_and_password(client: Client) -> None:
    page = client.get("/sign-in")
    assert page.status_code == 200
    for name in ("username", "password", "csrfmiddlewaretoken"):
        assert f'name="{name}"' in page.text
    assert "/static/assets/pages.css" in page.text


@pytest.mark.parametrize("onward", ["/", "/deployments/1?node=web"])
def test_who_signs_in_goes_on_to_where_they_came_from(client: Client, people: People, onward: str) -> None:
    answer = send_sign_in(client, people.member.username, next=onward)
    assert (answer.status_code, answer["Location"]) == (302, onward)
    assert client.get("/topologies").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "http:///a"])
def test_nobody_is_led_to_another_site(client: Client, people: People, elsewhere: str) -> None:
    assert send_sign_in(client, people.member.username, next=elsewhere)["Location"] == "/"


def test_the_address_to_go_on_to_survives_a_wrong_password(client: Client, people: People) -> None:
    page = send_sign_in(client, people.member.username, "wrong", next="/targets")
    assert page.status_code == 422
    assert 'value="/targets"' in page.text
    assert f'value="{people.member.username}"' in page.text
    assert "Name and password do not belong together." in page.text


def test_a_wrong_password_and_a_wrong_name_are_told_alike(client: Client, people: People) -> None:
    def alert(username: str) -> str:
        return send_sign_in(client, username, "wrong").text.split('role="alert">')[1].split("<")[0]

    assert alert(people.member.username) == alert("nobody at all")


def test_the_password_is_never_in_the_page(client: Client, people: People) -> None:
    assert "so secret" not in send_sign_in(client, people.member.username, "so secret").text


def test_a_name_is_shown_as_text(client: Client, people: People) -> None:
    assert "<script>" not in send_sign_in(client, '"><script>', "wrong").text


def test_guessing_is_slowed_down(client: Client, people: People) -> None:
    for _ in range(FREE_FAILURES):
        assert send_sign_in(client, people.member.username, "wrong").status_code == 422
    refused = send_sign_in(client, people.member.username)
    assert refused.status_code == 429
    assert "Try again in" in refused.text


def test_a_one_time_password_leads_to_the_choice_of_an_own_one(client: Client, people: People) -> None:
    password = make_one_time_password(username=people.member.username)
    assert send_sign_in(client, people.member.username, password)["Location"] == "/password"
    assert client.get("/topologies")["Location"] == "/password"


def test_who_is_signed_in_is_not_asked_again(client: Client, people: People) -> None:
    client.force_login(people.member)
    assert client.get("/sign-in?next=/targets")["Location"] == "/targets"


def test_signing_out_ends_the_session_and_wants_a_post(client: Client, people: People) -> None:
    client.force_login(people.member)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert client.get("/topologies").status_code == 302


def test_forms_of_other_sites_are_refused(people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send_sign_in(strict, people.member.username).status_code == 403
    strict.force_login(people.member)
    assert strict.post("/sign-out").status_code == 403
    assert strict.post("/password", {"present": PASSWORD, "password": "x", "again": "x"}).status_code == 403
