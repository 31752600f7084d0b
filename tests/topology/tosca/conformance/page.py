"""The page about conformance: prose written by hand, and tables of what the reader says of files of others."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.topology.tosca.conformance.differences import Difference
from tests.topology.tosca.conformance.judge import Judgement

PAGE = Path(__file__).parents[4] / "docs" / "conformance.md"
PROSE = PAGE.with_suffix("")
"""A folder: what is supported and decided, one text for each version, written by hand."""

_HEAD = """<!-- Generated from docs/conformance/ and the reader: `-m tests.topology.tosca.conformance --write`. -->

# Conformance

What the language reader does, where it reads a specification in its own way, and how it judges files of others.

"""

_COUNTED = """## Files of others

How Toposmith judges files that others wrote, beside what is known of them. *Asserted*: a test of the file's own project
says so. *Consensus*: at least two independent parsers accept it. The files are no part of this project.

"""
_PUBLISHED = """
Files that somebody published without a test of their own are read too. Nothing is held against them: many are broken.

"""
_DIFFERENT = """
## Files that are judged otherwise

Each with the section of its version that decides.

"""


def page(judged: Iterable[Judgement], differences: Mapping[str, Difference]) -> str:
    """The whole page, the same for the same judgements."""
    judged = list(judged)
    sure = [judgement for judgement in judged if judgement.row.counts]
    return "".join(
        [
            _HEAD,
            *(text.read_text(encoding="utf-8") + "\n" for text in sorted(PROSE.glob("*.md"))),
            _COUNTED,
            _counts(sure, differences),
            _PUBLISHED,
            _published(judgement for judgement in judged if judgement.row.confidence == "published"),
            _DIFFERENT,
            _differences((judgement for judgement in sure if not judgement.agrees), differences),
        ]
    )


def _counts(sure: list[Judgement], differences: Mapping[str, Difference]) -> str:
    """A line for each version, source and kind of knowledge, and the sum."""
    lines = [
        "| version | source | known by | valid | invalid | as expected | a section decides otherwise |",
        "|---|---|---|--:|--:|--:|--:|",
    ]
    for group, own in [*_grouped(sure), (("all", "", ""), sure)]:
        agreed = f"{_agreed(own, 'valid')} | {_agreed(own, 'invalid')} | {_share(own)}"
        decided = sum(not judgement.agrees and judgement.row.path in differences for judgement in own)
        lines.append(f"| {' | '.join(group)} | {agreed} | {decided or ''} |")
    return "\n".join(lines) + "\n"


def _published(judged: Iterable[Judgement]) -> str:
    lines = ["| version | source | accepted | refused |", "|---|---|--:|--:|"]
    for (version, source, _), own in _grouped(list(judged)):
        accepted = sum(judgement.verdict == "valid" for judgement in own)
        lines.append(f"| {version} | {source} | {accepted} | {len(own) - accepted} |")
    return "\n".join(lines) + "\n"


def _differences(judged: Iterable[Judgement], differences: Mapping[str, Difference]) -> str:
    lines = ["| version | file | expected | section | why |", "|---|---|---|---|---|"]
    for judgement in sorted(judged, key=lambda judgement: (judgement.row.family, judgement.row.path)):
        row, known = judgement.row, differences.get(judgement.row.path)
        section, reason = (known.section, known.reason) if known else ("", "not yet explained")
        lines.append(f"| {row.family} | `{row.path}` | {row.expected} | {section} | {reason} |")
    return "\n".join(lines) + "\n"


def _grouped(judged: list[Judgement]) -> list[tuple[tuple[str, str, str], list[Judgement]]]:
    groups: dict[tuple[str, str, str], list[Judgement]] = {}
    for judgement in judged:
        row = judgement.row
        groups.setdefault((row.family, row.project.replace("+", "/"), row.confidence), []).append(judgement)
    return sorted(groups.items())


def _agreed(judged: list[Judgement], expected: str) -> str:
    own = [judgement for judgement in judged if judgement.row.expected == expected]
    return f"{sum(judgement.agrees for judgement in own)} of {len(own)}" if own else ""


def _share(judged: list[Judgement]) -> str:
    return f"{sum(judgement.agrees for judgement in judged) / len(judged):.1%}"
