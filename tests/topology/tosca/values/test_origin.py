"""A wrong value that a function fetches is told where it is wanted, with the place where it is written beside it."""

import pytest

from tests.topology.reading_aid import VERSION, read

TEXT = """\
node_types:
  Source:
    derived_from: tosca.nodes.Root
    properties:
      own: { type: integer, required: false }
      size: { type: integer, default: 9 }
      word: { type: string, default: many }
      sizes: { type: list, entry_schema: integer, default: [ 8, 9 ] }
  Target:
    derived_from: tosca.nodes.Root
    properties: { p: { type: integer, constraints: [ less_than: 5 ] } }
topology_template:
  inputs:
    size: { type: integer, default: 7 }
    word: { type: string, default: few }
    given: { type: integer }
  node_templates:
    source: { type: Source, properties: { own: 6 } }
    target: { type: Target, properties: { p: HERE } }
"""


@pytest.mark.parametrize(
    ("value", "code", "origin"),
    [
        ("{ get_input: size }", "TS513", "7"),
        ("{ get_input: word }", "TS501", "few"),
        ("{ get_property: [ source, own ] }", "TS513", "6"),
        ("{ get_property: [ source, size ] }", "TS513", "9"),
        ("{ get_property: [ source, word ] }", "TS501", "many"),
    ],
)
def test_the_place_of_the_value_is_shown(value: str, code: str, origin: str) -> None:
    text = VERSION + TEXT.replace("HERE", value)
    (found,) = read(text).diagnostics
    assert found.code == code
    (related,) = found.related
    assert related.message == "The value comes from here."
    line = text.splitlines()[related.span.line - 1]
    assert line[related.span.column - 1 : related.span.end_column - 1] == origin


@pytest.mark.parametrize("value", ["7", "{ get_property: [ source, sizes, 1 ] }", "{ get_input: given }"])
def test_no_place_is_shown_where_none_is_known(value: str) -> None:
    (found,) = read(VERSION + TEXT.replace("HERE", value), inputs={"given": 8}).diagnostics
    assert (found.code, found.related) == ("TS513", ())


NESTED = """\
data_types: { Size: { properties: { a: { type: integer, default: 9, constraints: [ less_than: 5 ] } } } }
node_types: { N: { derived_from: tosca.nodes.Root, properties: { size: { type: Size } } } }
topology_template:
  node_templates: { n: { type: N, properties: { size: {} } } }
"""


def test_a_wrong_default_of_a_part_is_told_once() -> None:
    (found,) = read(VERSION + NESTED).diagnostics
    assert (found.code, found.message) == ("TS513", "The default of `a` must be less than `5`, but is `9`.")


def test_the_place_of_one_value_is_not_shown_for_another() -> None:
    text = TEXT.replace("HERE", "{ get_input: size }") + "    more: { type: Target, properties: { p: 8 } }\n"
    found = read(VERSION + text).diagnostics
    assert [(each.code, len(each.related)) for each in found] == [("TS513", 1), ("TS513", 0)]
