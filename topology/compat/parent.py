"""The parent: gives tosca-parser a copy of the template's files, and turns whatever becomes of it into an opinion."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from topology.compat.opinion import Opinion, Outcome, decode_opinion
from topology.record import ValueRecord

_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from topology.compat.child import main; " + (
    "sys.exit(main(*sys.argv[2:]))"
)


class OpinionLimits(ValueRecord):
    """Limits of one child: processor time and time in seconds, address space in bytes."""

    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    memory: int = 1024 * 2**20


DEFAULT_LIMITS = OpinionLimits()


def second_opinion(files: Mapping[str, bytes], entry: str, limits: OpinionLimits = DEFAULT_LIMITS) -> Opinion:
    """What tosca-parser says of the service template ``entry`` of ``files``, by normalised path.

    Never raises for what the template holds: a crash, a hang and a request for something outside are opinions too.
    """
    with tempfile.TemporaryDirectory(prefix="toposmith-") as folder:
        for path, content in files.items():
            place = Path(folder, _named(path) if path == entry else path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return _ask(folder, _named(entry), limits)


def _named(entry: str) -> str:
    """The entry's path with an ending that tosca-parser takes for a template's."""
    return entry if entry.lower().endswith((".yaml", ".yml")) else f"{entry}.yaml"


def _ask(folder: str, entry: str, limits: OpinionLimits) -> Opinion:
    arguments = (_ROOT, folder, entry, os.getpid(), limits.cpu_seconds, limits.memory)
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-B", "-c", _START, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={},
            cwd=folder,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Opinion(Outcome.TIMED_OUT, (f"it did not finish within {limits.wall_seconds:g} seconds",))
    if ended.returncode == 0:
        return decode_opinion(ended.stdout)
    if ended.returncode == -signal.SIGXCPU:
        return Opinion(Outcome.TIMED_OUT, (f"it took more than {limits.cpu_seconds} seconds of processor time",))
    if ended.returncode < 0:
        return Opinion(Outcome.CRASHED, (f"its process ended with {signal.Signals(-ended.returncode).name}",))
    raise RuntimeError(f"the second opinion's process failed: {ended.stderr[-4000:].decode(errors='replace')}")
