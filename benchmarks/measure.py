"""What a process costs: processor time and peak memory, best of several runs in turn with the others."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
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
    """Processor time, user's and system's, in seconds, and peak resident memory in MB."""

    seconds: float
    megabytes: float


def best(commands: Mapping[str, Command], runs: int) -> dict[str, Cost | None]:
    """The least of each over ``runs`` rounds through all commands; None for one that fails or takes too long."""
    costs: dict[str, list[Cost | None]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            if None not in costs[name]:
                costs[name].append(_once(command))
    return {name: _least(found) for name, found in costs.items()}


def _least(costs: list[Cost | None]) -> Cost | None:
    found = [cost for cost in costs if cost is not None]
    if len(found) < len(costs):
        return None
    return Cost(min(cost.seconds for cost in found), min(cost.megabytes for cost in found))


def _once(command: Command) -> Cost | None:
    launch = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    try:
        ended = subprocess.run(launch, capture_output=True, check=True, timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    status, seconds, kilobytes = json.loads(ended.stdout)
    if status != 0:
        print(f"{command}: status {status}: {ended.stderr.decode()[-300:]}", file=sys.stderr)
        return None
    return Cost(seconds, kilobytes * 1024 / 1e6)
