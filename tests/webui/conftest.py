"""A team with people of each role, and clients that act for them."""

from dataclasses import dataclass

import pytest
from django.test import Client

from provisioners.models import Inquiry
from provisioners.services import inquiries
from tests.reading import remembering_reader
from tests.rows import make_team, make_user
from webui.accounts.models import Role, Team, User
from webui.accounts.tokens import create_token

__all__ = ["remembering_reader"]


@dataclass(frozen=True)
class People:
    """A team and one of each role in it."""

    team: Team
    viewer: User
    member: User
    admin: User


def make_people() -> People:
    team = make_team()
    return People(team, *(make_user(team, role) for role in (Role.VIEWER, Role.MEMBER, Role.ADMIN)))


@pytest.fixture
def people(db: None) -> People:
    return make_people()


@pytest.fixture
def strangers(db: None) -> People:
    return make_people()


def client_of(user: User, team: Team) -> Client:
    """A pipeline's client: it sends a bearer token with every request."""
    _, text = create_token(team=team, user=user, name="tests")
    return Client(headers={"authorization": f"Bearer {text}"})


@pytest.fixture
def member(people: People) -> Client:
    return client_of(people.member, people.team)


@pytest.fixture
def admin(people: People) -> Client:
    return client_of(people.admin, people.team)


@pytest.fixture
def viewer(people: People) -> Client:
    return client_of(people.viewer, people.team)


@pytest.fixture
def worker(monkeypatch, settings):
    """Answers every inquiry at once with the given columns."""

    def answer_with(**columns: object) -> None:
        def answer(wake_up: object, inquiry_id: object, queue: str) -> None:
            Inquiry.objects.filter(pk=inquiry_id).update(**columns)

        monkeypatch.setattr(inquiries, "wake", answer)

    return answer_with
