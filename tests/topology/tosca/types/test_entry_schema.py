"""TOSCA 2.0, 9.2 and 9.3: lists and maps say what their entries are; what is inherited need not be said again."""

import pytest

from tests.topology.reading_aid import codes, places, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"

MISSING = {
    "a property": ("node_types: { N: { properties: { p: { type: list } } } }", "list"),
    "an attribute": ("node_types: { N: { attributes: { a: { type: map } } } }", "map"),
    "entries that are lists themselves": (
        "node_types: { N: { properties: { p: { type: map, entry_schema: list } } } }",
        "list",
    ),
    "entries in the long form": (
        "node_types: { N: { properties: { p: { type: map, entry_schema: { type: list } } } } }",
        "list",
    ),
    "a data type": ("data_types: { Names: { derived_from: list } }", "list"),
    "an input": ("service_template: { inputs: { i: { type: list } }, node_templates: {} }", "list"),
    "an argument": ("functions: { f: { signatures: [ { arguments: [ list ], result: string } ] } }", "list"),
}
INHERITED = {
    "from a data type": (
        "data_types: { Names: { derived_from: list, entry_schema: string }, Few: { derived_from: Names } }\n"
        "node_types: { N: { properties: { p: { type: Few } } } }"
    ),
    "from the property that is refined": (
        "node_types:\n  N: { properties: { p: { type: list, entry_schema: string } } }\n"
        "  M: { derived_from: N, properties: { p: { type: list, description: Names. } } }"
    ),
    "by a refinement without a type": (
        "node_types:\n  N: { properties: { p: { type: list, entry_schema: string } } }\n"
        "  M: { derived_from: N, properties: { p: { description: Names. } } }"
    ),
}


@pytest.mark.parametrize(("text", "word"), MISSING.values(), ids=MISSING.keys())
def test_entries_have_a_schema(text: str, word: str) -> None:
    reading = read(f"{V2_0}{text}\n")
    assert [found.code for found in reading.diagnostics] == ["TS302"]
    (found,) = reading.diagnostics
    line = f"{V2_0}{text}".splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == word
    assert "entry_schema" in found.message


@pytest.mark.parametrize("text", INHERITED.values(), ids=INHERITED.keys())
def test_what_is_inherited_is_not_asked_for(text: str) -> None:
    assert codes(read(f"{V2_0}{text}\n")) == []


@pytest.mark.parametrize("schema", ["entry_shema: string", "entry_schema: [ string ]", "entry_schema: Unknown"])
def test_one_that_cannot_be_read_is_told_once(schema: str) -> None:
    found = places(read(f"{V2_0}node_types:\n  N: {{ properties: {{ p: {{ type: list, {schema} }} }} }}\n"))
    assert len(found) == 1, found


def test_until_1_3_entries_are_strings_by_default() -> None:
    assert codes(read("node_types: { N: { properties: { p: { type: list } } } }\n")) == []
