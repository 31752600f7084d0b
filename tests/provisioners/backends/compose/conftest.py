"""A local engine for tests of the Compose backend, and a look at it that does not go through the backend."""

import json
import os
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.compose import backend
from provisioners.backends.contract import Endpoint, Right
from tests.provisioners.backends.harness import Harness

DEFAULT_SOCKET = "unix:///var/run/docker.sock"


@pytest.fixture
def endpoint(docker_engine: None) -> Endpoint:
    return Endpoint(os.environ.get("DOCKER_HOST", DEFAULT_SOCKET))


@pytest.fixture
def harness(endpoint: Endpoint, debian_base_image: str, tmp_path: Path) -> Iterator[Harness]:
    """A deployment of a name of its own. Whatever a test leaves behind is removed."""
    work = tmp_path / "work"
    work.mkdir()
    name = f"tst-{uuid.uuid4().hex[:8]}"
    yield Harness(backend, endpoint, work, name, rights=frozenset({Right.IMAGE_BUILD}))
    sweep(name)


def docker(*arguments: str) -> str:
    """The output of a docker command."""
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout


def inspect(sort: str, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(docker(sort, "inspect", name))
    return found[0]


def left(deployment: str) -> dict[str, list[str]]:
    """What there is of a deployment, by sort."""
    label = f"label=toposmith.deployment={deployment}"
    lists = {
        "container": docker("ps", "-aq", "--filter", label),
        "network": docker("network", "ls", "-q", "--filter", label),
        "volume": docker("volume", "ls", "-q", "--filter", label),
        "image": docker("images", "-q", "--filter", label),
    }
    return {sort: sorted(set(text.split())) for sort, text in lists.items() if text.split()}


def sweep(deployment: str) -> None:
    """Remove everything of a deployment and of those whose names begin with its name."""
    for name in (deployment, f"{deployment}-b"):
        for sort, found in left(name).items():
            force = () if sort == "network" else ("--force",)
            subprocess.run(["docker", sort, "rm", *force, *found], check=False, capture_output=True)
