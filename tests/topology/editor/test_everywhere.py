"""What holds at every word of real templates: meanings, definitions, completions, mentions and new names."""

from functools import cache
from pathlib import Path as FilePath

import pytest

from topology.editor.analysis import Analysis, analyse
from topology.editor.completion import complete
from topology.editor.meaning import meaning_at
from topology.editor.profile_sources import find_in_profile
from topology.editor.rename import Replacement, rename, renameable_at
from topology.editor.symbols import outline
from topology.editor.targets import mentions, target_of
from topology.editor.tree_paths import Found, scalars
from topology.reading import read_template
from topology.sources import DirectorySources, MemorySources
from topology.tosca.tree import span_of

ROOT = FilePath(__file__).parents[3]
TEMPLATES = sorted(
    [*(ROOT / "tosca-templates").rglob("*.yaml"), *(ROOT / "tests" / "scenarios" / "language").glob("*/template.yaml")]
)
WELL_FORMED = [place for place in TEMPLATES if not place.parent.name.startswith(("yaml_syntax", "duplicate_key"))]
ids = pytest.mark.parametrize("place", TEMPLATES, ids=lambda place: f"{place.parent.name}/{place.name}")


@cache
def analysis_of(place: FilePath) -> Analysis:
    found = analyse(DirectorySources(place.parent), place.name, place.read_text(encoding="utf-8"))
    assert found is not None
    return found


def words(place: FilePath) -> list[Found]:
    return [found for found in scalars(analysis_of(place).tree) if found.scalar.text]


def word_at(lines: list[str], span) -> str:
    return lines[span.line - 1][span.column - 1 : span.end_column - 1].strip("'\"")


@ids
def test_a_meaning_is_about_the_word_and_leads_to_a_word(place: FilePath) -> None:
    analysis = analysis_of(place)
    lines = analysis.text.split("\n")
    for found in words(place):
        start = span_of(found.scalar)
        meaning = meaning_at(analysis, start.line - 1, start.column - 1)
        if meaning is None or meaning.place is None or meaning.span != start:
            continue
        assert meaning.text
        if meaning.place.profile is not None:
            span = find_in_profile(meaning.place.profile, meaning.place.path)
            assert span is not None, found.path
        elif meaning.place.span.file == place.name:
            defined = word_at(lines, meaning.place.span)
            assert defined.rpartition(".")[2] == found.scalar.text.rpartition(".")[2], found.path


@ids
def test_what_a_name_means_is_mentioned_by_it(place: FilePath) -> None:
    """Whoever asks for all mentions of what a word means finds the word itself among them."""
    analysis = analysis_of(place)
    for found in words(place):
        target = target_of(analysis, found)
        if target is not None:
            assert found.scalar in [mention.scalar for mention in mentions(analysis, target)], found.path


@ids
def test_a_name_that_refers_to_something_is_offered_in_its_place(place: FilePath) -> None:
    analysis = analysis_of(place)
    sources = DirectorySources(place.parent)
    for found in words(place):
        span = span_of(found.scalar)
        if found.is_key or target_of(analysis, found) is None or span.line != span.end_line:
            continue
        offered = complete(sources, place.name, analysis.text, span.line - 1, span.end_column - 1)
        assert offered is not None
        assert found.scalar.text in [offer.label for offer in offered.offers], found.path


@pytest.mark.parametrize("place", WELL_FORMED, ids=lambda place: f"{place.parent.name}/{place.name}")
def test_another_name_and_back_is_the_same_text_and_a_right_one_between(place: FilePath) -> None:
    analysis = analysis_of(place)
    for name, (key, _) in analysis.named("node_templates").items():
        span = span_of(key)
        changed = _renamed(analysis, span.line - 1, span.column - 1, "renamed-node")
        assert f"{name}:" not in changed.split("\n")[span.line - 1]
        found = read_template(_with(place, changed), place.name)
        before = read_template(DirectorySources(place.parent), place.name)
        assert [each.code for each in found.diagnostics] == [each.code for each in before.diagnostics]
        again = analyse(_with(place, changed), place.name, changed)
        assert again is not None
        assert _renamed(again, span.line - 1, span.column - 1, name) == analysis.text


def _renamed(analysis: Analysis, line: int, column: int, name: str) -> str:
    found = renameable_at(analysis, line, column)
    assert found is not None
    return applied(analysis.text, rename(analysis, found[0], name))


def applied(text: str, replacements: tuple[Replacement, ...]) -> str:
    """The text with all replacements made, the last one first so that places stay right."""
    lines = text.split("\n")
    for each in reversed(replacements):
        line = lines[each.span.line - 1]
        lines[each.span.line - 1] = line[: each.span.column - 1] + each.text + line[each.span.end_column - 1 :]
    return "\n".join(lines)


def _with(place: FilePath, text: str) -> MemorySources:
    files = {
        path.relative_to(place.parent).as_posix(): path.read_bytes()
        for path in place.parent.rglob("*")
        if path.is_file()
    }
    return MemorySources({**files, place.name: text.encode()})


@ids
def test_symbols_lie_inside_of_what_holds_them(place: FilePath) -> None:
    def check(symbol) -> None:
        assert (symbol.span.line, symbol.span.column) <= (symbol.name_span.line, symbol.name_span.column)
        for child in symbol.children:
            assert symbol.span.line <= child.span.line <= child.span.end_line <= symbol.span.end_line
            check(child)

    for symbol in outline(analysis_of(place)):
        check(symbol)
