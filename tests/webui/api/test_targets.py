import pytest
from django.test import Client

from provisioners.models import Target
from provisioners.sealing import unseal_fields
from tests.provisioners.services.test_kubeconfigs import KUBECONFIG
from tests.rows import make_deployment, make_target
from tests.webui.conftest import People

TARGETS = "/api/v1/targets"
SOCKET = "unix:///run/engine.sock"


@pytest.fixture(autouse=True)
def allowed(settings) -> None:
    settings.ALLOWED_ENDPOINTS = [SOCKET, "10.0.0.0/8"]


def target(**fields: object) -> dict:
    return {"name": "Here", "backend": "compose", "endpoint": SOCKET, **fields}


def test_an_administrator_makes_a_target(admin: Client, people: People) -> None:
    response = admin.post(TARGETS, target(rights=["image-build", "low-ports"]), "application/json")

    assert response.status_code == 201
    body = response.json()
    assert body == {
        "id": body["id"],
        "name": "Here",
        "backend": "compose",
        "endpoint": SOCKET,
        "options": {},
        "rights": ["image-build", "low-ports"],
        "queue": "default",
        "has_credential": False,
        "created_at": body["created_at"],
    }
    assert admin.get(response["Location"]).json() == body


def test_a_credential_is_sealed_and_never_shown(admin: Client) -> None:
    credential = {"ca": "CA", "cert": "CERT", "key": "opensesame"}

    response = admin.post(TARGETS, target(endpoint="tcp://10.0.0.7:2376", credential=credential), "application/json")

    assert response.json()["has_credential"] is True
    assert "opensesame" not in response.content.decode()
    stored = Target.objects.get().credential
    assert b"opensesame" not in bytes(stored)
    assert unseal_fields(stored) == credential


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"backend": "nothing"}, "backend_unknown"),
        ({"endpoint": "unix:///var/run/docker.sock"}, "endpoint_not_allowed"),
        ({"endpoint": "tcp://127.0.0.1:2375"}, "endpoint_not_allowed"),
        ({"endpoint": "tcp://169.254.169.254:80"}, "endpoint_not_allowed"),
        ({"endpoint": "file:///etc/passwd"}, "endpoint_malformed"),
        ({"credential": {"key_path": "/root/.ssh/id_rsa"}}, "credential_refused"),
        ({"options": {"colour": "red"}}, "option_refused"),
        ({"options": {"vm_runtime": "a b"}}, "option_refused"),
        ({"endpoint": "https://10.0.0.7:2376"}, "endpoint_malformed"),
        ({"rights": ["root"]}, "request_invalid"),
        ({"queue": "Bad Queue"}, "request_invalid"),
        ({"name": ""}, "request_invalid"),
    ],
)
def test_what_may_not_be_is_refused(admin: Client, fields: dict, code: str) -> None:
    response = admin.post(TARGETS, target(**fields), "application/json")

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert not Target.objects.exists()


def test_a_name_is_taken_once(admin: Client) -> None:
    admin.post(TARGETS, target(), "application/json")

    response = admin.post(TARGETS, target(), "application/json")

    assert (response.status_code, response.json()["code"]) == (409, "name_taken")


def test_a_target_is_deleted_unless_it_is_used(admin: Client, people: People) -> None:
    free, used = make_target(people.team), make_deployment(people.team).target

    assert admin.delete(f"{TARGETS}/{free.pk}").status_code == 204
    refused = admin.delete(f"{TARGETS}/{used.pk}")

    assert (refused.status_code, refused.json()["code"]) == (409, "target_in_use")


def test_backends_are_listed_with_all_that_a_target_of_each_has(viewer: Client) -> None:
    items = viewer.get("/api/v1/backends").json()["items"]

    compose = next(item for item in items if item["name"] == "compose")
    assert (compose["title"], compose["unit"]) == ("Compose", "group")
    assert "privileged" in compose["rights"]
    assert compose["schemes"] == ["unix", "tcp"]
    assert compose["credential_fields"] == ["ca", "cert", "key", "registry_password", "registry_username"]
    assert compose["tried"] == "on the real platform"
    fake = next(item for item in items if item["name"] == "fake")
    assert fake["options"] == [
        {"name": "flavour", "description": "What it tastes of.", "pattern": "[a-z]{1,20}", "default": "vanilla"},
        {
            "name": "registry",
            "description": "Where images are pushed to.",
            "pattern": "[a-z0-9.:-]{1,100}",
            "default": "",
        },
    ]


def test_options_are_shown(admin: Client) -> None:
    made = admin.post(TARGETS, target(options={"vm_runtime": "kata"}), "application/json")

    assert (made.status_code, made.json()["options"]) == (201, {"vm_runtime": "kata"})


def test_a_target_is_made_from_a_kubeconfig(admin: Client) -> None:
    response = admin.post(f"{TARGETS}/from-kubeconfig", {"name": "k8s", "kubeconfig": KUBECONFIG}, "application/json")

    assert response.status_code == 201
    assert response.json()["backend"] == "kubernetes"
    assert response.json()["has_credential"] is True
    assert "opensesame" not in response.content.decode()
    assert admin.get(response["Location"]).json() == response.json()


def test_a_kubeconfig_that_is_refused_says_why(admin: Client) -> None:
    response = admin.post(f"{TARGETS}/from-kubeconfig", {"name": "k8s", "kubeconfig": "a: b"}, "application/json")

    assert (response.status_code, response.json()["code"]) == (422, "kubeconfig_refused")
