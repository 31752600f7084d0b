"""A process of its own that holds an outside command on a leash: it ends the command when its worker is silent.

``python leash.py SETPRIV CONTROL DEADLINE COMMAND...`` - ``CONTROL`` is the number of an open file descriptor on which
the worker writes new deadlines, one number a line, in seconds of ``CLOCK_BOOTTIME``. The command and all its
descendants are killed when the deadline passes (the worker is stopped, or cannot renew its lease) and when
the descriptor's other end is closed (the worker is dead, or wants the command to end). Exits as the command does.

It runs on the standard library alone, in the command's environment, and knows nothing of the rest of Toposmith.
"""

import ctypes
import os
import select
import signal
import sys
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
LOOK_SECONDS = 0.5
"""How often the clock is looked at: a time-out of ``select`` does not count a machine's sleep."""


def main(arguments: list[str]) -> int:
    setpriv, control, deadline, *command = arguments
    os.set_inheritable(int(control), False)
    _adopt_orphans()
    ended = _wake_on_child()
    bound = [setpriv, "--pdeathsig", "KILL", "--", *command]
    child = os.posix_spawn(setpriv, bound, _environment(), setsigdef=[signal.SIGPIPE, signal.SIGXFSZ])
    status = _watch(child, int(control), float(deadline), ended)
    _kill_descendants()
    return status if status >= 0 else 128 - status


def _environment() -> dict[bytes, bytes]:
    """The environment as it was given: Python adds ``LC_CTYPE`` to its own."""
    entries = Path("/proc/self/environ").read_bytes().split(b"\0")
    return dict(entry.split(b"=", 1) for entry in entries if b"=" in entry)


def _adopt_orphans() -> None:
    """Make descendants whose parent ends our own children, so that none can hide."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wake_on_child() -> int:
    """A descriptor that can be read when a child has ended."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    return reading


def _watch(child: int, control: int, deadline: float, ended: int) -> int:
    """The child's exit status, or that of a killed one when the leash was pulled."""
    while time.clock_gettime(time.CLOCK_BOOTTIME) < deadline:
        readable, _, _ = select.select([control, ended], [], [], LOOK_SECONDS)
        if ended in readable:
            os.read(ended, 4096)
        status = _reap(child)
        if status is not None:
            return status
        if control in readable:
            lines = os.read(control, 4096).split()
            if not lines:
                break
            deadline = float(lines[-1])
    return -signal.SIGKILL


def _reap(child: int) -> int | None:
    """Collect every child that has ended; the exit status of ``child`` if it is among them."""
    status = None
    while True:
        try:
            pid, code = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if pid == 0:
            return status
        if pid == child:
            status = os.waitstatus_to_exitcode(code)


def _kill_descendants() -> None:
    """Kill until none is left: those that start others while they are killed come to us as orphans."""
    while descendants := _descendants():
        for pid in descendants:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.01)
        _reap(0)


def _descendants() -> list[int]:
    parents = dict(filter(None, map(_parent_of, Path("/proc").glob("[0-9]*"))))
    return [pid for pid in parents if _descends(pid, parents)]


def _parent_of(process: Path) -> tuple[int, int] | None:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(process.name), int(fields[1])


def _descends(pid: int, parents: dict[int, int]) -> bool:
    """The first process, and the kernel's, have parent 0, which is in nobody's list."""
    while pid in parents:
        pid = parents[pid]
        if pid == os.getpid():
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
