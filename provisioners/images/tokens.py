"""How a registry lets somebody in: by a password, or by a token that another service gives for one.

Source: distribution project, "Token Authentication Specification"; RFC 7617 (Basic) and RFC 6750 (Bearer).
"""

import base64
import json
import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from provisioners.backends.contract import PlatformError
from provisioners.images.web import Web

Login = Mapping[str, str] | None
"""``username`` and ``password``; None for nobody."""

_PARAMETER = re.compile(r'(\w+)="([^"]*)"')


def authorization(web: Web, challenge: str, login: Login) -> str:
    """The header ``Authorization`` that answers a registry's ``WWW-Authenticate``. Raises :class:`PlatformError`."""
    scheme, _, rest = challenge.partition(" ")
    if scheme.lower() == "basic" and login is not None:
        return _basic(login)
    if scheme.lower() == "bearer":
        return f"Bearer {_token(web, dict(_PARAMETER.findall(rest)), login)}"
    raise PlatformError("The registry wants a user and a password. Give the target a credential for it.")


def _token(web: Web, asked: Mapping[str, str], login: Login) -> str:
    realm = asked.get("realm", "")
    if urlsplit(realm).scheme not in ("http", "https"):
        raise PlatformError("The registry names no service that would give a token.")
    query = urlencode({key: asked[key] for key in ("service", "scope") if key in asked})
    headers = {"Authorization": _basic(login)} if login else {}
    answer = web.ask("GET", f"{realm}?{query}", headers)
    try:
        found = json.loads(answer.body)
        token = found.get("token") or found.get("access_token")
    except (ValueError, AttributeError):
        token = None
    if answer.status != 200 or not isinstance(token, str) or not token.isprintable():
        message = f"{urlsplit(realm).netloc} gives no token for the registry (status {answer.status})."
        raise PlatformError(f"{message} Check the target's registry_username and registry_password.")
    return token


def _basic(login: Mapping[str, str]) -> str:
    pair = f"{login['username']}:{login['password']}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"
