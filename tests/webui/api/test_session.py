import pytest
from django.test import Client

from tests.rows import PASSWORD, make_team
from tests.webui.conftest import People
from webui.accounts.models import Role
from webui.accounts.services import add_member, make_one_time_password, remove_member, set_own_password

SESSION = "/api/v1/session"


@pytest.fixture
def browser(people: People) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.member)
    return client


def with_csrf(client: Client) -> dict[str, str]:
    client.cookies["csrftoken"] = "c" * 32
    return {"x-csrftoken": "c" * 32}


def test_a_session_tells_user_team_and_role(browser: Client, people: People) -> None:
    body = browser.get(SESSION).json()

    team = {"id": str(people.team.pk), "name": people.team.name, "role": "member"}
    assert body == {
        "user": {"id": str(people.member.pk), "username": people.member.username, "password_is_one_time": False},
        "team": team,
        "teams": [team],
    }


def test_a_session_can_act_for_another_of_ones_teams(browser: Client, people: People) -> None:
    other = make_team()
    add_member(team=other, user=people.member, role=Role.VIEWER)

    chosen = browser.put(SESSION + "/team", {"team_id": other.pk}, "application/json", headers=with_csrf(browser))

    assert chosen.json()["team"] == {"id": str(other.pk), "name": other.name, "role": "viewer"}
    assert browser.get(SESSION).json()["team"]["id"] == str(other.pk)
    assert len(browser.get(SESSION).json()["teams"]) == 2


def test_a_session_falls_back_when_its_team_is_left(browser: Client, people: People) -> None:
    other = make_team()
    add_member(team=other, user=people.member, role=Role.VIEWER)
    browser.put(SESSION + "/team", {"team_id": other.pk}, "application/json", headers=with_csrf(browser))

    remove_member(team=other, user=people.member)

    assert browser.get(SESSION).json()["team"]["id"] == str(people.team.pk)


def test_writing_with_a_session_needs_the_csrf_header(browser: Client, people: People) -> None:
    body = {"name": "mine"}

    without = browser.post("/api/v1/tokens", body, "application/json")
    with_it = browser.post("/api/v1/tokens", body, "application/json", headers=with_csrf(browser))

    assert (without.status_code, without.json()["code"]) == (403, "csrf_failed")
    assert with_it.status_code == 201


def test_a_one_time_password_opens_nothing_but_the_session(browser: Client, people: People) -> None:
    make_one_time_password(username=people.member.username)
    people.member.refresh_from_db()
    browser.force_login(people.member)

    assert browser.get(SESSION).json()["user"]["password_is_one_time"] is True
    refused = browser.get("/api/v1/targets")
    assert (refused.status_code, refused.json()["code"]) == (403, "password_change_required")

    set_own_password(user=people.member, password=PASSWORD)
    browser.force_login(people.member)
    assert browser.get("/api/v1/targets").status_code == 200


def test_who_is_in_no_team_gets_nothing(browser: Client, people: People) -> None:
    remove_member(team=people.team, user=people.member)

    response = browser.get("/api/v1/targets")

    assert (response.status_code, response.json()["code"]) == (403, "no_team")


def test_a_deactivated_user_is_out(browser: Client, people: People) -> None:
    people.member.is_active = False
    people.member.save()

    assert browser.get(SESSION).status_code == 401


def test_a_token_has_one_team_and_cannot_choose_another(member: Client, people: People) -> None:
    other = make_team()
    add_member(team=other, user=people.member, role=Role.ADMIN)

    assert [team["id"] for team in member.get(SESSION).json()["teams"]] == [str(people.team.pk)]
    assert member.put(SESSION + "/team", {"team_id": other.pk}, "application/json").status_code == 404
