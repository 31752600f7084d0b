"""A registry, an engine that makes images, and a piece of work for them."""

import os
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, Rendered, Work
from provisioners.planning.model import PlannedStep
from tests.provisioners.backends.harness import run_plainly

DEFAULT_SOCKET = "unix:///var/run/docker.sock"

MakeWork = Callable[..., Work]


@pytest.fixture
def make_work(tmp_path: Path) -> Iterator[MakeWork]:
    """Work on a target that makes no images itself; the deployment has a name of its own. No image stays."""
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

    yield make
    if shutil.which("docker") is None:
        return
    listing = ["docker", "images", "-q", "--filter", f"label=toposmith.deployment={deployment}"]
    left = subprocess.run(listing, capture_output=True, check=False, text=True)
    if left.stdout.split():
        subprocess.run(["docker", "rmi", *left.stdout.split()], check=True, capture_output=True)


def builder() -> str:
    """The endpoint of the tests' Docker Engine."""
    return os.environ.get("DOCKER_HOST", DEFAULT_SOCKET)
