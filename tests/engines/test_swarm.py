"""The tests' own swarm leaves the machine as it was."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.engines import swarm
from tests.engines.packages import SetUpError


def links() -> set[str]:
    lines = subprocess.run(["ip", "-o", "link"], check=True, capture_output=True, text=True).stdout.splitlines()
    return {name for line in lines if (name := line.split()[1].rstrip(":")).startswith(("docker", "tosm"))}


@pytest.mark.engine
@pytest.mark.usefixtures("docker_engine")
def test_it_runs_a_service_and_leaves_nothing(debian_base_image: str) -> None:
    before = links()
    try:
        with swarm.new() as found:
            found.load(debian_base_image)
            command = ("service", "create", "--quiet", "--no-resolve-image", "--name", "web", debian_base_image)
            found.docker(*command, "sleep", "1000")
            assert "1/1" in found.docker("service", "ls")
            folder = found.socket.parent
    except SetUpError as problem:
        missing(str(problem))
    assert not folder.exists()
    assert str(folder) not in Path("/proc/self/mounts").read_text()
    assert links() == before
