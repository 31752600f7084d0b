"""Where a list stands in the place of a list, the finding shows what is wrong with it."""

import pytest

from tests.topology.reading_aid import read

NODE = "node_types: {{ N: {{ derived_from: tosca.nodes.Root, requirements: [ r: {{ capability: Node, {} }} ] }} }}\n"
LONG = ", ".join(str(number) for number in range(30))

RANGES = {
    "occurrences: [ 5, 1 ]": "`[ 5, 1 ]`",
    "occurrences: [ 0 ]": "`[ 0 ]`",
    "occurrences: [ -1, 1 ]": "`[ -1, 1 ]`",
    "occurrences: [ 0, many ]": "`[ 0, many ]`",
    "occurrences: [ [ 0 ], 'a b' ]": "`[ [ … ], 'a b' ]`",
    "occurrences: []": "`[]`",
    f"occurrences: [ {LONG} ]": "a list of 30",
    "occurrences: 5": "the number `5`",
    "occurrences: { a: 1 }": "a map",
}


@pytest.mark.parametrize(("written", "shown"), RANGES.items())
def test_a_range_that_is_none_is_shown(written: str, shown: str) -> None:
    (found,) = read(NODE.format(written)).diagnostics
    assert found.code == "TS303"
    assert found.message.endswith(f"but here is {shown}.")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[ { a: { type: P }, b: {} } ]", "`{ a: { … }, b: {} }`"),
        ("[ {} ]", "`{}`"),
        ("[ p ]", "a scalar"),
        (f"[ {{ {', '.join(f'name{number}: 1' for number in range(9))} }} ]", "a map of 9"),
    ],
)
def test_an_item_with_several_names_is_shown(written: str, shown: str) -> None:
    (found,) = read(f"topology_template: {{ policies: {written} }}\n").diagnostics
    assert found.message == f"Each item of `policies` is a map with one name, but here is {shown}."


@pytest.mark.parametrize(
    ("value", "shown"), [("[ 5, 1 ]", "`[ 5, 1 ]`"), ("[ 1 ]", "`[ 1 ]`"), ("x", "`x`"), ("5", "`5`")]
)
def test_a_value_that_is_no_range_is_shown(value: str, shown: str) -> None:
    text = "node_types: { N: { properties: { p: { type: range } } } }\n"
    text += f"topology_template: {{ node_templates: {{ n: {{ type: N, properties: {{ p: {value} }} }} }} }}"
    (found,) = read(text).diagnostics
    assert found.code == "TS501"
    assert str(found.help).startswith("A range is a list of two whole numbers")
    assert found.message.endswith(f"but here is {shown}.")
