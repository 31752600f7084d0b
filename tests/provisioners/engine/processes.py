"""Looking at processes from outside, and waiting for something to come true."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 60.0


def until(condition: Callable[[], T], what: str, patience: float = PATIENCE, explain: Callable[[], str] = str) -> T:
    """The first true value of a condition; fails when there is none for a long time, with an explanation."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"waited {patience:g} s in vain: {what}\n{explain()}")


def is_alive(pid: int) -> bool:
    """Whether there is such a process and it is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def number_in(path: Path) -> int:
    """The number that a process wrote to a file; 0 while there is none."""
    text = path.read_text() if path.exists() else ""
    return int(text) if text.endswith("\n") else 0
