"""The examples, as they stand: made, pushed to a registry with a password, run on a real Kubernetes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioners.backends.contract import Endpoint, NodeState, PlatformError
from tests.engines import registry
from tests.engines.kubernetes import Cluster
from tests.examples.opened import OPENED
from tests.images import example_layers
from tests.provisioners.backends.container_conformance import eventually
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.kubernetes.conftest import endpoint_of, left
from tests.provisioners.backends.kubernetes.serving import fetched
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import DirectorySources
from topology.values.value import Secret

pytestmark = pytest.mark.kubernetes

EXAMPLE = Path(__file__).parents[4] / "tosca-templates" / "two-tier-shop"


@pytest.fixture(scope="module")
def shelves(kubernetes_cluster: Cluster) -> Iterator[registry.Registry]:
    """A registry that wants a password; the examples' layers are on the engine that makes the images."""
    example_layers.ensure()
    with registry.running("toposmith", "a-password-of-the-registry") as found:
        yield found


@pytest.fixture
def shop(harness: Harness, kubernetes_cluster: Cluster, shelves: registry.Registry) -> Harness:
    return prepared(harness, kubernetes_cluster, shelves, EXAMPLE)


def prepared(harness: Harness, kubernetes_cluster: Cluster, shelves: registry.Registry, folder: Path) -> Harness:
    plain = endpoint_of(
        kubernetes_cluster,
        registry=shelves.address,
        builder=os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock"),
    )
    harness.endpoint = Endpoint(plain.url, {**plain.credential, **shelves.credential}, plain.options)
    harness.options = harness.endpoint.options
    harness.secrets = {"input:database_password": "correct-horse"}
    files = (path for path in folder.rglob("*") if path.is_file())
    harness.archive = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    return harness


@pytest.fixture(scope="module")
def topology() -> TopologyGraph:
    inputs = {"database_password": Secret("input:database_password")}
    reading = read_template(DirectorySources(EXAMPLE), "template.yaml", inputs=inputs)
    assert reading.graph is not None, reading.diagnostics
    return reading.graph


def test_the_shop_opens_survives_its_pods_and_goes(
    shop: Harness, topology: TopologyGraph, kubernetes_cluster: Cluster
) -> None:
    planned = shop.deploy(topology)
    found = shop.backend.observe(shop.deployment, shop.endpoint, planned.rendered)
    assert {address: (each.state, each.drift) for address, each in found.items()} == dict.fromkeys(
        ("web", "database", "database_files"), (NodeState.RUNNING, ())
    )
    url = found["web"].attributes["url"]
    assert eventually(lambda: "<html" in opened(url))
    own = ("--namespace", shop.deployment)
    kubernetes_cluster.run_kubectl(*own, "delete", "pods", "--all", "--wait=false")
    eventually(lambda: shop.observe()["database"].state is not NodeState.RUNNING)
    eventually(lambda: {each.state for each in shop.observe().values()} == {NodeState.RUNNING})
    assert eventually(lambda: "<html" in opened(url))
    assert "correct-horse" not in repr(planned) + "".join(shop.reports)
    shop.undeploy(topology)
    assert not left(kubernetes_cluster, shop.deployment)


def opened(url: str) -> str:
    """The page, or nothing while a node does not know yet of a pod that is ready."""
    try:
        return fetched(url)
    except OSError:
        return ""


def test_a_password_that_is_wrong_ends_the_build(shop: Harness, topology: TopologyGraph) -> None:
    wrong = {**shop.endpoint.credential, "registry_password": "wrong-password"}
    shop.endpoint = Endpoint(shop.endpoint.url, wrong, shop.endpoint.options)
    with pytest.raises(PlatformError, match="cannot be pushed") as raised:
        shop.deploy(topology)
    assert "wrong-password" not in str(raised.value)
    assert len(raised.value.addresses) == 1


@pytest.mark.parametrize("example", OPENED)
def test_an_example_opens_and_goes(
    example: str, harness: Harness, kubernetes_cluster: Cluster, shelves: registry.Registry
) -> None:
    folder = EXAMPLE.parent / example
    deployed = prepared(harness, kubernetes_cluster, shelves, folder)
    reading = read_template(DirectorySources(folder), "template.yaml")
    assert reading.graph is not None, reading.diagnostics
    deployed.deploy(reading.graph)
    address, words = OPENED[example]
    url = deployed.observe()[address].attributes["url"]
    assert eventually(lambda: words in opened(url))
    assert deployed.plan(reading.graph).plan.is_empty
    deployed.undeploy(reading.graph)
    assert not left(kubernetes_cluster, deployed.deployment)
