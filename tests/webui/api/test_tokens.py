from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.webui.conftest import People, client_of
from webui.accounts.models import ApiToken
from webui.accounts.services import remove_member

TOKENS = "/api/v1/tokens"
TARGETS = "/api/v1/targets"


def bearer(text: str) -> Client:
    return Client(headers={"authorization": f"Bearer {text}"})


@pytest.fixture
def made(member: Client) -> dict:
    return member.post(TOKENS, {"name": "pipeline"}, "application/json").json()


def test_a_token_is_shown_once_and_opens_its_team(member: Client, made: dict) -> None:
    assert made["token"].startswith(made["prefix"])
    assert bearer(made["token"]).get(TARGETS).status_code == 200
    shown = next(one for one in member.get(TOKENS).json()["items"] if one["id"] == made["id"])
    assert "token" not in shown
    assert shown["prefix"] == made["prefix"]


def test_only_a_digest_of_a_token_is_stored(made: dict) -> None:
    row = ApiToken.objects.get(pk=made["id"])

    assert made["token"] not in str(vars(row))


def test_a_revoked_token_opens_nothing(member: Client, made: dict) -> None:
    assert member.delete(f"{TOKENS}/{made['id']}").status_code == 204

    response = bearer(made["token"]).get(TARGETS)
    assert (response.status_code, response.json()["code"]) == (401, "token_refused")


def test_an_expired_token_opens_nothing(made: dict) -> None:
    ApiToken.objects.filter(pk=made["id"]).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert bearer(made["token"]).get(TARGETS).status_code == 401


def test_the_token_of_one_who_left_opens_nothing(made: dict, people: People) -> None:
    remove_member(team=people.team, user=people.member)

    assert bearer(made["token"]).get(TARGETS).status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer nothing", "Bearer tps_nothing"])
def test_a_wrong_token_opens_nothing_even_beside_a_session(header: str, people: People) -> None:
    client = Client(headers={"authorization": header})
    client.force_login(people.member)

    assert client.get(TARGETS).status_code == 401


def test_use_is_noted_once_a_minute(made: dict) -> None:
    client = bearer(made["token"])
    client.get(TARGETS)
    first = ApiToken.objects.get(pk=made["id"]).last_used_at

    client.get(TARGETS)
    assert ApiToken.objects.get(pk=made["id"]).last_used_at == first

    long_ago = timezone.now() - timedelta(minutes=2)
    ApiToken.objects.filter(pk=made["id"]).update(last_used_at=long_ago)
    client.get(TARGETS)
    assert ApiToken.objects.get(pk=made["id"]).last_used_at > long_ago


def test_members_see_their_own_tokens_and_administrators_all(made: dict, admin: Client, people: People) -> None:
    another = client_of(people.admin, people.team)

    assert made["id"] in {token["id"] for token in admin.get(TOKENS).json()["items"]}
    assert admin.delete(f"{TOKENS}/{made['id']}").status_code == 204
    own = bearer(made["token"])
    assert own.get(TOKENS).status_code == 401
    assert another.get(TOKENS).status_code == 200
