"""Fixtures of the engine's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from toposmith_fake.world import World

from provisioners.engine import active, runner, wake, worker
from provisioners.models import Deployment
from tests.provisioners.engine.scene import make_deployment


@pytest.fixture
def wakes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """The wake-ups that were sent: task, subject and queue."""
    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr(wake, "_send", lambda *message: sent.append(message))
    return sent


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "world")


@pytest.fixture
def deployment(transactional_db: None, world: World, wakes: list[tuple[str, str, str]]) -> Deployment:
    return make_deployment(world.folder)


@pytest.fixture
def fresh_worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[active.ActiveSteps]:
    """What this process is running, forgotten afterwards."""
    steps = active.ActiveSteps()
    for module in (active, runner, worker):
        monkeypatch.setattr(module, "ACTIVE", steps)
    return steps
