"""The examples, from the same templates as everywhere: on the stand-in, with images that nobody makes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.contract import Build, NodeState, Work
from provisioners.backends.mesos import backend, client
from tests.provisioners.backends.compose.rendering import context
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.mesos.conftest import OPTIONS
from tests.standins.marathon.server import StandIn
from topology.graph.model import TopologyGraph
from topology.reading import read_template
from topology.sources import DirectorySources
from topology.values.value import Secret, Value

EXAMPLES = Path(__file__).parents[4] / "tosca-templates"
TARGET = {"containerizer": "mesos", "secret_store": "default", "default_volume_size": "1024"}
INPUTS: dict[str, dict[str, Value]] = {
    "two-tier-shop": {"database_password": Secret("input:database_password")},
    "five-services": {"sealed_off": False},
}
PASSWORD = "xyzzy"


def example(name: str, **inputs: Value) -> TopologyGraph:
    given = {**INPUTS.get(name, {}), **inputs}
    reading = read_template(DirectorySources(EXAMPLES / name), "template.yaml", inputs=given)
    assert reading.graph is not None, reading.diagnostics
    return reading.graph


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The images that would have been made and pushed; that is tried where images are made."""
    found: list[str] = []

    def pretend(work: Work, build: Build) -> None:
        found.append(build.image)

    monkeypatch.setattr(client, "ensure_pushed", pretend)
    return found


@pytest.mark.parametrize("name", ["one-container-site", "two-tier-shop", "five-services"])
def test_an_example_runs(harness: Harness, standin: StandIn, made: list[str], name: str) -> None:
    standin.world.features |= {"secrets"}
    options = {**harness.endpoint.options, **TARGET}
    harness.options, harness.endpoint = options, replace(harness.endpoint, options=options)
    harness.secrets = {"input:database_password": PASSWORD}
    harness.archive = {
        str(path.relative_to(EXAMPLES / name)): path.read_bytes()
        for path in (EXAMPLES / name).rglob("*")
        if path.is_file()
    }
    graph = example(name)
    harness.deploy(graph)
    assert {found.state for found in harness.observe().values()} == {NodeState.RUNNING}
    assert all(image.startswith("127.0.0.1:5000/toposmith/") for image in made)
    assert {app["container"]["docker"]["image"] for app in standin.world.apps.values()} == set(made)
    assert PASSWORD not in repr(standin.world.apps)
    assert harness.plan(graph).plan.is_empty
    harness.undeploy(graph)
    assert (standin.world.apps, standin.world.store.secrets) == ({}, {})


def test_a_network_without_a_way_out_is_refused() -> None:
    """Marathon cannot promise that, so the third example runs there only where nobody asks for it."""
    options: dict[str, Any] = {**OPTIONS, **TARGET}
    graph = example("five-services", sealed_off=True)
    found = backend.render(graph, context(*backend.rights, options=options)).diagnostics
    assert [(each.code, each.path[-1]) for each in found if each.is_error] == [("TS814", "internal")]
