"""What a child does first: bind itself to its parent's life, and take limits upon itself."""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_EXIT_ORPHAN = 99


def die_with(parent: int) -> None:
    """End when the parent ends; at once if it has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(_EXIT_ORPHAN)


def confine(cpu_seconds: int, memory: int) -> None:
    """Limit processor time in seconds and address space in bytes; no file can be written, no core dumped."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
