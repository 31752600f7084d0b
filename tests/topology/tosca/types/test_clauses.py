"""Validation clauses: TOSCA 2.0, 9.10."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.reading import Reading

TEXT = """tosca_definitions_version: tosca_2_0
functions:
  is_good: {{ signatures: [ {{ arguments: [ integer ], result: boolean }} ] }}
  text_of: {{ signatures: [ {{ arguments: [ integer ], result: string }} ] }}
data_types:
  Span:
    properties: {{ low: {{ type: float }}, high: {{ type: float }} }}
    validation: {{ $greater_or_equal: [ {{ $value: [ high ] }}, {{ $value: [ low ] }} ] }}
node_types:
  N:
    properties:
      p: {{ type: {type}, validation: {clause} }}
      other: {{ type: integer, default: 5 }}
service_template:
  inputs: {{ most: {{ type: integer, default: 9 }}, later: {{ type: integer }} }}
  node_templates: {{ n: {{ type: N, properties: {{ p: {value} }} }} }}
"""


def reading_of(clause: str, value: str, type_: str = "integer") -> Reading:
    return read(TEXT.format(clause=clause, value=value, type=type_))


@pytest.mark.parametrize(
    ("type_", "clause", "right", "wrong"),
    [
        ("integer", "{ $greater_or_equal: [ $value, 3 ] }", "3", "2"),
        ("integer", "{ $greater_or_equal: [ { $value: [] }, 3 ] }", "3", "2"),
        ("integer", "{ $less_than: [ 3, $value ] }", "4", "3"),
        ("integer", "{ $in_range: [ $value, [ 1, 4 ] ] }", "4", "5"),
        ("integer", "{ $valid_values: [ $value, [ 1, 4 ] ] }", "4", "5"),
        ("integer", "{ $equal: [ { $remainder: [ $value, 2 ] }, 1 ] }", "3", "4"),
        ("integer", "{ $and: [ { $greater_than: [ $value, 1 ] }, { $less_than: [ $value, 4 ] } ] }", "3", "4"),
        ("integer", "{ $or: [ { $equal: [ $value, 1 ] }, { $equal: [ $value, 4 ] } ] }", "4", "3"),
        ("integer", "{ $not: [ { $equal: [ $value, 1 ] } ] }", "4", "1"),
        ("integer", "{ $less_or_equal: [ $value, { $get_property: [ SELF, other ] } ] }", "5", "6"),
        ("integer", "{ $less_or_equal: [ $value, { $get_input: most } ] }", "9", "10"),
        ("string", "{ $matches: [ $value, ^a+$ ] }", "aa", "ba"),
        ("string", "{ $less_or_equal: [ { $length: [ $value ] }, 3 ] }", "abc", "abcd"),
        ("string", "{ $greater_or_equal: [ { $length: $value }, 3 ] }", "abc", "ab"),
        ("string", "{ $has_prefix: [ $value, ab ] }", "abc", "ba"),
        ("version", "{ $greater_than: [ $value, '1.9' ] }", "'1.10'", "'1.8'"),
        ("timestamp", "{ $less_than: [ $value, '2020-01-01' ] }", "'2019-01-01'", "'2021-01-01'"),
        ("list, entry_schema: integer", "{ $has_entry: [ $value, 1 ] }", "[ 1 ]", "[ 2 ]"),
        ("map, entry_schema: integer", "{ $has_key: [ $value, a ] }", "{ a: 1 }", "{ b: 1 }"),
        ("map, entry_schema: integer", "{ $equal: [ { $value: [ a ] }, 1 ] }", "{ a: 1 }", "{ a: 2 }"),
        ("Span", "{ $greater_than: [ { $value: [ low ] }, 0 ] }", "{ low: 1, high: 2 }", "{ low: 0, high: 2 }"),
        ("Span", "{ $greater_than: [ { $value: [ low ] }, 0 ] }", "{ low: 1, high: 2 }", "{ low: 3, high: 2 }"),
    ],
)
def test_values_are_held_against_clauses(type_: str, clause: str, right: str, wrong: str) -> None:
    assert codes(reading_of(clause, right, type_)) == []
    found = reading_of(clause, wrong, type_).diagnostics
    assert [each.code for each in found] == ["TS513"]
    assert (found[0].span.line, found[0].path[-1]) == (16, "p")


def test_what_is_unknown_violates_nothing() -> None:
    assert codes(reading_of("{ $greater_than: [ $value, 3 ] }", "{ $get_input: later }")) == []
    assert codes(reading_of("{ $greater_than: [ $value, { $get_input: later } ] }", "1")) == []
    assert codes(reading_of("{ $is_good: [ $value ] }", "1")) == []


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("{ $sum: [ $value, 1 ] }", "TS511"),
        ("{ $text_of: [ $value ] }", "TS511"),
        ("$value", "TS511"),
        ("{ $equal: [ $value ] }", "TS521"),
        ("{ $less_or_equal: [ $value, abc ] }", "TS521"),
        ("{ $matches: [ $value, a ] }", "TS521"),
        ("{ $and: [ { $equal: [ $value, 1 ] }, { $equal: [ $value, a ] } ] }", "TS521"),
        ("{ $equal: [ { $value: [ a ] }, 1 ] }", "TS524"),
        ("{ $is_good: [ a ] }", "TS501"),
        ("{ $is_goot: [ $value ] }", "TS541"),
        ("[ a ]", "TS303"),
        ("{ $equal: [ 1, 1 ], $not: [ true ] }", "TS303"),
    ],
)
def test_clauses_are_checked_without_a_value(clause: str, code: str) -> None:
    text = TEXT.split("service_template", maxsplit=1)[0].format(clause=clause, type="integer")
    assert codes(read(text)) == [code]


@pytest.mark.parametrize("literal", ["true", "false"])
def test_a_literal_is_a_clause(literal: str) -> None:
    assert codes(reading_of(literal, "1")) == ([] if literal == "true" else ["TS513"])


def test_a_pattern_beyond_the_engine_is_told_and_not_checked() -> None:
    assert codes(reading_of("{ $matches: [ $value, 'a(?=b)' ] }", "c", "string")) == ["TS518"]
    assert codes(reading_of("{ $matches: [ $value, '(' ] }", "c", "string")) == ["TS512"]


def test_both_languages_end_in_the_same_form() -> None:
    old = "node_types: { N: { properties: { p: { type: integer, constraints: [ in_range: [ 1, 4 ] ] } } } }\n"
    old += "topology_template: { inputs: { i: { type: integer, constraints: [ in_range: [ 1, 4 ], equal: 3 ] } } }"
    new = "tosca_definitions_version: tosca_2_0\nservice_template: { node_templates: {}, inputs: { i: { type: integer, "
    new += "validation: { $and: [ { $in_range: [ $value, [ 1, 4 ] ] }, { $equal: [ $value, 3 ] } ] } } } }"
    shown = graph_of(old).inputs["i"].constraints
    assert shown == ("between 1 and 4", "equal to `3`")
    assert graph_of(new).inputs["i"].constraints[-2:] == shown


CIRCLE = """tosca_definitions_version: tosca_2_0
node_types:
  N:
    properties:
      least:
        type: integer
        default: 1
        validation: { $less_or_equal: [ $value, { $get_property: [ SELF, most ] } ] }
      most:
        type: integer
        default: 2
        validation: { $greater_or_equal: [ $value, { $get_property: [ SELF, least ] } ] }
