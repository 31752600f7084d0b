"""The examples of the codes are what they claim to be: wrong ones have the code, right ones have no mistake."""

import re
from pathlib import Path

import pytest

from topology.diagnostics import CATALOGUE, Diagnostic
from topology.diagnostics.examples import FOLDER, Example, all_examples, example_of
from topology.reading import read_template
from topology.sources import MemorySources

VERSION = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
PLATFORM = ("TS7", "TS8")
TEMPLATES = [
    code for code, example in all_examples().items() if example.language == "yaml" and not code.startswith(PLATFORM)
]


def files_of(text: str) -> dict[str, bytes]:
    """The files of an example, of which the first is the template."""
    parts = re.split(r"^# file: (.+)\n", text, flags=re.MULTILINE)
    named = dict(zip(["service.yaml", *parts[1::2]], parts[::2], strict=True))
    return {name: _with_version(content).encode() for name, content in named.items()}


def _with_version(text: str) -> str:
    is_empty = all(line.startswith("#") for line in text.splitlines())
    return text if "tosca_definitions_version" in text or is_empty else VERSION + text


def found_in(text: str) -> tuple[Diagnostic, ...]:
    return read_template(MemorySources(files_of(text)), "service.yaml").diagnostics


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_has_all_parts(code: str) -> None:
    example = example_of(code)
    assert all((example.section, example.wrong.strip(), example.right.strip()))
    assert example.wrong != example.right
    assert example.language in ("yaml", "text")
    assert not example.section.endswith(".")


def test_no_example_is_left_of_a_code_that_is_gone() -> None:
    assert not all_examples().keys() - CATALOGUE.keys()


def test_a_code_that_does_not_exist_has_no_example() -> None:
    with pytest.raises(KeyError):
        example_of("TS999")


@pytest.mark.parametrize("code", TEMPLATES)
def test_the_wrong_example_has_the_code_and_no_other(code: str) -> None:
    assert {found.code for found in found_in(example_of(code).wrong)} == {code}


@pytest.mark.parametrize("code", TEMPLATES)
def test_the_right_example_has_no_mistake(code: str) -> None:
    assert found_in(example_of(code).right) == ()


def test_an_example_is_shown_as_text_and_as_markdown() -> None:
    example = Example("section 1", "a: 1\n\nb: 2\n", "a: 2\n")
    assert example.as_text() == ("Wrong:\n\n    a: 1\n\n    b: 2\n\nRight:\n\n    a: 2\n\nDecided by: section 1.")
    assert example.as_markdown() == (
        "Wrong:\n\n```yaml\na: 1\n\nb: 2\n```\n\nRight:\n\n```yaml\na: 2\n```\n\nDecided by: section 1."
    )


@pytest.mark.parametrize("place", sorted(FOLDER.glob("*.yaml")), ids=lambda place: place.stem)
def test_no_example_is_written_twice(place: Path) -> None:
    codes = re.findall(r"^(TS\d+):", place.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(set(codes)) == sorted(codes)
