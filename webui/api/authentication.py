"""Who may call what. Every route passes through here, and roles are held here and nowhere else.

Reading wants the role viewer, everything else member, unless a route names another role.
"""

from importlib import import_module
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from webui.accounts.access import Principal, principal_of_session
from webui.accounts.models import Role, User
from webui.accounts.tokens import principal_of_token
from webui.api.problems import Problem

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ApiRequest(HttpRequest):
    """A request whose sender is known."""

    auth: Principal


class TokenAuth(HttpBearer):
    """``Authorization: Bearer TOKEN``; a token that opens nothing is refused even when there is a session."""

    def __init__(self, role: Role | None = None) -> None:
        super().__init__()
        self.role = role

    def authenticate(self, request: HttpRequest, token: str) -> Principal:
        principal = principal_of_token(token)
        if principal is None:
            raise Problem(401, "token_refused", "The token is unknown, revoked or expired.")
        return _admitted(request, principal, self.role)


class SessionAuth(APIKeyCookie):
    """The browser's session, with the header ``X-CSRFToken`` on everything that writes."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, role: Role | None = None, *, before_own_password: bool = False) -> None:
        super().__init__()
        self.role = role
        self.before_own_password = before_own_password

    def __call__(self, request: HttpRequest) -> Principal | None:
        if not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise Problem(403, "csrf_failed", "The header X-CSRFToken is missing or does not fit the session.")
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Principal:
        if cast(User, request.user).password_is_one_time and not self.before_own_password:
            raise Problem(403, "password_change_required", "Choose a password of your own first.")
        principal = principal_of_session(request)
        if principal is None:
            raise Problem(403, "no_team", "You belong to no team. Ask an administrator to add you to one.")
        return _admitted(request, principal, self.role)


def access(role: Role | None = None, *, before_own_password: bool = False) -> list[TokenAuth | SessionAuth]:
    """The ``auth`` of a route: a token or a session, with at least ``role``."""
    return [TokenAuth(role), SessionAuth(role, before_own_password=before_own_password)]


def principal_of(request: HttpRequest) -> Principal | None:
    """Who sends a request, whatever the role; None when that cannot be told."""
    header = request.headers.get("Authorization", "")
    return principal_of_token(header.partition(" ")[2]) if header else principal_of_session(request)


def _admitted(request: HttpRequest, principal: Principal, role: Role | None) -> Principal:
    wanted = role or (Role.VIEWER if request.method in SAFE_METHODS else Role.MEMBER)
    if not principal.may(wanted):
        raise Problem(403, "role_too_low", f"This needs the role {wanted.value}; yours is {principal.role.value}.")
    return principal


def still_admitted(request: HttpRequest, team_id: UUID) -> bool:
    """Whether the sender of a long-lived request may still read what belongs to the team."""
    fresh = request if "Authorization" in request.headers else _with_fresh_session(request)
    principal = principal_of(fresh)
    return principal is not None and principal.team.pk == team_id


def _with_fresh_session(request: HttpRequest) -> HttpRequest:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    fresh = HttpRequest()
    fresh.session = store(request.session.session_key)
    fresh.user = get_user(fresh)
    return fresh
