import pytest

from tests.rows import PASSWORD, make_team, make_user
from topology.errors import NotFound, Refused
from webui.accounts.models import Membership, Role, Team, User
from webui.accounts.services import (
    add_member,
    create_user,
    make_one_time_password,
    remove_member,
    set_own_password,
)


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def user(team: Team) -> User:
    return make_user(team)


def test_a_user_without_a_password_cannot_sign_in(team: Team) -> None:
    user = create_user(username="robot", team=team)

    assert not user.has_usable_password()
    assert Membership.objects.get(user=user).role == Role.MEMBER


def test_a_member_can_get_another_role(team: Team, user: User) -> None:
    add_member(team=team, user=user, role=Role.ADMIN)

    assert Membership.objects.get(user=user, team=team).role == Role.ADMIN


def test_who_is_removed_is_in_no_team(team: Team, user: User) -> None:
    remove_member(team=team, user=user)

    assert not user.memberships.exists()


def test_a_one_time_password_replaces_the_old_one(user: User) -> None:
    password = make_one_time_password(username=user.username)

    user.refresh_from_db()
    assert user.check_password(password)
    assert user.password_is_one_time
    assert len(password) >= 16
    assert password != make_one_time_password(username=user.username)


def test_nobody_unknown_gets_a_one_time_password(db: None) -> None:
    with pytest.raises(NotFound):
        make_one_time_password(username="nobody")


def test_an_own_password_ends_the_one_time(user: User) -> None:
    make_one_time_password(username=user.username)
    user.refresh_from_db()

    set_own_password(user=user, password="a rather long sentence")

    user.refresh_from_db()
    assert user.check_password("a rather long sentence")
    assert not user.password_is_one_time


@pytest.mark.parametrize("password", ["abc", "password123456", PASSWORD])
def test_a_weak_or_unchanged_password_is_refused(user: User, password: str) -> None:
    with pytest.raises(Refused) as refused:
        set_own_password(user=user, password=password)

    assert refused.value.code == "password_refused"
    assert password not in refused.value.message
