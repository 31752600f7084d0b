"""What stands in the place of a string, a name, a version or metadata."""

import pytest

from tests.topology.reading_aid import codes, places, read

DESCRIPTION = "description: {}\n"
TYPE = "node_types:\n  T:\n    {}\n"


@pytest.mark.parametrize("value", ["null", "true", "123", "0.123", "", "[]", "{}"])
def test_a_description_is_a_string(value: str) -> None:
    reading = read(DESCRIPTION.format(value))
    assert codes(reading) == ["TS303"]
    assert reading.diagnostics[0].span.line == 2


@pytest.mark.parametrize("value", ["'123'", '"true"', "yes", "12:30", "''"])
def test_what_looks_like_text_is_a_string(value: str) -> None:
    assert codes(read(DESCRIPTION.format(value))) == []


@pytest.mark.parametrize(("value", "kind"), [("123", "number"), ("0.5", "number"), ("true", "truth value")])
def test_quotes_make_a_string_of_a_number(value: str, kind: str) -> None:
    (found,) = read(DESCRIPTION.format(value)).diagnostics
    assert found.message == f"`description` is a string, but here is the {kind} `{value}`."
    assert found.fix is not None
    assert found.fix.replacement == f'"{value}"'
    assert found.fix.span == found.span


def test_a_name_is_no_number() -> None:
    assert places(read(TYPE.format("derived_from: 5"))) == [("TS303", 4, 19)]


@pytest.mark.parametrize("version", ["1.0", "2.3.1", "'1.0'", "1.0.0.alpha-10", "0"])
def test_versions(version: str) -> None:
    assert codes(read(TYPE.format(f"version: {version}"))) == []


@pytest.mark.parametrize("version", ["a_string", "1.2.3.4.5", "1.2.beta", "1.0.0.alpha-x", "true", "1"])
def test_what_is_no_version(version: str) -> None:
    assert places(read(TYPE.format(f"version: {version}"))) == [("TS310", 4, 14)]


@pytest.mark.parametrize("entry", ["template_version: 1.0", "build: 17", "template_name: x", "a: ''"])
def test_metadata(entry: str) -> None:
    assert codes(read(f"metadata: {{ {entry} }}\n")) == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("template_version: x", "TS310"),
        ("template_version: {}", "TS303"),
        ("template_name: 5", "TS303"),
        ("template_author: null", "TS303"),
        ("a: null", "TS303"),
        ("a: {}", "TS303"),
        ("a: []", "TS303"),
    ],
)
def test_what_is_no_metadata(entry: str, code: str) -> None:
    assert codes(read(f"metadata: {{ {entry} }}\n")) == [code]


def test_metadata_of_version_2_may_be_anything() -> None:
    assert codes(read("tosca_definitions_version: tosca_2_0\nmetadata: { a: {}, b: [ 1 ], c: null }\n")) == []
