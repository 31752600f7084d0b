"""Processes are started again when they end, and all end together."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toposmith.supervisor import processes
from toposmith.supervisor.processes import Supervised, Supervisor

SLEEPER = "import time; print('started', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('started', flush=True); time.sleep(600)"
)


def until(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within 30 s")


def supervised(tmp_path: Path, code: str) -> Supervised:
    return Supervised("The sleeper", [sys.executable, "-c", code], dict(os.environ), tmp_path / "sleeper.log")


def starts(one: Supervised) -> int:
    return one.log.read_text().count("started") if one.log.exists() else 0


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Supervised, Supervisor, list[str]]]:
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.1)
    one, said = supervised(tmp_path, SLEEPER), []
    one.pause = 0.1
    supervisor = Supervisor([one], said.append)
    thread = threading.Thread(target=supervisor.run, args=(lambda: said.append("up"),))
    thread.start()
    yield one, supervisor, said
    supervisor.stop()
    thread.join()


def test_a_killed_process_is_started_again(running: tuple[Supervised, Supervisor, list[str]]) -> None:
    one, _, said = running
    until(lambda: starts(one) == 1)
    one.signal(signal.SIGKILL)
    until(lambda: starts(one) == 2)
    assert said[0] == "up"
    assert "ended with status" in said[1]
    assert str(one.log) in said[1]


def test_stopping_ends_the_processes(running: tuple[Supervised, Supervisor, list[str]]) -> None:
    one, supervisor, _ = running
    until(lambda: starts(one) == 1)
    process = one.process
    supervisor.stop()
    assert process is not None
    until(lambda: process.poll() is not None)


def test_a_process_that_will_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "GRACE", 0.3)
    one = supervised(tmp_path, STUBBORN)
    supervisor = Supervisor([one], lambda _: None)
    thread = threading.Thread(target=supervisor.run, args=(lambda: None,))
    thread.start()
    until(lambda: starts(one) == 1)
    supervisor.stop()
    thread.join()
    assert one.process is not None
    assert one.process.returncode == -signal.SIGKILL


def test_the_pause_grows_with_each_quick_end(tmp_path: Path) -> None:
    one = supervised(tmp_path, "raise SystemExit(3)")
    pauses = []
    for now in (0.0, 10_000.0, 20_000.0):
        one.tend(now, lambda _: None)
        assert one.process is not None
        one.process.wait()
        pauses.append(one.pause)
        one.started = now
        one.tend(now + 1, lambda _: None)
    assert pauses == [1.0, 2.0, 4.0]
