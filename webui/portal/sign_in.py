"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from topology.errors import Refused
from webui.accounts.sign_in import TooManyAttempts, sign_in
from webui.portal.policy import guarded
from webui.portal.shell import page


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password")
@guarded
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Asks for name and password; afterwards goes to where the person came from."""
    onward = _onward(request)
    if request.method == "GET":
        return redirect(onward) if request.user.is_authenticated else _form(request, onward)
    username = request.POST.get("username", "").strip()
    try:
        user = sign_in(request, username=username, password=request.POST.get("password", ""))
    except TooManyAttempts as refused:
        return _form(request, onward, error=refused.message, username=username, status=429)
    except Refused as refused:
        return _form(request, onward, error=refused.message, username=username, status=422)
    return redirect("password" if user.password_is_one_time else onward)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("sign-in")


def _form(request: HttpRequest, onward: str, error: str = "", username: str = "", status: int = 200) -> HttpResponse:
    return page(request, "portal/sign_in.html", {"error": error, "username": username, "next": onward}, status)


def _onward(request: HttpRequest) -> str:
    """Where to go after signing in: only to our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL
