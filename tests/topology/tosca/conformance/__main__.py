"""Shows how files of others are judged; ``--write`` renews the page about it."""

# ruff: noqa: T201

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from tests.topology.tosca.conformance.differences import known_differences
from tests.topology.tosca.conformance.judge import Judgement, judge_all
from tests.topology.tosca.conformance.manifest import Row, rows
from tests.topology.tosca.conformance.page import PAGE, page


def main(arguments: list[str]) -> int:
    """Exit status 0; 2 where no folder is named."""
    options = _parser().parse_args(arguments)
    if options.corpus is None:
        print("TOPOSMITH_CORPUS names no folder with files of others", file=sys.stderr)
        return 2
    wanted = [row for row in rows(options.corpus) if _is_wanted(row, options)]
    judged = judge_all(options.corpus, wanted, options.processes)
    if options.write:
        PAGE.write_text(page(judged, known_differences()), encoding="utf-8")
    for judgement in judged:
        if options.all or (options.mismatches and judgement.row.counts and not judgement.agrees):
            print(_described(judgement, options.corpus, options.findings))
    _summarise(judged)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.topology.tosca.conformance", description=__doc__)
    folder = os.environ.get("TOPOSMITH_CORPUS")
    parser.add_argument("--corpus", type=Path, default=folder, help="the folder (default: $TOPOSMITH_CORPUS)")
    parser.add_argument("--version", help="the version's name, `NFV`, or a part of it such as 2_0")
    parser.add_argument("--source", help="a part of the project's folder name, such as aria or oasis")
    parser.add_argument("--path", help="a part of the path")
    parser.add_argument("--expected", choices=["valid", "invalid", "unknown"])
    parser.add_argument("--sure", action="store_true", help="only files whose expectation counts")
    parser.add_argument("--mismatches", action="store_true", help="show each file that is judged otherwise")
    parser.add_argument("--all", action="store_true", help="show each file")
    parser.add_argument("--findings", type=int, default=3, metavar="N", help="findings to show of each file")
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}; chooses all files")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    return parser


def _is_wanted(row: Row, options: argparse.Namespace) -> bool:
    return options.write or (
        (not options.version or options.version in (row.version, row.family) or options.version in row.version)
        and (not options.source or options.source in row.project)
        and (not options.path or options.path in row.path)
        and (not options.expected or options.expected == row.expected)
        and (not options.sure or row.counts)
    )


def _described(judgement: Judgement, corpus: Path, most: int) -> str:
    row = judgement.row
    lines = [f"{corpus / row.path}", f"  expected {row.expected} ({row.confidence}: {row.why}); {judgement.verdict}"]
    lines += [
        f"  {found.span.file}:{found.span.line}:{found.span.column} {found.severity} {found.code} {found.message}"
        for found in judgement.diagnostics[:most]
    ]
    return "\n".join(lines + judgement.trouble.splitlines()[-6:])


def _summarise(judged: list[Judgement]) -> None:
    sure = [judgement for judgement in judged if judgement.row.counts]
    for family in sorted({judgement.row.family for judgement in sure}):
        own = [judgement for judgement in sure if judgement.row.family == family]
        agreed = sum(judgement.agrees for judgement in own)
        print(f"{family}: {agreed} of {len(own)} as expected ({agreed / len(own):.1%})")
    trouble = Counter(judgement.verdict for judgement in judged if judgement.verdict in ("crashed", "hangs"))
    if trouble:
        print(", ".join(f"{verdict}: {count}" for verdict, count in trouble.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
