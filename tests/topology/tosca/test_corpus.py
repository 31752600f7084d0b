"""Files that others wrote, with what their projects or several readers say about them.

The folder is named by ``TOPOSMITH_CORPUS``; it is no part of this project. ``known_differences.json`` says for each
file that is judged otherwise here which section decides.
"""

import os
from pathlib import Path

import pytest

from tests.fuzz.sound import assert_sound
from tests.topology.tosca.conformance.differences import KINDS, known_differences
from tests.topology.tosca.conformance.judge import Judgement, judge_all
from tests.topology.tosca.conformance.manifest import rows
from tests.topology.tosca.conformance.page import PAGE, page
from topology.diagnostics import Span
from topology.reading import read_template
from topology.sources import DirectorySources

AS_LABELLED = 0.96
"""The least share of files that are judged as their projects say; the rest must each have a section on our side."""

AS_SPECIFIED = 0.99
"""The least share, in each version of more than a few files, that no decision of our own is against."""

WHOLE_FILE = ("TS104", "TS302", "TS307")
"""Findings that have no place of their own: something is missing, or all of the file is wrong."""

FOLLOWING = "3.5.7-imports-08-missing-repository-remote.yml"
"""Names two lines of one cause: the file is missing because its repository is. One of them is told."""

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def corpus() -> Path:
    folder = os.environ.get("TOPOSMITH_CORPUS")
    if not folder:
        pytest.skip("TOPOSMITH_CORPUS names no folder with files of others")
    return Path(folder)


@pytest.fixture(scope="module")
def judged(corpus: Path) -> list[Judgement]:
    return judge_all(corpus, rows(corpus))


@pytest.fixture(scope="module")
def sure(judged: list[Judgement]) -> list[Judgement]:
    return [judgement for judgement in judged if judgement.row.counts]


def test_files_of_others_are_judged_as_they_say(sure: list[Judgement]) -> None:
    assert len(sure) > 1400
    assert sum(judgement.agrees for judgement in sure) / len(sure) >= AS_LABELLED


@pytest.mark.parametrize("version", ["tosca_2_0", "tosca_simple_yaml_1_0", "tosca_simple_yaml_1_3"])
def test_files_of_others_are_judged_as_the_specification_says(sure: list[Judgement], version: str) -> None:
    differences = known_differences()
    own = [judgement for judgement in sure if judgement.row.family == version]
    decided = sum(judgement.agrees or not differences[judgement.row.path].is_ours for judgement in own)
    assert decided / len(own) >= AS_SPECIFIED


def test_each_difference_has_a_reason_and_each_reason_a_difference(sure: list[Judgement]) -> None:
    assert {judgement.row.path for judgement in sure if not judgement.agrees} == known_differences().keys()


def test_each_reason_names_a_section() -> None:
    for path, difference in known_differences().items():
        assert difference.kind in KINDS, path
        assert difference.section[:1].isdigit(), path
        assert difference.reason.endswith("."), path


def test_the_page_says_what_is(judged: list[Judgement]) -> None:
    """To renew it: ``python -m tests.topology.tosca.conformance --write``."""
    assert PAGE.read_text(encoding="utf-8") == page(judged, known_differences())


def test_errors_are_at_the_lines_that_the_files_name(sure: list[Judgement]) -> None:
    naming = [judgement for judgement in sure if judgement.row.error_lines and judgement.agrees]
    assert len(naming) >= 10
    for judgement in naming:
        lines = {found.span.line for found in judgement.errors}
        assert lines <= judgement.row.error_lines, judgement.row.path
        assert lines == judgement.row.error_lines or judgement.row.path.endswith(FOLLOWING), judgement.row.path


def test_errors_are_inside_of_their_files(corpus: Path, sure: list[Judgement]) -> None:
    """Each place is in the text, or right behind a key that lacks its value; few concern the file as a whole."""
    for judgement in sure:
        if judgement.row.expected == "invalid" and judgement.agrees:
            assert _misplaced(corpus / judgement.row.project, judgement) == [], judgement.row.path


def _misplaced(project: Path, judgement: Judgement) -> list[tuple[str, Span]]:
    return [
        (found.code, found.span)
        for found in judgement.errors
        if not _is_within(project, found.span)
        or (found.span == Span.start_of(found.span.file) and found.code not in WHOLE_FILE)
    ]


def _is_within(project: Path, span: Span) -> bool:
    lines = (project / span.file).read_text(encoding="utf-8").split("\n")
    return span.line <= len(lines) and span.column <= len(lines[span.line - 1].rstrip()) + 1


def test_no_file_of_others_breaks_the_reader(corpus: Path, judged: list[Judgement]) -> None:
    """Files of every version, the broken ones, and those that no list names."""
    assert [judgement.row.path for judgement in judged if judgement.verdict in ("crashed", "hangs")] == []
    listed = {judgement.row.path for judgement in judged}
    for path in sorted([*corpus.rglob("*.yaml"), *corpus.rglob("*.yml")]):
        relative = path.relative_to(corpus)
        if relative.as_posix() not in listed:
            project, _, entry = relative.as_posix().partition("/")
            assert_sound(read_template(DirectorySources(corpus / project), entry))
