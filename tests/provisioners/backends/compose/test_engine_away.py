"""An engine that goes away in the middle of a deployment, and comes back."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from provisioners.backends.contract import CommandResult, Endpoint, NodeState, PlatformError
from tests.provisioners.backends.compose.relay import Gate
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

pytestmark = pytest.mark.engine


@dataclass
class Interrupted:
    """Runs commands, and does something when the output first comes to a line that matches."""

    line: str
    then: Callable[[], None]
    hit: bool = False

    def __call__(
        self, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, timeout: float, stdin: bytes | None = None
    ) -> CommandResult:
        process = subprocess.Popen(
            argv,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        output = ""
        with process.stdout:
            for line in process.stdout:
                output += line
                if not self.hit and re.search(self.line, line):
                    self.hit = True
                    self.then()
        return CommandResult(process.wait(), output)


@pytest.fixture
def gate(tmp_path: Path, docker_engine: None) -> Iterator[Gate]:
    target = urlsplit(os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")).path
    gate = Gate(tmp_path / "gate.sock", target)
    gate.open()
    yield gate
    gate.close()


def shop(image: str) -> TopologyGraph:
    stay = ("sh", "-c", "trap 'exit 0' TERM; sleep 1000 & wait")
    return graph(
        node("web", image=image, command=stay, stop_grace_period="1 s"),
        node("db", image=image, command=stay, stop_grace_period="1 s"),
        edge("web", "connection", "db"),
    )


@pytest.mark.parametrize("line", [r"Network .*Creating", r"db-1 +Created", r"db-1 +Started"])
def test_the_step_fails_in_words_and_a_retry_continues(
    harness: Harness, gate: Gate, debian_base_image: str, line: str
) -> None:
    behind = replace(harness, endpoint=Endpoint(f"unix://{gate.path}"), run=Interrupted(line, gate.shut))
    with pytest.raises(PlatformError, match=r"The Docker Engine (stopped answering|at .* does not answer)") as raised:
        behind.deploy(shop(debian_base_image))
    assert raised.value.transient
    with pytest.raises(PlatformError, match="does not answer"):
        behind.observe()
    gate.open()
    behind.deploy(shop(debian_base_image))
    assert {address: found.state for address, found in behind.observe().items()} == dict.fromkeys(
        ("web", "db"), NodeState.RUNNING
    )
