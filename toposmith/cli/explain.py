"""``toposmith explain``: what the code of a finding means, with an example of wrong text and of right text."""

import argparse
import difflib
import textwrap
from collections.abc import Sequence

from topology.diagnostics import CATALOGUE, Entry
from topology.diagnostics.examples import example_of
from toposmith.cli.exits import CommandError, Exit


def main(arguments: Sequence[str]) -> int:
    """Exit status 0, 2 for a code that does not exist. Without a code, all are listed."""
    parser = argparse.ArgumentParser(prog="toposmith explain", description="Explain the code of a finding.")
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as TS287; without it, all codes are listed")
    code = parser.parse_args(arguments).code
    if code is None:
        for known in sorted(CATALOGUE):
            print(f"{known}  {CATALOGUE[known].title}")
        return Exit.FINE
    print(_page(code.upper(), _entry(code.upper())))
    return Exit.FINE


def _entry(code: str) -> Entry:
    entry = CATALOGUE.get(code)
    if entry is None:
        close = difflib.get_close_matches(code, CATALOGUE, n=3)
        hint = f"; close ones are {', '.join(close)}" if close else ""
        raise CommandError(f"there is no code {code!r}{hint}. `toposmith explain` lists all")
    return entry


def _page(code: str, entry: Entry) -> str:
    paragraphs = (textwrap.fill(part, 88) for part in entry.explanation.split("\n\n"))
    return "\n\n".join((f"{code}: {entry.title}", *paragraphs, example_of(code).as_text()))