service_template:
  node_templates:
    right: { type: N, properties: { least: 2 } }
    wrong: { type: N, properties: { least: 3 } }
"""


def test_properties_may_be_compared_with_each_other() -> None:
    found = read(CIRCLE).diagnostics
    assert [(each.code, each.path[2]) for each in found] == [("TS513", "wrong"), ("TS513", "wrong")]


@pytest.mark.parametrize(("given", "code"), [(1, []), (7, ["TS513"])])
def test_inputs_are_held_against_clauses(given: int, code: list[str]) -> None:
    text = (
        "tosca_definitions_version: tosca_2_0\nservice_template: { node_templates: {}, inputs: { i: { type: integer, "
    )
    text += "validation: { $or: [ { $equal: [ $value, 1 ] }, { $equal: [ $value, 2 ] } ] } } } }"
    assert codes(read(text, inputs={"i": given})) == code


def test_a_clause_of_a_type_holds_beside_those_of_its_parent() -> None:
    types = "data_types: { A: { derived_from: integer, validation: { $greater_than: [ $value, 1 ] } }, "
    types += "B: { derived_from: A, validation: { $less_than: [ $value, 5 ] } } }"
    template = "service_template: { node_templates: {}, inputs: { i: { type: B } } }"
    text = f"tosca_definitions_version: tosca_2_0\n{types}\n{template}"
    assert [codes(read(text, inputs={"i": value})) for value in (1, 3, 5)] == [["TS513"], [], ["TS513"]]


CONDITIONS = """tosca_definitions_version: tosca_2_0
capability_types: {{ C: {{}} }}
policy_types: {{ P: {{}} }}
node_types:
  N:
    requirements: [ r: {{ capability: C, count_range: [ 0, 1 ], node_filter: {in_type} }} ]
service_template:
  node_templates: {{ n: {{ type: N, directives: [ select ], node_filter: {in_template} }} }}
  policies: [ p: {{ type: P, triggers: {{ t: {{ event: e, condition: {in_trigger}, action: [ inline: w ] }} }} }} ]
  workflows: {{ w: {{ precondition: {in_workflow}, steps: {{ s: {{ target: n, activities: [ set_state: x ] }} }} }} }}
"""
PLACES = ("in_type", "in_template", "in_trigger", "in_workflow")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("{ $equal: [ { $get_property: [ SELF, x ] }, 1 ] }", None),
        ("{ $not: [ true, false ] }", "TS521"),
        ("{ $sum: [ 1, 2 ] }", "TS511"),
        ("{ $equl: [ 1, 1 ] }", "TS541"),
    ],
)
def test_conditions_are_checked_wherever_they_stand(place: str, condition: str, code: str | None) -> None:
    written = dict.fromkeys(PLACES, "{ $equal: [ 1, 1 ] }") | {place: condition}
    found = codes(read(CONDITIONS.format(**written)))
    assert found == ([] if code is None else [code])
