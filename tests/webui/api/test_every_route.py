"""Every route of the API's own description, walked by those who must not get through.

A new route is walked as soon as it is described. One whose path or body is not known here fails, until it is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from provisioners.services.type_maps import create_type_map
from tests.rows import latest, make_deployment, make_operation_row
from tests.webui.conftest import People, client_of
from webui.accounts.tokens import create_token
from webui.api.api import api

FOR_VIEWERS_TOO = {"put_session_team"}
"""Writing routes that change nothing but one's own session."""

NOTHING_OF_A_TEAM = {"get_session", "list_backends"}
OF_ONES_OWN_TEAM = {"post_token", "post_template", "post_target", "post_target_from_kubeconfig", "post_type_map"}
"""Routes that name nothing which exists already."""


@dataclass(frozen=True)
class Route:
    """A method and a path of the description, with its operation's name."""

    method: str
    path: str
    name: str

    def __str__(self) -> str:
        return self.name

    def call(self, client: Client, ids: dict[str, str], bodies: dict[str, Any]) -> HttpResponse:
        """Send a request that is right in everything but its sender."""
        path = re.sub(r"\{(\w+)\}", lambda match: ids[match[1]], self.path)
        if self.name in UPLOADS:
            return client.post(path, bodies[self.name])
        has_body = self.name in bodies
        data = json.dumps(bodies[self.name]) if has_body else ""
        return client.generic(self.method, path + QUERIES.get(self.name, ""), data, "application/json")


TYPE_MAP = 'type_map: "1.0"\ntypes: {}\n'
QUERIES = {"get_logs": "?address=web"}
UPLOADS = {"post_template", "post_version"}


def routes() -> Iterator[Route]:
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield Route(method.upper(), path, operation["operationId"])


ROUTES = list(routes())
WRITING = [route for route in ROUTES if route.method != "GET"]


@dataclass(frozen=True)
class Property:
    """All that a team has, by the names of path parameters, and bodies that refer to it."""

    ids: dict[str, str]
    bodies: dict[str, Any]


@pytest.fixture
def property_of_a_team(people: People) -> Property:
    deployment = make_deployment(people.team)
    operation = make_operation_row(deployment)
    token, _ = create_token(team=people.team, user=people.member, name="pipeline")
    version = latest(deployment.version.template)
    ids = {
        "token_id": token.pk,
        "template_id": version.template_id,
        "version_id": version.pk,
        "path": "web.yaml",
        "target_id": deployment.target_id,
        "deployment_id": deployment.pk,
        "plan_id": operation.plan_id,
        "address": "web",
        "type_map_id": create_type_map(team=people.team, name="ours", text=TYPE_MAP).pk,
        "operation_id": operation.pk,
    }
    names = {name: str(value) for name, value in ids.items()}
    return Property(names, bodies(names, str(people.team.pk)))


def bodies(ids: dict[str, str], team_id: str) -> dict[str, Any]:
    return {
        "put_session_team": {"team_id": team_id},
        "post_token": {"name": "mine"},
        "post_template": {"name": "mine"},
        "post_version": {},
        "post_target": {"name": "mine", "backend": "compose", "endpoint": "unix:///run/mine.sock"},
        "post_deployment": {"name": "mine", "version_id": ids["version_id"], "target_id": ids["target_id"]},
        "patch_deployment": {"inputs": {}},
        "post_plan": {"kind": "deploy"},
        "post_operation": {"plan_id": ids["plan_id"]},
        "post_target_from_kubeconfig": {"name": "mine", "kubeconfig": "kind: Config"},
        "patch_template": {"is_substitute": False},
        "post_type_map": {"name": "mine", "text": TYPE_MAP},
        "put_type_map": {"name": "mine", "text": TYPE_MAP},
        "execute_command": {"command": ["true"]},
    }


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_nobody_gets_in_without_saying_who_they_are(route: Route, property_of_a_team: Property) -> None:
    response = route.call(Client(), property_of_a_team.ids, property_of_a_team.bodies)

    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_another_team_sees_nothing(route: Route, property_of_a_team: Property, strangers: People) -> None:
    stranger = client_of(strangers.admin, strangers.team)

    response = route.call(stranger, property_of_a_team.ids, property_of_a_team.bodies)

    if route.name in NOTHING_OF_A_TEAM:
        assert response.status_code == 200
    elif route.name in OF_ONES_OWN_TEAM:
        assert response.status_code in (201, 422)
    elif route.name == "list_tokens":
        assert {token["user"] for token in response.json()["items"]} == {strangers.admin.username}
    elif "{" not in route.path and route.method == "GET":
        assert (response.status_code, response.json()["items"]) == (200, [])
    else:
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("route", WRITING, ids=str)
def test_a_viewer_writes_nothing(route: Route, property_of_a_team: Property, viewer: Client) -> None:
    response = route.call(viewer, property_of_a_team.ids, property_of_a_team.bodies)

    if route.name in FOR_VIEWERS_TOO:
        assert response.status_code == 404
    else:
        assert (response.status_code, response.json()["code"]) == (403, "role_too_low")


@pytest.mark.parametrize("name", ["post_target", "post_target_from_kubeconfig", "remove_target"])
def test_a_member_administers_nothing(name: str, property_of_a_team: Property, member: Client) -> None:
    route = next(route for route in ROUTES if route.name == name)

    response = route.call(member, property_of_a_team.ids, property_of_a_team.bodies)

    assert (response.status_code, response.json()["code"]) == (403, "role_too_low")


@pytest.mark.parametrize("route", [route for route in ROUTES if "_id}" in route.path], ids=str)
def test_an_identifier_that_is_none_names_nothing(route: Route, property_of_a_team: Property, admin: Client) -> None:
    odd = {**dict.fromkeys(property_of_a_team.ids, "no-identifier"), "path": "web.yaml", "address": "web"}

    response = route.call(admin, odd, property_of_a_team.bodies)

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
