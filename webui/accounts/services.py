"""Changing accounts: teams, users, memberships and passwords."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from topology.errors import NotFound, Refused
from webui.accounts.models import Membership, Role, Team, User


def create_team(*, name: str, max_deployments: int = 0) -> Team:
    """A team with nobody in it. ``max_deployments`` of 0 means no limit."""
    return Team.objects.create(name=name, max_deployments=max_deployments)


@transaction.atomic
def create_user(*, username: str, password: str | None = None, team: Team, role: Role = Role.MEMBER) -> User:
    """A user who belongs to ``team``. Without a password nobody can sign in until a one-time password is made."""
    user = User.objects.create_user(username=username, password=password)
    Membership.objects.create(user=user, team=team, role=role)
    return user


def add_member(*, team: Team, user: User, role: Role) -> Membership:
    """Let a user into a team, or change the role of one who is in it."""
    membership, _ = Membership.objects.update_or_create(user=user, team=team, defaults={"role": role})
    return membership


def remove_member(*, team: Team, user: User) -> None:
    """Take a user out of a team. The user's tokens for it open nothing from now on."""
    Membership.objects.filter(user=user, team=team).delete()


@transaction.atomic
def make_one_time_password(*, username: str) -> str:
    """A password that lets the user in once, to choose an own one. It replaces the old password."""
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise NotFound("There is no such user.")
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.password_is_one_time = True
    user.save(update_fields=["password", "password_is_one_time"])
    return password


def set_own_password(*, user: User, password: str) -> None:
    """Replace the password by one of the user's own choice. Raises :class:`Refused` when it is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("password_refused", " ".join(error.messages)) from None
    if user.check_password(password):
        raise Refused("password_refused", "Choose a password other than the present one.")
    user.set_password(password)
    user.password_is_one_time = False
    user.save(update_fields=["password", "password_is_one_time"])
