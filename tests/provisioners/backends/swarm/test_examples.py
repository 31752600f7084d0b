"""The examples on a swarm: made by one engine, kept in a private registry, run by another."""

import os
import urllib.parse
import urllib.request
from dataclasses import replace

import pytest

from provisioners.backends.contract import Endpoint, NodeState
from tests.engines.registry import Registry
from tests.engines.swarm import Swarm
from tests.examples.catalogue import ENTRY, TEMPLATES
from tests.examples.opened import OPENED
from tests.images import example_layers
from tests.provisioners.backends.container_conformance import eventually
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.swarm.conftest import left
from topology.csar.folder import read_folder
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import MemorySources
from topology.values.value import Secret

pytestmark = pytest.mark.swarm

EXAMPLE = "two-tier-shop"
PASSWORD = "it's {{quoted}}, $HOME and ${NOTHING}"


@pytest.fixture
def shop(harness: Harness, private_registry: Registry) -> Harness:
    return prepared(harness, private_registry, EXAMPLE)


def prepared(harness: Harness, private_registry: Registry, example: str) -> Harness:
    example_layers.ensure()
    builder = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    options = {**harness.options, "registry": f"{private_registry.address}/shops", "builder": builder}
    return replace(
        harness,
        endpoint=Endpoint(harness.endpoint.url, private_registry.credential, options),
        options=options,
        archive=read_folder(TEMPLATES / example, example).files,
        secrets={"input:database_password": PASSWORD},
    )


def template(shop: Harness) -> TopologyGraph:
    inputs = {"database_password": Secret("input:database_password")}
    declared = read_template(MemorySources(shop.archive), ENTRY).graph
    assert declared is not None
    known = {name: value for name, value in inputs.items() if name in declared.inputs}
    graph = read_template(MemorySources(shop.archive), ENTRY, inputs=known).graph
    assert graph is not None
    return graph


def test_the_shop_sells_and_leaves_nothing(shop: Harness, swarm: Swarm) -> None:
    planned = shop.deploy(template(shop))
    assert [found.code for found in planned.rendered.diagnostics] == ["TS830"]
    observed = shop.observe()
    assert {found.state for found in observed.values()} == {NodeState.RUNNING}
    url = observed["web"].attributes["url"]
    with urllib.request.urlopen(url, timeout=20) as page:
        assert page.read().decode().count("<h3>") == 5
    order = urllib.parse.urlencode({"product": 5, "quantity": 2}).encode()
    with urllib.request.urlopen(f"{url}/orders", order, timeout=20) as page:
        assert "Your order has the number 1." in page.read().decode()
    assert shop.plan(template(shop)).plan.is_empty
    assert PASSWORD not in "".join(shop.reports) + repr(planned)

    shop.undeploy(template(shop))
    assert eventually(lambda: left(swarm, shop.deployment) == {})
    assert shop.deployment not in swarm.docker("images")


@pytest.mark.parametrize("example", OPENED)
def test_another_example_opens_and_leaves_nothing(
    harness: Harness, private_registry: Registry, swarm: Swarm, example: str
) -> None:
    deployed = prepared(harness, private_registry, example)
    topology = template(deployed)
    deployed.deploy(topology)
    address, words = OPENED[example]
    url = deployed.observe()[address].attributes["url"]
    assert eventually(lambda: words in opened(url))
    assert deployed.plan(topology).plan.is_empty
    deployed.undeploy(topology)
    assert eventually(lambda: left(swarm, deployed.deployment) == {})


def opened(url: str) -> str:
    """The page, or nothing while it cannot be had yet."""
    try:
        with urllib.request.urlopen(url, timeout=20) as page:
            return str(page.read().decode())
    except OSError:
        return ""
