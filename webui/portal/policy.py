"""The content security policy of the portal's pages: everything from ourselves, nothing inline.

The code viewer makes its style element while it runs; that one carries a number that is new in every answer.
"""

import secrets
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]


def guarded(view: View) -> View:
    """Sends a page with the policy; the view finds the number for styles as ``request.style_nonce``."""

    @wraps(view)
    def with_policy(request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.style_nonce = nonce  # type: ignore[attr-defined]
        response = view(request)
        if not settings.DJANGO_VITE["default"]["dev_mode"]:
            response["Content-Security-Policy"] = policy(nonce)
        return response

    return with_policy


def policy(style_nonce: str) -> str:
    """The header's text."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{style_nonce}'",
            "font-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )
