"""``toposmith up`` as a newcomer starts it: its own folder, a free port, and its words on the terminal."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

STARTING = 120.0


@dataclass
class Running:
    """A started ``toposmith up``."""

    process: subprocess.Popen[str]
    home: Path
    address: str
    password: str
    welcome: str

    def stop(self) -> str:
        """Stop it as Ctrl-C does, and give its last words."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=60)
        return rest


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def start(
    home: Path, *options: str, port: int | None = None, settings: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Begin ``toposmith up``; it inherits nothing of the tests' own settings."""
    env = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ} | {**(settings or {})}
    command = [
        sys.executable,
        "-m",
        "toposmith.cli",
        "up",
        "--home",
        str(home),
        "--port",
        str(port or free_port()),
        *options,
    ]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def running(home: Path, settings: Mapping[str, str] | None = None) -> Running:
    """Start and wait until the portal answers."""
    port = free_port()
    process = start(home, port=port, settings=settings)
    welcome = _read_until(process, "Stop:")
    password = re.search(r"Password: +(\S+)", welcome)
    assert password, welcome
    address = f"http://127.0.0.1:{port}"
    until(lambda: answers(address), "the portal answers")
    return Running(process, home, address, password[1], welcome)


def until(condition: Callable[[], object], what: str, seconds: float = STARTING) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.2)


def _read_until(process: "subprocess.Popen[str]", word: str) -> str:
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if word in line:
            return text
    process.stdout.close()
    raise AssertionError(f"it ended with status {process.wait()}:\n{text}")


def answers(address: str) -> bool:
    """Whether a portal is there."""
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False
