"""Starts and stops the server and the process that writes to its database."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60


@dataclass(frozen=True)
class Live:
    """A running server, and the process that plays the workers' part."""

    url: str
    token: str
    deployment: str
    rows: dict[str, str]
    database: Path
    server: subprocess.Popen
    writer: subprocess.Popen

    @property
    def events(self) -> str:
        return f"{self.url}/api/v1/deployments/{self.deployment}/events"

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    def write(self, command: str) -> None:
        """Have the writer do something, and wait until it is done."""
        self.writer.stdin.write(command + "\n")
        self.writer.stdin.flush()
        assert self.writer.stdout.readline() == "done\n"

    def stop(self) -> int:
        """Ask the server to end, and give its exit status."""
        self.server.send_signal(signal.SIGTERM)
        return self.server.wait(PATIENCE)

    def open_files(self) -> list[str]:
        """The files that the server has open."""
        found = []
        for descriptor in Path(f"/proc/{self.server.pid}/fd").iterdir():
            try:
                found.append(str(descriptor.readlink()))
            except FileNotFoundError:
                continue
        return found


@contextmanager
def running(folder: Path, writer_module: str = "tests.webui.live.writer") -> Iterator[Live]:
    database = folder / "live.sqlite3"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TOPOSMITH_DATABASE_URL": f"sqlite:///{database}",
        "TOPOSMITH_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
    }
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port = listening.getsockname()[1]
        writer = _start(["-m", writer_module], env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        rows = json.loads(writer.stdout.readline())
        arguments = ["-m", "uvicorn", "tests.webui.live.application:application", "--log-level", "warning"]
        arguments += ["--timeout-graceful-shutdown", "10"]
        fd = listening.fileno()
        server = _start([*arguments, "--fd", str(fd)], env, pass_fds=[fd])
        try:
            yield Live(f"http://127.0.0.1:{port}", rows["token"], rows["deployment"], rows, database, server, writer)
        finally:
            for process in (server, writer):
                process.kill()
                process.wait()
            writer.stdin.close()
            writer.stdout.close()


def _start(arguments: list[str], env: dict[str, str], **options: object) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=env, text=True, **options)
