"""A swarm for tests of the Swarm backend, and a look at it that does not go through the backend."""

import json
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provisioners.backends.contract import Endpoint, Right
from provisioners.backends.swarm import backend
from tests.conftest import missing
from tests.engines import swarm as swarms
from tests.engines.packages import SetUpError
from tests.engines.swarm import Swarm
from tests.provisioners.backends.harness import Harness

SORTS = ("service", "network", "secret", "config", "volume", "container")
LISTING = {"container": ("ps", "-a")}


@pytest.fixture(scope="session")
def swarm(debian_base_image: str) -> Iterator[Swarm]:
    """A swarm of one node, which holds the Debian image."""
    try:
        with swarms.running() as running:
            running.load(debian_base_image)
            yield running
    except SetUpError as problem:
        missing(str(problem))


@pytest.fixture
def endpoint(swarm: Swarm) -> Endpoint:
    return Endpoint(swarm.url, options={"endpoint_mode": "dnsrr"})


@pytest.fixture
def harness(swarm: Swarm, endpoint: Endpoint, tmp_path: Path) -> Iterator[Harness]:
    """A deployment of a name of its own. Whatever a test leaves behind is removed."""
    work = tmp_path / "work"
    work.mkdir()
    name = f"tst-{uuid.uuid4().hex[:8]}"
    rights = frozenset({Right.IMAGE_BUILD})
    yield Harness(backend, endpoint, work, name, rights=rights, options=endpoint.options)
    sweep(swarm, name)


def left(swarm: Swarm, deployment: str) -> dict[str, list[str]]:
    """What there is of a deployment, by sort."""
    label = f"label=toposmith.deployment={deployment}"
    lists = {sort: swarm.docker(*LISTING.get(sort, (sort, "ls")), "-q", "--filter", label) for sort in SORTS}
    return {sort: sorted(set(text.split())) for sort, text in lists.items() if text.split()}


def inspect(swarm: Swarm, sort: str, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(swarm.docker(sort, "inspect", name))
    return found[0]


def sweep(swarm: Swarm, deployment: str) -> None:
    """Remove everything of a deployment and of those whose names begin with its name."""
    for name in (deployment, f"{deployment}-b"):
        for sort, found in left(swarm, name).items():
            force = ("--force",) if sort in ("volume", "container") else ()
            command = ["docker", "--host", swarm.url, sort, "rm", *force, *found]
            subprocess.run(command, check=False, capture_output=True)
