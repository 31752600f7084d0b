"""Calls of the Docker Engine's API that concern a swarm, as its reference describes their bodies.

The SDK's own methods for services know neither jobs nor credentials that do not stand in its configuration.
Source: Docker Engine API 1.41, "Service", "Task", "Secret", "Config", "Network".
"""

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from provisioners.backends.docker_engine.labels import DEPLOYMENT

if TYPE_CHECKING:
    from docker import APIClient

Found = Mapping[str, Any]


class SwarmApi:
    """The swarm behind a connection to one of its managers. What it refuses is the SDK's ``APIError``."""

    def __init__(self, client: "APIClient") -> None:
        self.client = client

    def get(self, path: str, **filters: list[str]) -> Any:
        """What there is at a path, such as ``/services``."""
        return self._call("GET", path, params={"filters": json.dumps(filters)} if filters else {})

    def own(self, path: str, deployment: str) -> list[Found]:
        """What belongs to a deployment at a path."""
        return list(self.get(path, label=[f"{DEPLOYMENT}={deployment}"]))

    def tasks(self, services: list[str]) -> list[Found]:
        """All tasks of services, by their identifiers, ended ones included."""
        return list(self.get("/tasks", service=services)) if services else []

    def create(self, path: str, body: Mapping[str, object], login: Mapping[str, str] | None = None) -> str:
        """Make something; gives its identifier."""
        made = self._call("POST", f"{path}/create", body=body, headers=_authorized(login))
        return str(made["ID"] if "ID" in made else made["Id"])

    def update(self, service: Found, body: Mapping[str, object], login: Mapping[str, str] | None = None) -> None:
        """Change a service, unless somebody else has done so since it was looked at."""
        version = str(service["Version"]["Index"])
        path = f"/services/{service['ID']}/update"
        self._call("POST", path, params={"version": version}, body=body, headers=_authorized(login))

    def delete(self, path: str) -> None:
        """Remove something; what is gone already is fine."""
        import docker.errors  # noqa: PLC0415 - rendering has to work where the SDK is not installed

        try:
            self._call("DELETE", path)
        except docker.errors.NotFound:
            return

    def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        import docker.errors  # noqa: PLC0415 - see above
        import requests  # noqa: PLC0415 - see above

        client = self.client
        url = f"{client.base_url}/v{client.api_version}{path}"
        answer = client.request(method, url, params=params, json=body, headers=headers, timeout=client.timeout)
        try:
            answer.raise_for_status()
        except requests.HTTPError as error:
            docker.errors.create_api_error_from_http_exception(error)
        return answer.json() if answer.content else None


def _authorized(login: Mapping[str, str] | None) -> dict[str, str]:
    """The header by which the swarm's nodes are let in at a registry."""
    return {} if login is None else {"X-Registry-Auth": base64.urlsafe_b64encode(json.dumps(login).encode()).decode()}
