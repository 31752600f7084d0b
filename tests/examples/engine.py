"""Looks at the local Docker Engine, and waits for it."""

import subprocess
import time
from collections.abc import Callable

PATIENCE = 30


def docker(*arguments: str) -> list[str]:
    """The lines that a docker command prints."""
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def eventually(condition: Callable[[], bool]) -> None:
    """Wait for something that comes about on its own."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.2)
