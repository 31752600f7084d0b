"""Runs outside commands for a backend: on a leash that ends them before the step's lease does."""

import os
import selectors
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from provisioners.backends.contract import CommandResult, PlatformError
from provisioners.engine.lease import Lease, boot_time

LEASH = Path(__file__).with_name("leash.py")
TAIL_BYTES = 64 * 1024
LOOK_SECONDS = 0.1
END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class LeashedCommands:
    """The :class:`~provisioners.backends.contract.RunCommand` of one step.

    A command that outlives its time is ended and raises :class:`PlatformError`; one that is ended because the step
    must stop raises :class:`~provisioners.engine.lease.StepStopped`.
    """

    lease: Lease

    def __call__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path,
        timeout: float,
        stdin: bytes | None = None,
    ) -> CommandResult:
        self.lease.check()
        running = _Running.start(argv, env, cwd, stdin, self.lease)
        try:
            running.follow(boot_time() + timeout)
        finally:
            status = running.end()
        self.lease.check()
        if running.is_late:
            raise PlatformError(f"{argv[0]} did not finish within {timeout:g} seconds", transient=True)
        if status < 0:
            raise PlatformError(f"{argv[0]} was killed by signal {-status}", transient=True)
        return CommandResult(status, running.tail.decode(errors="replace"))


@dataclass(slots=True)
class _Running:
    process: "subprocess.Popen[bytes]"
    control: int
    lease: Lease
    told: float
    tail: bytes = b""
    is_late: bool = False
    output: IO[bytes] = field(init=False)

    def __post_init__(self) -> None:
        assert self.process.stdout is not None
        self.output = self.process.stdout

    @classmethod
    def start(
        cls, argv: Sequence[str], env: Mapping[str, str], cwd: Path, stdin: bytes | None, lease: Lease
    ) -> "_Running":
        theirs, ours = os.pipe()
        deadline = lease.deadline
        leash = [sys.executable, "-I", "-S", str(LEASH), _setpriv(), str(theirs), repr(deadline)]
        try:
            with _input(stdin) as source:
                process = subprocess.Popen(
                    [*leash, *argv],
                    env=dict(env),
                    cwd=cwd,
                    stdin=source,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    pass_fds=[theirs],
                    start_new_session=True,
                )
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        return cls(process, ours, lease, deadline)

    def follow(self, until: float) -> None:
        """Read the output until it ends or the leash does, passing on each renewal of the lease."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.output, selectors.EVENT_READ)
            while self.lease.reason is None:
                if boot_time() >= until:
                    self.is_late = True
                    return
                self._pass_on()
                if not (self._read() if selector.select(LOOK_SECONDS) else self.process.poll() is None):
                    return

    def end(self) -> int:
        """Let go of the leash, which ends the command if it still runs; the leash's exit status."""
        os.close(self.control)
        try:
            status = self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        finally:
            self.output.close()
        if status < 0:
            self._end_group()
        return status

    def _end_group(self) -> None:
        """A killed leash ends the command itself; what that had started is in its group."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _pass_on(self) -> None:
        deadline = self.lease.deadline
        if deadline != self.told:
            self.told = deadline
            try:
                os.write(self.control, f"{deadline!r}\n".encode())
            except BrokenPipeError:
                return

    def _read(self) -> bool:
        chunk = os.read(self.output.fileno(), TAIL_BYTES)
        self.tail = (self.tail + chunk)[-TAIL_BYTES:]
        return bool(chunk)


def _input(stdin: bytes | None) -> IO[bytes]:
    """The command's standard input: in memory, so that secrets in it never reach a disk."""
    if stdin is None:
        return Path(os.devnull).open("rb")
    source = os.fdopen(os.memfd_create("stdin"), "w+b")
    source.write(stdin)
    source.flush()
    source.seek(0)
    return source


def _setpriv() -> str:
    found = shutil.which("setpriv")
    if found is None:
        raise RuntimeError("setpriv is missing: it is part of util-linux")
    return found
