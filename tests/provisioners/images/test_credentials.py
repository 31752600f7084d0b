"""A password goes to its own registry and nowhere else."""

import base64
import json

import pytest

from provisioners.backends.contract import Endpoint
from provisioners.images.credentials import docker_config, login_for
from provisioners.images.options import BUILDER, REGISTRY, builder_of

CREDENTIAL = {"registry_username": "me", "registry_password": "p$w"}


def target(registry: str = "registry.example:5000/team", **more: str) -> Endpoint:
    return Endpoint("https://platform.example", {**CREDENTIAL, **more}, {"registry": registry})


@pytest.mark.parametrize(
    "image", ["nginx", "other.example/a", "registry.example/a", "registry.example:5000.evil/a", "me/site"]
)
def test_other_registries_do_not_get_it(image: str) -> None:
    assert login_for(target(), image) is None


def test_its_own_does() -> None:
    found = login_for(target(), "registry.example:5000/team/site:1")
    assert found == {"username": "me", "password": "p$w", "serveraddress": "registry.example:5000"}
    assert login_for(target("docker.io"), "me/private") is not None


@pytest.mark.parametrize("lacking", ["registry_username", "registry_password"])
def test_half_a_credential_is_none(lacking: str) -> None:
    assert login_for(target(**{lacking: ""}), "registry.example:5000/a") is None
    assert docker_config(target(**{lacking: ""})) is None


def test_dockers_configuration() -> None:
    (found,) = json.loads(docker_config(target()) or "")["auths"].items()
    assert found == ("registry.example:5000", {"auth": base64.b64encode(b"me:p$w").decode()})
    hub = json.loads(docker_config(target("docker.io/me")) or "")["auths"]
    assert hub.keys() == {"https://index.docker.io/v1/"}
    assert docker_config(target("")) is None


def test_a_builder_has_its_own_certificates() -> None:
    fields = {"builder_ca": "a", "builder_cert": "b", "builder_key": "c", "ca": "of the platform"}
    found = builder_of(Endpoint("https://platform.example", fields, {"builder": "tcp://builder:2376"}))
    assert found is not None
    assert (found.url, dict(found.credential)) == ("tcp://builder:2376", {"ca": "a", "cert": "b", "key": "c"})
    assert builder_of(Endpoint("https://platform.example", fields)) is None


def test_the_policy_for_outbound_connections_concerns_both() -> None:
    assert (BUILDER.schemes, REGISTRY.schemes) == (("unix", "tcp"), ("https",))
