"""Keeps a few processes alive until told to stop."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
GRACE = 15.0


@dataclass
class Supervised:
    """One process that is started again whenever it ends; seconds are monotonic."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    start_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in a session of its own; it ends when this one dies."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *self.argv],
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def tend(self, now: float, say: Callable[[str], None]) -> None:
        """Start the process when it is due, and plan a new start when it has ended."""
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        status = self.process.poll()
        if status is None:
            return
        if now - self.started > STEADY_AFTER:
            self.pause = FIRST_PAUSE
        say(f"{self.name} ended with status {status}; starting it again in {self.pause:.0f} s. See {self.log}")
        self.process, self.start_at = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal(self, number: int) -> None:
        """Send a signal to the process and all that it started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


class Supervisor:
    """Runs processes until :meth:`stop` is called, for example by a signal handler."""

    def __init__(self, processes: Sequence[Supervised], say: Callable[[str], None]) -> None:
        self.processes = processes
        self.say = say
        self.stopping = False

    def stop(self) -> None:
        self.stopping = True

    def run(self, when_started: Callable[[], None]) -> None:
        """Tend the processes; ``when_started`` is called once after the first start of all."""
        try:
            for process in self.processes:
                process.start()
            when_started()
            while not self.stopping:
                for process in self.processes:
                    process.tend(time.monotonic(), self.say)
                time.sleep(0.2)
        finally:
            self._end()

    def _end(self) -> None:
        for process in self.processes:
            process.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for process in self.processes:
            if process.process is None:
                continue
            try:
                process.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.signal(signal.SIGKILL)
                process.process.wait()
