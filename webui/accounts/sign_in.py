"""Signing in with a name and a password."""

import math

from django.contrib.auth import authenticate, login
from django.http import HttpRequest

from topology.errors import Refused
from webui.accounts.models import User
from webui.accounts.throttling import SignInThrottle

throttle = SignInThrottle()


class TooManyAttempts(Refused):
    """The account must wait before the next attempt; ``retry_after`` is in whole seconds."""

    def __init__(self, wait: float) -> None:
        self.retry_after = math.ceil(wait)
        super().__init__("too_many_attempts", f"Too many failed attempts. Try again in {self.retry_after} seconds.")


def sign_in(request: HttpRequest, *, username: str, password: str) -> User:
    """Begin a session for the user.

    Raises :class:`TooManyAttempts`, and :class:`Refused` when name and password do not belong together.
    """
    wait = throttle.wait_of(username)
    if wait:
        raise TooManyAttempts(wait)
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        throttle.failed(username)
        raise Refused("wrong_credentials", "Name and password do not belong together.")
    throttle.succeeded(username)
    login(request, user)
    return user
