"""The conformance suite, on a real Docker Engine."""

import pytest

from provisioners.backends.contract import Endpoint
from tests.provisioners.backends.conformance import Conformance, Parts
from tests.provisioners.graphs import node
from topology.graph.model import Node
from topology.values.value import Value

pytestmark = pytest.mark.engine

SCRIPT = "echo version {version}; trap 'exit 0' TERM; sleep 1000 & wait"


class ComposeParts:
    def __init__(self, image: str) -> None:
        self._image = image

    def container(self, address: str, environment: dict[str, Value], *, version: str = "1") -> Node:
        return node(
            address,
            image=self._image,
            environment=environment,
            command=("sh", "-c", SCRIPT.format(version=version)),
            stop_grace_period="2 s",
        )

    def volume(self, address: str, policy: str) -> Node:
        return node(address, "toposmith.nodes.Volume", deletion_policy=policy)

    def away(self) -> Endpoint:
        return Endpoint("unix:///nonexistent/docker.sock")


class TestCompose(Conformance):
    @pytest.fixture
    def parts(self, debian_base_image: str) -> Parts:
        return ComposeParts(debian_base_image)
