"""The parent: starts a child for one template and turns whatever becomes of it into a reading.

Each child is new, so nothing of one template can reach the next. Its start costs a tenth of a second, which a template
pays when it is stored and when it is planned, and spares us a pool to look after. A few children run at once; the rest
wait for their turn.
"""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import BoundedSemaphore

from topology.diagnostics import Diagnostic, Span
from topology.reading import Reading
from topology.sandbox.limits import DEFAULT_LIMITS, ReadingLimits
from topology.sandbox.protocol import EXIT_ANSWER, EXIT_MEMORY, Request, decode_answer, encode_request
from topology.values.value import Value

_CHILDREN = BoundedSemaphore(max(2, os.cpu_count() or 2))
_PATIENCE_SECONDS = 60.0
_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from topology.sandbox.child import main; " + (
    "sys.exit(main(*map(int, sys.argv[2:])))"
)
_MAX_LOGGED = 4000

logger = logging.getLogger(__name__)


def read_in_child(
    files: Mapping[str, bytes],
    entry: str,
    inputs: Mapping[str, Value] | None = None,
    limits: ReadingLimits = DEFAULT_LIMITS,
    *,
    substitutes: Sequence[str] = (),
) -> Reading:
    """Read the service template ``entry`` of ``files`` in a child process, as :func:`read_template` would.

    ``substitutes`` are those of the files that may stand for abstract nodes.

    The child sees the files and nothing of this process: no environment, no open files. It dies with the calling
    thread. When it reaches a limit or dies, the reading holds the diagnostic (TS290 to TS293) at the entry file.
    """
    if not _CHILDREN.acquire(timeout=_PATIENCE_SECONDS):
        return _failed(entry, "TS293", "Too many templates are being read at the moment.", "Try again in a moment.")
    try:
        return _run(Request(files, entry, inputs, tuple(substitutes)), limits)
    finally:
        _CHILDREN.release()


def _run(request: Request, limits: ReadingLimits) -> Reading:
    try:
        ended = subprocess.run(
            _command(limits),
            input=encode_request(request),
            capture_output=True,
            timeout=limits.wall_seconds,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _failed(request.entry, "TS290", f"Reading did not finish within {limits.wall_seconds:g} seconds.")
    if ended.returncode == 0:
        return decode_answer(ended.stdout)
    return _death(request.entry, ended, limits)


def _command(limits: ReadingLimits) -> list[str]:
    numbers = (os.getpid(), limits.cpu_seconds, limits.memory, limits.answer)
    return [sys.executable, "-I", "-c", _START, _ROOT, *map(str, numbers)]


def _death(entry: str, ended: subprocess.CompletedProcess[bytes], limits: ReadingLimits) -> Reading:
    if ended.returncode == -signal.SIGXCPU:
        message = f"Reading took more than {limits.cpu_seconds} seconds of processor time."
        return _failed(entry, "TS290", message)
    if ended.returncode == EXIT_MEMORY:
        return _failed(entry, "TS291", f"Reading took more than {limits.memory // 2**20} MiB of memory.")
    if ended.returncode == EXIT_ANSWER:
        return _failed(entry, "TS291", f"The graph is larger than {limits.answer // 2**20} MiB.")
    logger.error("a reader ended with %s: %s", ended.returncode, ended.stderr[-_MAX_LOGGED:].decode(errors="replace"))
    return _failed(entry, "TS292", f"The process that read the template ended unexpectedly ({_cause(ended)}).")


def _cause(ended: subprocess.CompletedProcess[bytes]) -> str:
    if ended.returncode < 0:
        return signal.Signals(-ended.returncode).name
    return f"status {ended.returncode}"


def _failed(entry: str, code: str, message: str, help: str | None = None) -> Reading:  # noqa: A002
    return Reading(None, (Diagnostic(code, message, Span.start_of(entry), help=help),))
