"""What lets in at a target's registry, in the forms that engines and platforms take."""

import base64
import json
from collections.abc import Mapping

from provisioners.backends.contract import Endpoint
from provisioners.images.reference import DOCKER_HUB

HUB_KEY = "https://index.docker.io/v1/"
"""How Docker's configuration names Docker Hub."""


def login_for(endpoint: Endpoint, image: str) -> Mapping[str, str] | None:
    """The user and password for an image, as the engine's API takes them.

    None where the target has none, or where the image is not of the target's registry: a password goes nowhere else.
    """
    user, password = (endpoint.credential.get(f"registry_{field}") for field in ("username", "password"))
    host = registry_host(endpoint)
    if not user or not password or not host or _host_of(image) != host:
        return None
    return {"username": user, "password": password, "serveraddress": host}


def registry_host(endpoint: Endpoint) -> str:
    """The host and port of a target's registry; empty where it names none."""
    return endpoint.options.get("registry", "").partition("/")[0]


def docker_config(endpoint: Endpoint) -> str | None:
    """Docker's ``config.json`` with the target's login, also what Kubernetes calls ``.dockerconfigjson``; or None."""
    user, password = (endpoint.credential.get(f"registry_{field}") for field in ("username", "password"))
    host = registry_host(endpoint)
    if not user or not password or not host:
        return None
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    return json.dumps({"auths": {HUB_KEY if host == DOCKER_HUB else host: {"auth": token}}})


def _host_of(image: str) -> str:
    first, slash, _ = image.partition("/")
    is_host = bool(slash) and ("." in first or ":" in first or first == "localhost")
    return first if is_host else DOCKER_HUB
