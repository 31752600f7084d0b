"""A template as it is written for TosKer runs on a real Docker Engine, as it is."""

import uuid
from pathlib import Path

import pytest

from provisioners.backends.compose import backend
from provisioners.backends.contract import Endpoint, NodeState, RenderContext
from provisioners.containers.type_map.shipped import shipped_type_map
from tests.provisioners.backends.compose.conftest import left, sweep
from tests.provisioners.backends.harness import Harness
from tests.provisioners.containers.type_map.test_scenarios import SCENARIOS, graph_of

pytestmark = pytest.mark.engine

TEMPLATE = """\
tosca_definitions_version: tosca_simple_yaml_1_0
imports: [ types.yaml ]
topology_template:
  node_templates:
    my_web:
      type: tosker.nodes.Container
      artifacts:
        my_image: { file: IMAGE, type: tosker.artifacts.Image.Service }
      properties:
        env_variable: { DB_HOST: my_db }
        command: sh -c 'getent hosts "$DB_HOST" && sleep 1000'
      requirements:
        - connection: my_db
    my_db:
      type: tosker.nodes.Container
      artifacts:
        my_image: { file: IMAGE, type: tosker.artifacts.Image.Service }
      properties:
        command: sh -c 'touch /data/here && sleep 1000'
      requirements:
        - storage:
            node: my_data
            relationship: { type: tosca.relationships.AttachesTo, properties: { location: /data } }
    my_data:
      type: tosker.nodes.Volume
"""


class MappedHarness(Harness):
    """With the shipped type maps, as the services have them."""

    def context(self) -> RenderContext:
        return RenderContext(self.deployment, lambda reference: "", type_map=shipped_type_map())


def test_it_deploys_as_it_is(debian_base_image: str, tmp_path: Path) -> None:
    name = f"tst-{uuid.uuid4().hex[:8]}"
    files = {
        "service.yaml": TEMPLATE.replace("IMAGE", debian_base_image).encode(),
        "types.yaml": (SCENARIOS / "tosker" / "types.yaml").read_bytes(),
    }
    harness = MappedHarness(backend, Endpoint("unix:///var/run/docker.sock"), tmp_path, name)
    graph = graph_of(files)
    try:
        harness.deploy(graph)
        observed = harness.observe()
        assert {address: one.state for address, one in observed.items()} == dict.fromkeys(
            graph.nodes, NodeState.RUNNING
        )
        assert harness.plan(graph).plan.is_empty
        found = backend.execute(harness.deployment, "my_db", harness.endpoint, ["ls", "/data"], timeout=10)
        assert found.output == "here\n"
    finally:
        harness.undeploy(graph)
        kept = left(name)
        sweep(name)
    assert kept.keys() == {"volume"}, "data stays unless its template says otherwise"
