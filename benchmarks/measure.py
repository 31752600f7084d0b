"""What a process costs: processor time and peak memory, of several runs in turn with the others."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

_LAUNCHER = """
import json, os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, 1, 0)])
_, status, used = os.wait4(child, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Starts a process from one that is smaller than any measured: a process's peak counts what it was forked from."""

LIMIT_SECONDS = 120

Command = Sequence[str]


class Cost(NamedTuple):
    """Processor time, user's and system's, in seconds: the median and the least; peak resident memory in MB."""

    seconds: float
    least: float
    megabytes: float


Run = tuple[float, float]
"""The seconds and the megabytes of one process."""


def costs(commands: Mapping[str, Command], runs: int) -> dict[str, Cost | None]:
    """What each costs over ``runs`` rounds through all commands; None for one that fails or takes too long."""
    made: dict[str, list[Run | None]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            if None not in made[name]:
                made[name].append(_once(command))
    return {name: _cost(found) for name, found in made.items()}


def _cost(runs: list[Run | None]) -> Cost | None:
    found = [run for run in runs if run is not None]
    if len(found) < len(runs):
        return None
    seconds = [run[0] for run in found]
    return Cost(median(seconds), min(seconds), min(run[1] for run in found))


def _once(command: Command) -> Run | None:
    launch = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    try:
        ended = subprocess.run(launch, capture_output=True, check=True, timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    status, seconds, kilobytes = json.loads(ended.stdout)
    if status != 0:
        print(f"{command}: status {status}: {ended.stderr.decode()[-300:]}", file=sys.stderr)
        return None
    return seconds, kilobytes * 1024 / 1e6
