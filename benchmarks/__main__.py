"""Measures ``toposmith validate`` beside a bare load of the YAML and beside other parsers.

``python -m benchmarks`` prints the tables; ``--write`` puts them into ``docs/benchmarks.md``; ``--quick`` leaves the
other parsers and the largest templates out. Processes run in turn, and each figure is the median of its runs.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import page, series
from benchmarks.measure import Cost, costs
from benchmarks.readers import PAUSED, VALIDATE, install_peers, own_readers, peers
from benchmarks.templates import named_files, template

SIZES = (10, 100, 1000, 5000)
LARGE = 1000
RUNS_OF_LARGE, RUNS = 3, 5
ROUNDS_OF_LARGE, ROUNDS = 9, 40
"""Of our own command and the loads, whose ratio counts; the time of a load differs much from run to run."""

GROWTH: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "nodes": (template, (500, 1000, 2000, 4000)),
    "requirements of each of 200 nodes": (series.requirements, (5, 10, 20, 40, 80)),
    "nodes with a target of their own": (series.targets, (500, 1000, 2000, 4000)),
    "servers that 100 filters choose from": (series.filters, (500, 1000, 2000, 4000)),
    "servers, and as many filters": (series.selections, (500, 1000, 2000, 4000)),
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--quick", action="store_true", help="no other parsers, nothing large")
    options = parser.parse_args(arguments)
    if not options.quick:
        install_peers()
    with tempfile.TemporaryDirectory() as folder:
        readers = _readers(Path(folder), SIZES[:3] if options.quick else SIZES, with_peers=not options.quick)
        growth = {name: list(_growth(Path(folder), *each, quick=options.quick)) for name, each in GROWTH.items()}
    text = page.page(readers, growth)
    print(text)
    if options.write:
        page.PLACE.write_text(text, encoding="utf-8")
    return 0


def _readers(folder: Path, sizes: Iterable[int], *, with_peers: bool) -> list[page.Row]:
    """All readers on templates of so many nodes."""
    rows = []
    for size in sizes:
        file = _written(folder, template(size))
        for name in named_files(size):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).touch()
        is_large = size > LARGE
        found = costs(own_readers(file), ROUNDS_OF_LARGE if is_large else ROUNDS)
        if with_peers:
            found |= costs(peers(file), RUNS_OF_LARGE if is_large else RUNS)
        rows.append(page.Row(size, file.stat().st_size, found))
    return rows


def _growth(
    folder: Path, make: Callable[[int], str], sizes: tuple[int, ...], *, quick: bool
) -> Iterable[tuple[int, Cost | None, Cost | None]]:
    """The size, what validating costs, and what the load with its collector paused costs."""
    for size in sizes[:-1] if quick else sizes:
        readers = own_readers(_written(folder, make(size)))
        found = costs({name: readers[name] for name in (VALIDATE, PAUSED)}, RUNS_OF_LARGE)
        yield size, found[VALIDATE], found[PAUSED]


def _written(folder: Path, text: str) -> Path:
    file = folder / "template.yaml"
    file.write_text(text, encoding="utf-8")
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
