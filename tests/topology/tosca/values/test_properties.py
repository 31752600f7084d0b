"""Values of every type, as they are written in a template."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.tosca.values.syntax import is_json

TEXT = """
data_types:
  Address:
    properties:
      street: {{ type: string }}
      number: {{ type: integer, required: false }}
      country: {{ type: string, default: DE, constraints: [ length: 2 ] }}
  Port: {{ derived_from: integer, constraints: [ in_range: [ 1, 100 ] ] }}
  Ports: {{ derived_from: list, entry_schema: {{ type: Port }} }}
  Deep: {{ derived_from: Address, properties: {{ floor: {{ type: integer }} }} }}
node_types:
  T:
    properties:
      p: {{ type: {type} }}
topology_template:
  node_templates:
    n:
      type: T
      properties:
        p: {value}
"""


def text_of(type_: str, value: str) -> str:
    return TEXT.format(type=type_, value=value)


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("string", "x", "x"),
        ("string", "''", ""),
        ("string", "'7'", "7"),
        ("string", "no", "no"),
        ("tosca:string", "x", "x"),
        ("integer", "-7", -7),
        ("float", "7", 7.0),
        ("float", "1e3", 1000.0),
        ("boolean", "True", True),
        ("'null'", "~", None),
        ("version", "1.20", "1.20"),
        ("version", "'1.0.0.beta-2'", "1.0.0.beta-2"),
        ("timestamp", "2020-01-01", "2020-01-01"),
        ("scalar-unit.size", "4GB", "4 GB"),
        ("scalar-unit.time", "10 s", "10 s"),
        ("range", "[ 1, 5 ]", (1, 5)),
        ("range", "[ 1, UNBOUNDED ]", (1, "UNBOUNDED")),
        ("list", "[ 1, x, [ true ] ]", (1, "x", (True,))),
        ("map", "{ a: 1, b: { c: x } }", {"a": 1, "b": {"c": "x"}}),
        ("list, entry_schema: { type: integer }", "[ 1, 2 ]", (1, 2)),
        ("list, entry_schema: integer", "[ 1, 2 ]", (1, 2)),
        ("map, entry_schema: { type: list, entry_schema: string }", "{ a: [ x ] }", {"a": ("x",)}),
        ("Address", "{ street: x }", {"street": "x", "country": "DE"}),
        ("Deep", "{ street: x, floor: 2, number: 1 }", {"street": "x", "number": 1, "country": "DE", "floor": 2}),
        ("Port", "80", 80),
        ("Ports", "[ 80, 8 ]", (80, 8)),
        ("PortDef", "80", 80),
        ("json", "'{}'", "{}"),
        ("map, entry_schema: PortSpec", "{ a: { target: 1 } }", {"a": {"protocol": "tcp", "target": 1}}),
        ("TimeInterval", "{ start_time: 2020-01-01, end_time: 2020-01-02 }",
         {"start_time": "2020-01-01", "end_time": "2020-01-02"}),
    ],
)  # fmt: skip
def test_values_of_types(type_: str, value: str, expected: object) -> None:
    found = graph_of(text_of(type_, value)).nodes["n"].properties["p"]
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("type_", "value", "code"),
    [
        ("string", "7", "TS501"),
        ("string", "true", "TS501"),
        ("string", "", "TS501"),
        ("string", "[ x ]", "TS501"),
        ("integer", "1.5", "TS501"),
        ("integer", "'7'", "TS501"),
        ("integer", "true", "TS501"),
        ("float", "x", "TS501"),
        ("boolean", "yes", "TS501"),
        ("boolean", "1", "TS501"),
        ("version", "1", "TS501"),
        ("timestamp", "noon", "TS501"),
        ("scalar-unit.size", "4", "TS502"),
        ("scalar-unit.time", "4 GB", "TS502"),
        ("scalar-unit.frequency", "[ 1 ]", "TS501"),
        ("range", "[ 5, 1 ]", "TS501"),
        ("range", "[ 1 ]", "TS501"),
        ("range", "1", "TS501"),
        ("list", "x", "TS501"),
        ("list", "{ a: 1 }", "TS501"),
        ("map", "[ a ]", "TS501"),
        ("list, entry_schema: integer", "[ 1, x ]", "TS501"),
        ("map, key_schema: { type: string, constraints: [ pattern: '[a-z]+' ] }", "{ A: 1 }", "TS513"),
        ("Address", "x", "TS501"),
        ("Address", "{ number: 1 }", "TS505"),
        ("Address", "{ street: x, strt: y }", "TS504"),
        ("Address", "{ stret: x }", "TS504"),
        ("Address", "{ street: x, country: Germany }", "TS513"),
        ("Port", "0", "TS513"),
        ("Ports", "[ 1, 1000 ]", "TS513"),
        ("PortDef", "70000", "TS513"),
        ("map, entry_schema: PortSpec", "{ a: { protocol: icmp } }", "TS513"),
        ("nothing.known", "x", "TS401"),
    ],
)
def test_one_finding_for_one_wrong_value(type_: str, value: str, code: str) -> None:
    assert codes(read(text_of(type_, value))) == [code]


@pytest.mark.parametrize(
    ("type_", "clause", "good", "bad"),
    [
        ("integer", "equal: 3", "3", "4"),
        ("integer", "3", "3", "4"),
        ("boolean", "equal: true", "true", "false"),
        ("integer", "greater_than: 3", "4", "3"),
        ("integer", "greater_or_equal: 3", "3", "2"),
        ("float", "less_than: 3", "2.9", "3.0"),
        ("integer", "less_or_equal: 3", "3", "4"),
        ("integer", "in_range: [ 1, 4 ]", "4", "5"),
        ("integer", "in_range: [ 1, UNBOUNDED ]", "9999", "0"),
        ("range", "in_range: [ 1, 4 ]", "[ 1, 4 ]", "[ 1, 5 ]"),
        ("range", "in_range: [ 1, UNBOUNDED ]", "[ 1, UNBOUNDED ]", "[ 0, UNBOUNDED ]"),
        ("string", "valid_values: [ a, b ]", "a", "c"),
        ("string", "valid_values: [ '1' ]", "'1'", "'2'"),
        ("string", "length: 2", "ab", "abc"),
        ("string", "min_length: 2", "ab", "a"),
        ("string", "max_length: 2", "ab", "abc"),
        ("list", "max_length: 2", "[ 1, 2 ]", "[ 1, 2, 3 ]"),
        ("map", "min_length: 1", "{ a: 1 }", "{}"),
        ("string", "pattern: '[a-z]+'", "abc", "abc1"),
        ("scalar-unit.size", "greater_or_equal: 1 GB", "1000 MB", "999 MB"),
        ("scalar-unit.size", "in_range: [ 1 MB, 1 GB ]", "1 MiB", "1 GiB"),
        ("scalar-unit.time", "equal: 60 s", "1 m", "61 s"),
        ("version", "greater_than: 1.9", "1.10", "1.8"),
        ("timestamp", "less_than: 2020-01-01", "2019-12-31T23:59:59Z", "2020-01-02"),
        ("string", "schema: '{}'", "anything", ""),
    ],
)
def test_every_constraint(type_: str, clause: str, good: str, bad: str) -> None:
    constrained = (
        f"{type_}, constraints: [ {{ {clause} }} ]" if ":" in clause else f"{type_}, constraints: [ {clause} ]"
    )
    assert codes(read(text_of(constrained, good))) == []
    assert codes(read(text_of(constrained, bad))) == ["TS501" if bad == "" else "TS513"]


@pytest.mark.parametrize(
    ("type_", "clause", "code"),
    [
        ("integer", "greater_than: x", "TS511"),
        ("integer", "in_range: [ 4, 1 ]", "TS511"),
        ("integer", "in_range: 4", "TS511"),
        ("integer", "valid_values: [ 1, x ]", "TS511"),
        ("integer", "valid_values: 1", "TS511"),
        ("integer", "length: 1", "TS511"),
        ("boolean", "greater_than: true", "TS511"),
        ("list", "in_range: [ 1, 2 ]", "TS511"),
        ("string", "min_length: x", "TS511"),
        ("string", "pattern: '(a'", "TS512"),
        ("string", "pattern: '(?!a)b'", "TS518"),
        ("integer", "pattern: a", "TS511"),
        ("scalar-unit.size", "less_than: 4", "TS511"),
        ("string", "lenght: 3", "TS510"),
    ],
)
def test_constraints_that_do_not_fit(type_: str, clause: str, code: str) -> None:
    value = {"string": "b", "boolean": "true", "list": "[ 1 ]", "integer": "1"}.get(type_, "1 GB")
    assert codes(read(text_of(f"{type_}, constraints: [ {{ {clause} }} ]", value))) == [code]


def test_a_pattern_that_costs_other_engines_years() -> None:
    value = "a" * 5000 + "b"
    assert codes(read(text_of("string, constraints: [ pattern: '(a+)+' ]", value))) == ["TS513"]


def test_help_says_how_to_write_it() -> None:
    assert read(text_of("string", "8080")).diagnostics[0].help == 'Write it in quotes: "8080".'
    assert read(text_of("integer", "'80'")).diagnostics[0].help == "Write it without quotes."
    assert "GiB" in str(read(text_of("scalar-unit.size", "4")).diagnostics[0].help)


NAMED = """
data_types: { Area: { properties: { x: { type: integer } } } }
node_types: { T: { properties: { value: { type: integer }, area: { type: Area } } } }
topology_template: { node_templates: { n: { type: T, properties: { value: x, area: 3 } } } }
"""


def test_messages_name_the_property_and_its_type() -> None:
    assert [found.message for found in read(NAMED).diagnostics] == [
        "`value` is an integer, but here is `x`.",
        "`area` is an Area, but here is `3`.",
    ]


FILTER = """
node_types: {{ T: {{ properties: {{ p: {{ type: string }} }} }} }}
topology_template:
  node_templates:
    n: {{ type: T, properties: {{ p: x }} }}
    m: {{ type: T, properties: {{ p: x }}, directives: [ select ], node_filter: {{ properties: [ p: {constraint} ] }} }}
