"""The same shop on Compose, and then on Kubernetes: by choosing another target, in the same deployment."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.engines import registry
from tests.engines.kubernetes import Cluster
from tests.images import example_layers
from tests.newcomer.installation import Running, running, until
from tests.newcomer.person import Person, clean_engine, left_on_engine
from tests.provisioners.backends.kubernetes.conftest import left

pytestmark = pytest.mark.kubernetes

ENGINE = "unix:///var/run/docker.sock"
OWN_PASSWORD = "a quiet harbour at dawn"


@pytest.fixture(scope="module")
def shelves() -> Iterator[registry.Registry]:
    """The registry from which the cluster takes what the engine makes."""
    example_layers.ensure()
    with registry.running("toposmith", "a-password-of-the-registry") as found:
        yield found


@pytest.fixture(scope="module")
def installation(
    docker_engine: None,
    kubernetes_cluster: Cluster,
    shelves: registry.Registry,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Running]:
    """``toposmith up`` by an administrator who allows the cluster and the registry, both on this machine."""
    allowed = ",".join((ENGINE, kubernetes_cluster.url, f"https://{shelves.address}"))
    up = running(tmp_path_factory.mktemp("home"), {"TOPOSMITH_ALLOWED_ENDPOINTS": allowed})
    yield up
    up.stop()
    clean_engine(up.home)


@pytest.fixture
def person(installation: Running) -> Iterator[Person]:
    found = Person(installation.address)
    with found.client:
        found.post_form("/sign-in", username="admin", password=installation.password)
        found.post_form("/password", password=OWN_PASSWORD, again=OWN_PASSWORD)
        yield found


def cluster_target(person: Person, cluster: Cluster, shelves: registry.Registry) -> dict[str, Any]:
    credential = {"ca": cluster.key("ca.crt"), "token": cluster.admin_token, **shelves.credential}
    options = {"registry": shelves.address, "builder": ENGINE, "public_address": "127.0.0.1"}
    made: dict[str, Any] = person.post(
        "targets",
        {
            "name": "The cluster",
            "backend": "kubernetes",
            "endpoint": cluster.url,
            "credential": credential,
            "options": options,
            "rights": ["image-build"],
        },
    )
    assert person.post(f"targets/{made['id']}/ping")["ok"]
    return made


def opens(person: Person, deployment: str, words: str) -> None:
    """Wait for the shop's page, where the deployment's own output says that it is; a proxy may learn of it late."""
    until(lambda: person.get(f"deployments/{deployment}")["outputs"].get("shop_url"), "the output")
    address = person.get(f"deployments/{deployment}")["outputs"]["shop_url"]

    def is_there() -> bool:
        try:
            return words in httpx.get(address).text
        except httpx.TransportError:
            return False

    until(is_there, f"the page at {address}")


def test_the_shop_moves_to_kubernetes(person: Person, kubernetes_cluster: Cluster, shelves: registry.Registry) -> None:
    shop = person.deploy_new("two-tier-shop", "shop", {"database_password": "anvil-and-tongs"})
    cluster = cluster_target(person, kubernetes_cluster, shelves)
    assert person.carry_out(person.plan(shop["id"]))["state"] == "succeeded"
    opens(person, shop["id"], "Cross-peen hammer")

    early = person.send("PATCH", f"deployments/{shop['id']}", {"target_id": cluster["id"]})
    assert early.status_code == 409
    away = person.plan(shop["id"], "undeploy")
    assert away["touches_data"]
    assert person.carry_out(away)["state"] == "succeeded"
    assert left_on_engine(shop["slug"]) == []

    assert person.send("PATCH", f"deployments/{shop['id']}", {"target_id": cluster["id"]}).is_success
    ended = person.carry_out(person.plan(shop["id"]))
    assert ended["state"] == "succeeded", ended
    opens(person, shop["id"], "Cross-peen hammer")
    assert left(kubernetes_cluster, shop["slug"])
    assert person.carry_out(person.plan(shop["id"], "undeploy"))["state"] == "succeeded"
    assert left(kubernetes_cluster, shop["slug"]) == []
