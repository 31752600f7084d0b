"""Fixtures of the engine's tests."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from toposmith_fake.world import World

from provisioners.engine import active, runner, wake, worker
from provisioners.models import Deployment
from tests.provisioners.engine.scene import make_deployment
from tests.provisioners.engine.stage import Stage
from tests.provisioners.engine.theatre import LocalHouse, ServersHouse, Theatre


@pytest.fixture
def wakes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """The wake-ups that were sent: task, subject and queue."""
    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr(wake, "_send", lambda *message: sent.append(message))
    return sent


@pytest.fixture
def world(tmp_path: Path, settings: Any) -> World:
    """A world that an administrator allows to be reached."""
    world = World(tmp_path / "world")
    settings.ALLOWED_ENDPOINTS = [world.url]
    return world


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


@pytest.fixture(scope="session")
def local_theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """SQLite and the filesystem broker."""
    return Theatre(LocalHouse(tmp_path_factory.mktemp("house")), tmp_path_factory.mktemp("theatre"))


@pytest.fixture(scope="session")
def servers_theatre(tmp_path_factory: pytest.TempPathFactory, postgres_url: str, redis_url: str) -> Iterator[Theatre]:
    """PostgreSQL and Redis."""
    with closing(ServersHouse(tmp_path_factory.mktemp("house"), postgres_url, redis_url)) as house:
        yield Theatre(house, tmp_path_factory.mktemp("theatre"))


@pytest.fixture(params=["local", pytest.param("servers", marks=pytest.mark.servers)])
def theatre(request: pytest.FixtureRequest) -> Theatre:
    """Either kind of installation."""
    found: Theatre = request.getfixturevalue(f"{request.param}_theatre")
    return found


@pytest.fixture
def stage(theatre: Theatre, tmp_path: Path) -> Iterator[Stage]:
    """A stage on which nothing has been played."""
    with theatre.stage(tmp_path, before="deploy") as stage:
        yield stage
