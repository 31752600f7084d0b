"""The page about conformance: prose written by hand, and tables of what the reader says of files of others."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.topology.tosca.conformance.differences import KINDS, OURS, Difference
from tests.topology.tosca.conformance.judge import Judgement
from tests.topology.tosca.conformance.manifest import SURE

PAGE = Path(__file__).parents[4] / "docs" / "conformance.md"
PROSE = PAGE.with_suffix("")
"""A folder: what is supported and decided, one text for each version, written by hand."""

_HEAD = """<!-- Generated from docs/conformance/ and the reader: `-m tests.topology.tosca.conformance --write`. -->

# Conformance

What the language reader does, where it reads a specification in its own way, and how it judges files of others.

"""

_COUNTED = (
    """## Files of others

How Toposmith judges files that others wrote, beside what is known of them. *Asserted*: a test of the file's own project
says so. *Consensus*: at least two independent parsers accept it. The files are no part of this project.

"""
    f"""*As specified* are the files that are judged as labelled, and those whose label cannot stand beside the
specification or the file's own words, each of which is listed below with the section; not those where
{" or ".join(f"*{KINDS[kind]}*" for kind in OURS)}, since there the decision is Toposmith's.

"""
)
_BY_VERSION = """
By version, with the reasons why files are judged otherwise than they are labelled.

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
            _BY_VERSION,
            _reasons(sure, differences),
            _PUBLISHED,
            _published(judgement for judgement in judged if judgement.row.confidence == "published"),
            _DIFFERENT,
            _differences((judgement for judgement in sure if not judgement.agrees), differences),
        ]
    )


def _counts(sure: list[Judgement], differences: Mapping[str, Difference]) -> str:
    """A line for each version, source and kind of knowledge, and the sums."""
    lines = ["| version | source | known by | valid | invalid | as labelled | as specified |"]
    lines.append("|---|---|---|--:|--:|--:|--:|")
    sums = [(("all", "", kind), [each for each in sure if each.row.confidence == kind]) for kind in SURE]
    for group, own in [*_grouped(sure), *sums, (("all", "", ""), sure)]:
        agreed = f"{_agreed(own, 'valid')} | {_agreed(own, 'invalid')} | {_share(_agreeing(own), own)}"
        lines.append(f"| {' | '.join(group)} | {agreed} | {_share(_as_specified(own, differences), own)} |")
    return "\n".join(lines) + "\n"


def _reasons(sure: list[Judgement], differences: Mapping[str, Difference]) -> str:
    """A line for each version: as labelled, the reasons for the rest, and as specified."""
    lines = [
        f"| version | as labelled | | {' | '.join(KINDS.values())} | as specified | |",
        f"|---|--:|--:|{'--:|' * len(KINDS)}--:|--:|",
    ]
    families = sorted({judgement.row.family for judgement in sure})
    for family in (*families, "all"):
        own = [judgement for judgement in sure if family in (judgement.row.family, "all")]
        known = [differences.get(judgement.row.path) for judgement in own if not judgement.agrees]
        by_kind = [str(sum(each is not None and each.kind == kind for each in known) or "") for kind in KINDS]
        agreed, specified = _agreeing(own), _as_specified(own, differences)
        figures = [f"{agreed} of {len(own)}", _share(agreed, own), *by_kind]
        figures += [f"{specified} of {len(own)}", _share(specified, own)]
        lines.append(f"| {family} | {' | '.join(figures)} |")
    return "\n".join(lines) + "\n"


def _published(judged: Iterable[Judgement]) -> str:
    lines = ["| version | source | accepted | refused |", "|---|---|--:|--:|"]
    for (version, source, _), own in _grouped(list(judged)):
        accepted = sum(judgement.verdict == "valid" for judgement in own)
        lines.append(f"| {version} | {source} | {accepted} | {len(own) - accepted} |")
    return "\n".join(lines) + "\n"


def _differences(judged: Iterable[Judgement], differences: Mapping[str, Difference]) -> str:
    lines = ["| version | file | expected | section | why | |", "|---|---|---|---|---|---|"]
    for judgement in sorted(judged, key=lambda judgement: (judgement.row.family, judgement.row.path)):
        row, known = judgement.row, differences.get(judgement.row.path)
        kind, section, reason = (KINDS[known.kind], known.section, known.reason) if known else ("not explained", "", "")
        lines.append(f"| {row.family} | `{row.path}` | {row.expected} | {section} | {reason} | {kind} |")
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


def _agreeing(judged: list[Judgement]) -> int:
    return sum(judgement.agrees for judgement in judged)


def _as_specified(judged: list[Judgement], differences: Mapping[str, Difference]) -> int:
    """How many are judged as labelled, or otherwise because their labels cannot stand."""
    known = (differences.get(judgement.row.path) for judgement in judged if not judgement.agrees)
    return _agreeing(judged) + sum(each is not None and not each.is_ours for each in known)


def _share(count: int, judged: list[Judgement]) -> str:
    return f"{count / len(judged):.1%}"
