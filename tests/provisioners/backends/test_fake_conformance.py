"""The conformance suite, on the fake platform."""

from pathlib import Path

import pytest
from toposmith_fake import backend
from toposmith_fake.world import World

from provisioners.backends.contract import Endpoint
from tests.provisioners.backends.conformance import Conformance, Parts
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import node
from topology.graph.model import Node
from topology.values.value import Value


class FakeParts:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def container(self, address: str, environment: dict[str, Value], *, version: str = "1") -> Node:
        return node(address, environment=environment, size=version)

    def volume(self, address: str, policy: str) -> Node:
        return node(address, "toposmith.nodes.Volume", deletion_policy=policy)

    def away(self) -> Endpoint:
        world = World(self._folder / "away")
        world.control("away")
        return Endpoint(world.url)


class TestFake(Conformance):
    @pytest.fixture
    def parts(self, tmp_path: Path) -> Parts:
        return FakeParts(tmp_path)

    @pytest.fixture
    def harness(self, tmp_path: Path) -> Harness:
        work = tmp_path / "work"
        work.mkdir()
        return Harness(backend, Endpoint(World(tmp_path / "world").url), work, "shop")


class TestFakeByOutsideCommands(TestFake):
    @pytest.fixture
    def harness(self, tmp_path: Path) -> Harness:
        work = tmp_path / "work"
        work.mkdir()
        world = World(tmp_path / "world")
        world.control("outside")
        return Harness(backend, Endpoint(world.url), work, "shop")
