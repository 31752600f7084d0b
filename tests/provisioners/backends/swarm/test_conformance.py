"""The conformance suites: pure, and on a real swarm."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from provisioners.backends.contract import Backend, Endpoint
from provisioners.backends.swarm import backend
from tests.engines.swarm import Swarm
from tests.provisioners.backends.container_conformance import ContainerConformance, ContainerParts
from tests.provisioners.backends.harness import Harness
from tests.provisioners.backends.refusals import Refusals
from tests.provisioners.backends.swarm.conftest import left
from tests.provisioners.graphs import node
from topology.graph.model import Node, TopologyGraph
from topology.values.value import Value

SCRIPT = "echo version {version}; trap 'exit 0' TERM; sleep 1000 & wait"


class SwarmParts:
    def __init__(self, swarm: Swarm, image: str) -> None:
        self._swarm = swarm
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
        return [name for names in left(self._swarm, deployment).values() for name in names]

    def meddle(self, harness: Harness, address: str) -> None:
        service = f"{harness.deployment}_{address}"
        self._swarm.docker("service", "update", "--quiet", "--detach", "--env-add", "MEDDLED=1", service)

    def remove(self, harness: Harness, address: str) -> None:
        self._swarm.docker("service", "rm", f"{harness.deployment}_{address}")

    @contextmanager
    def occupied(self, harness: Harness, topology: TopologyGraph) -> Iterator[Callable[[], bool]]:
        name, content = f"{harness.deployment}_db", uuid.uuid4().hex
        labelled = ("--label", f"mine={content}", "--name", name)
        self._swarm.docker("service", "create", "--detach", "--replicas", "0", *labelled, self._image)
        try:
            yield lambda: content in self._swarm.docker("service", "inspect", name)
        finally:
            self._swarm.docker("service", "rm", name)


@pytest.mark.swarm
class TestSwarm(ContainerConformance):
    @pytest.fixture
    def parts(self, swarm: Swarm, debian_base_image: str) -> ContainerParts:
        return SwarmParts(swarm, debian_base_image)


class TestRefusals(Refusals):
    @pytest.fixture
    def backend(self) -> Backend:
        return backend

    @pytest.fixture
    def options(self) -> dict[str, str]:
        return {"registry": "registry.example:5000"}
