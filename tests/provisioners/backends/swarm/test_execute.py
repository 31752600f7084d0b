"""Commands reach the containers of one node only; a swarm of several is played by a stand-in for the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, PlatformError
from provisioners.backends.swarm import execute as module
from tests.provisioners.backends.swarm.listed import service, task

ENDPOINT = Endpoint("tcp://manager.example:2376")


def elsewhere(*tasks: dict[str, Any]) -> Any:
    """A manager that is not the node of any task."""
    found = service()
    found["Spec"]["Labels"] = {"toposmith.address": "web"}
    client = SimpleNamespace(info=lambda: {"Swarm": {"NodeID": "manager"}})
    return SimpleNamespace(client=client, own=lambda path, deployment: [found], tasks=lambda services: list(tasks))


def execute(monkeypatch: pytest.MonkeyPatch, *tasks: dict[str, Any]) -> None:
    @contextmanager
    def manager(endpoint: Endpoint) -> Iterator[Any]:
        yield elsewhere(*tasks)

    monkeypatch.setattr(module, "manager", manager)
    module.execute("shop", "web", ENDPOINT, ("true",), timeout=1.0)


def test_a_container_of_another_node_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PlatformError, match=r"run on other nodes than tcp://manager\.example:2376") as raised:
        execute(monkeypatch, task("running"))
    assert raised.value.addresses == ("web",)


def test_without_a_running_container(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PlatformError, match="There is no running container of web"):
        execute(monkeypatch, task("failed"))
