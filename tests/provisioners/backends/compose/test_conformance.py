"""The conformance suites: pure, and on a real Docker Engine."""

import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from provisioners.backends.compose import backend
from provisioners.backends.contract import Backend, Endpoint
from tests.provisioners.backends.compose.conftest import docker, left
from tests.provisioners.backends.container_conformance import ContainerConformance, ContainerParts
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.refusals import Refusals
from tests.provisioners.graphs import node
from topology.graph.model import Node, TopologyGraph
from topology.values.value import Value

SCRIPT = "echo version {version}; trap 'exit 0' TERM; sleep 1000 & wait"


class ComposeParts:
    def __init__(self, image: str) -> None:
        self._image = image

    def container(
        self,
        address: str,
        environment: dict[str, Value],
        *,
        version: str = "1",
        scalable: dict[str, Value] | None = None,
        **properties: Value,
    ) -> Node:
        command = ("sh", "-c", SCRIPT.format(version=version))
        own: dict[str, Value] = {"command": command, "stop_grace_period": "2 s", "environment": environment}
        return node(address, image=self._image, scalable=scalable, **{**own, **properties})  # type: ignore[arg-type]

    def broken(self, address: str) -> Node:
        return node(address, image=self._image, command=("sh", "-c", "echo cannot; exit 7"))

    def without_image(self, address: str) -> Node:
        return node(address, image="127.0.0.1:1/nobody/nothing:1")

    def volume(self, address: str, policy: str) -> Node:
        return node(address, "toposmith.nodes.Volume", deletion_policy=policy)

    def away(self) -> Endpoint:
        return Endpoint("unix:///nonexistent/docker.sock")

    def left(self, deployment: str) -> list[str]:
        return [name for names in left(deployment).values() for name in names]

    def meddle(self, harness: Harness, address: str) -> None:
        docker("network", "disconnect", f"{harness.deployment}-default", f"{harness.deployment}-{address}-1")

    def remove(self, harness: Harness, address: str) -> None:
        docker("rm", "--force", f"{harness.deployment}-{address}-1")

    @contextmanager
    def occupied(self, harness: Harness, topology: TopologyGraph) -> Iterator[Callable[[], bool]]:
        name, content = f"{harness.deployment}-data-g1", uuid.uuid4().hex
        docker("volume", "create", "--label", f"mine={content}", name)
        try:
            yield lambda: content in docker("volume", "inspect", name)
        finally:
            subprocess.run(["docker", "volume", "rm", name], check=True, capture_output=True)


@pytest.mark.engine
class TestCompose(ContainerConformance):
    @pytest.fixture
    def parts(self, debian_base_image: str) -> ContainerParts:
        return ComposeParts(debian_base_image)


class TestRefusals(Refusals):
    @pytest.fixture
    def backend(self) -> Backend:
        return backend
