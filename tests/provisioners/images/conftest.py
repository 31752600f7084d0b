"""A registry, an engine that makes images, and a piece of work for them."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, Rendered, Work
from provisioners.planning.model import PlannedStep
from tests.conftest import missing
from tests.engines import registry as registries
from tests.engines.packages import SetUpError
from tests.engines.registry import Registry
from tests.provisioners.backends.harness import run_plainly

DEFAULT_SOCKET = "unix:///var/run/docker.sock"
PASSWORD = "registry-pa$$word"

MakeWork = Callable[..., Work]


@pytest.fixture(scope="session")
def registry() -> Iterator[Registry]:
    """A registry that lets everybody in."""
    try:
        with registries.running() as running:
            yield running
    except SetUpError as problem:
        missing(str(problem))


@pytest.fixture(scope="session")
def private_registry() -> Iterator[Registry]:
    """A registry that wants a password."""
    try:
        with registries.running("toposmith", PASSWORD) as running:
            yield running
    except SetUpError as problem:
        missing(str(problem))


@pytest.fixture
def make_work(tmp_path: Path) -> MakeWork:
    """Work on a target that makes no images itself; the deployment has a name of its own."""
    deployment = f"tst-{uuid.uuid4().hex[:8]}"
    reports: list[str] = []

    def make(options: dict[str, str], credential: dict[str, str] | None = None, **fields: Any) -> Work:
        values: dict[str, Any] = {
            "deployment": deployment,
            "endpoint": Endpoint("https://platform.example", credential or {}, options),
            "step": PlannedStep("build:web", "build", ("web",)),
            "changes": {},
            "rendered": Rendered({}, {}),
            "token": "token",
            "folder": tmp_path,
            "archive": lambda: {"web/Dockerfile": b"FROM debian:bookworm-slim\nLABEL made=here\n"},
            "resolve": {}.__getitem__,
            "run": run_plainly,
            "report": reports.append,
        }
        return Work(**{**values, **fields})

    return make


def builder() -> str:
    """The endpoint of the tests' Docker Engine."""
    return os.environ.get("DOCKER_HOST", DEFAULT_SOCKET)
