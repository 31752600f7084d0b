"""A stage for whole plays: a database, a broker, a world, and real worker processes that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from toposmith_fake.world import World

from tests.provisioners.engine.processes import until

PROJECT = Path(__file__).parents[3]
FINISHED = ("succeeded", "failed", "cancelled")
LEASE_SECONDS = 2.0


@dataclass
class Worker:
    """A worker process, in a process group of its own."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def send(self, number: signal.Signals) -> None:
        os.killpg(self.process.pid, number)

    def halt(self) -> None:
        """Stop it, and wait until each of its threads stands still: the signal alone only asks for that."""
        self.send(signal.SIGSTOP)
        until(self._stands_still, "every thread to stand still")

    def _stands_still(self) -> bool:
        try:
            threads = Path(f"/proc/{self.process.pid}/task").iterdir()
            return all((thread / "stat").read_text().rpartition(")")[2].split()[0] == "T" for thread in threads)
        except (FileNotFoundError, ProcessLookupError):  # a thread that was ending has ended
            return False

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait until it has ended well."""
        self.send(signal.SIGTERM)
        status = self.process.wait(60)
        assert status == 0, f"exit status {status}\n{self.log.read_text()}"

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return " ready." in self.log.read_text()


@dataclass
class Stage:
    """Everything lives in ``folder``; ``environment`` is that of all its processes, ``acts`` names its own one."""

    folder: Path
    environment: Mapping[str, str]
    queue: str
    acts: str = "tests.provisioners.engine.acts"
    workers: list[Worker] = field(default_factory=list)
    _acts: "subprocess.Popen[str] | None" = None

    @property
    def world(self) -> World:
        return World(self.folder / "world")

    def ask(self, *command: object) -> Any:
        """Have the stage's own process do something, see :class:`tests.provisioners.engine.acts.Acts`."""
        acts = self._acts or self._begin()
        given, answers = _pipes(acts)
        given.write(json.dumps(command) + "\n")
        given.flush()
        answer = answers.readline()
        assert answer, f"{command} failed"
        return json.loads(answer)

    def worker(self) -> Worker:
        """Start a worker, and do not wait for it."""
        log = self.folder / f"worker-{len(self.workers)}.log"
        command = [sys.executable, "-m", "celery", "-A", "toposmith", "worker", "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, env=self.environment, cwd=PROJECT, stdout=output, stderr=output, start_new_session=True
            )
        self.workers.append(Worker(process, log))
        return self.workers[-1]

    def freeze(self, worker: Worker) -> None:
        """Stop a worker, but not in the middle of a write.

        On SQLite nobody could write until it goes on; on PostgreSQL the server ends its transaction.
        """
        worker.halt()
        while not self.ask("can_write"):
            worker.send(signal.SIGCONT)
            time.sleep(0.1)
            worker.halt()

    def finish(self) -> str:
        """Wait until the newest operation is over; its state."""
        return until(self._finished_state, "the end of the operation", explain=self.logs)

    def play(self, *kinds: str) -> None:
        """Carry operations out undisturbed."""
        worker = self.worker()
        for kind in kinds:
            self.ask("start", kind)
            assert self.finish() == "succeeded"
        worker.stop()

    def portrait(self) -> dict[str, Any]:
        """The world and what is recorded of it."""
        effects = {f"{verb} {address}": count for (verb, address), count in self.world.effect_counts().items()}
        return {**self.ask("portrait"), "world": self.world.normalised(), "effects": effects}

    def logs(self) -> str:
        return "\n".join(worker.log.read_text() for worker in self.workers)

    def close(self) -> None:
        """End every process."""
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.kill()
        if self._acts is not None:
            for pipe in _pipes(self._acts):
                pipe.close()
            self._acts.wait(60)

    def _finished_state(self) -> str:
        state: str = self.ask("state")
        return state if state in FINISHED else ""

    def _begin(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", self.acts, str(self.folder / "world"), self.queue]
        self._acts = subprocess.Popen(
            command, env=self.environment, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self._acts


def _pipes(process: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout
