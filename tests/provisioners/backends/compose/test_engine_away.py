"""An engine that goes away in the middle of a deployment, and comes back."""

import os
import re
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from provisioners.backends.contract import CommandResult, Endpoint, NodeState, PlatformError
from tests.provisioners.backends.harness import Harness
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

pytestmark = pytest.mark.engine

CHUNK = 65536


class Gate:
    """A socket that leads to another one until it is shut; then nobody answers and all that was open ends."""

    def __init__(self, path: Path, target: str) -> None:
        self.path = path
        self._target = target
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None

    def open(self) -> None:
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.path))
        self._listener.listen(64)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        if self._listener is not None:
            self.path.unlink()
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._target)
            self._open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pump(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.shut()
        for end in self._open:
            end.close()


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
