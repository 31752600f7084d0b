"""The child: takes one request from standard input, reads the template, writes one answer, and ends."""

import ctypes
import gc
import os
import resource
import signal
import sys
import traceback

from topology.reading import read_template
from topology.sandbox.protocol import EXIT_ANSWER, EXIT_BUG, EXIT_MEMORY, encode_answer, read_request
from topology.sources import MemorySources

_PR_SET_PDEATHSIG = 1


def main(parent: int, cpu_seconds: int, memory: int, max_answer: int) -> int:
    """Serve one request under limits. Gives the exit status; what goes wrong is told without the template's text."""
    _die_with(parent)
    _limit(cpu_seconds, memory)
    gc.disable()
    try:
        return _serve(max_answer)
    except MemoryError:
        return EXIT_MEMORY
    except Exception as error:  # noqa: BLE001 - the parent tells of it
        sys.stderr.write("\n".join([type(error).__name__, *traceback.format_tb(error.__traceback__)]))
        return EXIT_BUG


def _serve(max_answer: int) -> int:
    request = read_request(sys.stdin.buffer)
    reading = read_template(MemorySources(request.files), request.entry, inputs=request.inputs)
    answer = encode_answer(reading)
    if len(answer) > max_answer:
        return EXIT_ANSWER
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(EXIT_BUG)


def _limit(cpu_seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
