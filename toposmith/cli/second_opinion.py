"""``toposmith validate --second-opinion``: what tosca-parser says of a template, beside what Toposmith says."""

import argparse
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from topology.diagnostics import Diagnostic
from topology.diagnostics.printable import printable
from topology.reading import Sources, read_template
from topology.sources import normalise
from toposmith.cli.templates import Template

if TYPE_CHECKING:
    from topology.compat import Comparison


class Asked(NamedTuple):
    """One argument of the command, and both verdicts about it."""

    name: str
    comparison: "Comparison"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--second-opinion`` to a command's options."""
    parser.add_argument(
        "--second-opinion",
        action="store_true",
        help="show what tosca-parser says of each template, and why it differs where that is known",
    )


def ask(name: str, template: Template, diagnostics: Iterable[Diagnostic]) -> Asked | None:
    """Both verdicts about a template that was read already; None when it has no file to begin with."""
    from topology.compat import compare, second_opinion  # noqa: PLC0415 - only this option needs it

    if template.entry is None:
        return None
    read = _Remembered(template.sources)
    read_template(read, template.entry)
    return Asked(name, compare(diagnostics, second_opinion(read.files, template.entry)))


def show(asked: Sequence[Asked], stream: TextIO) -> None:
    """Write the verdicts as text, each with its differences."""
    for name, comparison in asked:
        stream.write(f"{name}: {_verdicts(comparison)}\n")
        for about, why in _points(comparison):
            stream.write(f"  {printable(about)}\n" + (f"    why: {why}\n" if why else ""))


def with_opinions(report: str, asked: Sequence[Asked]) -> str:
    """A report in JSON with the verdicts added under ``second_opinions``."""
    content = json.loads(report)
    content["second_opinions"] = [_as_dict(each) for each in asked]
    return json.dumps(content, indent=2) + "\n"


class _Remembered:
    """Sources that keep what was read: tosca-parser gets just these files."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.files: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        content = self._sources.read(path)
        self.files[normalise(path)] = content
        return content


def _verdicts(comparison: "Comparison") -> str:
    opinion = comparison.opinion
    own = "accepts" if comparison.accepted else "refuses"
    if comparison.agrees:
        return f"tosca-parser {opinion.outcome} it too"
    reader = f"tosca-parser {opinion.version}".strip()
    it = " it" if opinion.outcome in ("accepts", "refuses") else ""
    return f"{reader} {opinion.outcome}{it}, Toposmith {own} it"


def _points(comparison: "Comparison") -> list[tuple[str, str]]:
    """What to tell: the differences; where there are none to explain, its messages."""
    if comparison.agrees is not False:
        reasons = [(difference.why or "", "") for difference in comparison.differences]
        return [(message, "") for message in comparison.opinion.messages] + reasons
    return [(each.about, _reason(each.why, each.section)) for each in comparison.differences]


def _reason(why: str | None, section: str | None) -> str:
    if why is None:
        return "not known"
    return f"{why} ({section})" if section else why


def _as_dict(asked: Asked) -> dict[str, Any]:
    comparison = asked.comparison
    return {
        "file": asked.name,
        "reader": "tosca-parser",
        "version": comparison.opinion.version,
        "outcome": comparison.opinion.outcome,
        "messages": list(comparison.opinion.messages),
        "accepted_here": comparison.accepted,
        "agrees": comparison.agrees,
        "differences": [
            {"about": each.about, "why": each.why, "section": each.section} for each in comparison.differences
        ],
    }
