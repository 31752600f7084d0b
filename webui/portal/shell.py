"""The one page in which the front end runs."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe
from django_vite.core.exceptions import DjangoViteAssetNotFoundError

from webui.accounts.models import User
from webui.portal.policy import guarded


@require_safe
@ensure_csrf_cookie
@guarded
def shell(request: HttpRequest) -> HttpResponse:
    """The page for all addresses of the front end. Who is not signed in goes to the sign-in page and comes back."""
    if not isinstance(request.user, User):
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
    if request.user.password_is_one_time:
        return redirect("password")
    return page(request, "portal/shell.html")


def page(
    request: HttpRequest, template: str, context: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    """A page of the portal; a sentence that says what to do where the front end has not been built."""
    try:
        return render(request, template, context, status=status)
    except DjangoViteAssetNotFoundError:
        return render(request, "portal/not_built.html", status=503)