"""


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("{ length: 1 }", []),
        ("{ length: -1 }", ["TS511"]),
        ("{ in_range: [ 2, 1 ] }", ["TS511"]),
        ("{ in_range: [ 2 GB, 10 GB ] }", []),
        ("{ in_range: [ { a: 2 }, { a: 1 } ] }", ["TS511"]),
        ("{ in_range: [ { a: 2, b: 1 }, { a: 2, b: 3 } ] }", []),
        ("{ in_range: [ { a: 2 }, { b: 1 } ] }", []),
        ("{ pattern: ( }", ["TS512"]),
        ("{ valid_values: 1 }", ["TS511"]),
        ("x", []),
    ],
)
def test_operands_of_filters_are_checked_without_a_type(constraint: str, expected: list[str]) -> None:
    assert codes(read(FILTER.format(constraint=constraint))) == expected


@pytest.mark.parametrize(
    ("type_", "right", "wrong"),
    [
        ("tosca.datatypes.json", "'{\"a\": [1]}'", "'{a: 1}'"),
        ("tosca.datatypes.xml", "'<a><b/></a>'", "'<a><b></a>'"),
    ],
)
def test_texts_in_other_languages(type_: str, right: str, wrong: str) -> None:
    assert codes(read(text_of(type_, right))) == []
    assert codes(read(text_of(type_, wrong))) == ["TS513"]


def test_texts_in_other_languages_cannot_blow_up() -> None:
    assert not is_json("[" * 200_000)
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 9}">' for at in range(1, 30))
    assert (
        codes(read(text_of("tosca.datatypes.xml", f"'<!DOCTYPE a [<!ENTITY e0 \"x\">{entities}]><a>&e29;</a>'"))) == []
    )


def test_keys_of_maps_that_inputs_give_are_checked() -> None:
    text = """
topology_template:
  inputs:
    i:
      type: map
      key_schema: { type: string, constraints: [ max_length: 2 ] }
      entry_schema: { type: list, entry_schema: { type: integer, constraints: [ greater_than: 0 ] } }
"""
    assert codes(read(text, inputs={"i": {"ab": (1, 2)}})) == []
    assert codes(read(text, inputs={"i": {"abc": (1, 2)}})) == ["TS513"]
    assert codes(read(text, inputs={"i": {"ab": (1, 0)}})) == ["TS513"]
