"""CPU seconds of whole processes that read templates, beside PyYAML's C loader that only loads them.

Run ``python benchmarks/read.py [NODES ...]``; each figure is the best of several runs. What counts is the ratio: both
processes run on the same machine, in turn.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from templates import template

ROOT = Path(__file__).parents[1]
RUNS = 5
LOAD = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
READ = (
    "import gc, sys; gc.disable(); from pathlib import Path; from topology.reading import read_template; "
    "from topology.sources import DirectorySources; file = Path(sys.argv[1]); "
    "assert read_template(DirectorySources(file.parent), file.name).graph"
)


def cpu_seconds(program: str, file: Path) -> float:
    """User and system time of a process, the best of several runs."""
    return min(_once(program, file) for _ in range(RUNS))


def _once(program: str, file: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program, str(file)], cwd=ROOT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(counts: list[int]) -> None:
    print(f"{'nodes':>6} {'kB':>7} {'load':>7} {'read':>7} {'read/load':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            file = Path(folder) / f"{count}.yaml"
            file.write_text(template(count), encoding="utf-8")
            load, read = cpu_seconds(LOAD, file), cpu_seconds(READ, file)
            print(f"{count:>6} {file.stat().st_size / 1000:>7.0f} {load:>7.3f} {read:>7.3f} {read / load:>10.2f}")


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [10, 100, 1000])
