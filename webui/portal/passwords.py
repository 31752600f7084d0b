"""Choosing a password of one's own."""

from typing import cast

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from topology.errors import Refused
from webui.accounts.models import User
from webui.accounts.services import set_own_password
from webui.portal.policy import guarded
from webui.portal.shell import page


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
@sensitive_post_parameters("present", "password", "again")
@guarded
def own_password(request: HttpRequest) -> HttpResponse:
    """Sets the password. Who just came in with a one-time password is not asked for it again."""
    user = cast(User, request.user)
    if request.method == "GET":
        return _form(request)
    try:
        _change(user, request)
    except Refused as refused:
        return _form(request, error=refused.message, status=422)
    update_session_auth_hash(request, user)
    return redirect("shell")


def _change(user: User, request: HttpRequest) -> None:
    password = request.POST.get("password", "")
    if not user.password_is_one_time and not user.check_password(request.POST.get("present", "")):
        raise Refused("wrong_password", "The present password is another one.")
    if password != request.POST.get("again", ""):
        raise Refused("passwords_differ", "The two new passwords are not the same.")
    set_own_password(user=user, password=password)


def _form(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    return page(request, "portal/password.html", {"error": error}, status)
