"""Functions of 1.x whose names are misspelt: where any value may stand, and where another one should."""

import pytest

from tests.topology.reading_aid import VERSION, codes, read

TEXT = """\
node_types:
  N: { derived_from: tosca.nodes.Root, properties: { p: { type: string, required: false } } }
topology_template:
  inputs: { port: { type: integer, default: 80 } }
  node_templates:
    n: { type: N, properties: PROPERTIES }
  outputs: { o: { value: OUTPUT } }
"""


def found_in(output: str = "x", properties: str = "{}"):
    return read(VERSION + TEXT.replace("OUTPUT", output).replace("PROPERTIES", properties)).diagnostics


@pytest.mark.parametrize(
    ("output", "word", "name"),
    [
        ("{ get_inputt: port }", "get_inputt", "get_input"),
        ("{ get_atribute: [ n, state ] }", "get_atribute", "get_attribute"),
        ("{ concta: [ a, b ] }", "concta", "concat"),
        ("[ { get_propert: [ n, p ] } ]", "get_propert", "get_property"),
        ("{ url: { jion: [ [ a, b ] ] } }", "jion", "join"),
    ],
)
def test_where_any_value_may_stand_a_name_that_is_nearly_a_functions_is_told(output: str, word: str, name: str) -> None:
    (found,) = found_in(output)
    assert (found.code, found.is_error) == ("TS541", False)
    assert found.message == f"`{word}` is no function, so the map is taken as it is."
    assert found.fix is not None
    assert found.fix.replacement == name


@pytest.mark.parametrize(
    "output", ["{ port: 80 }", "{ get_inputt: port, more: 1 }", "{ tokens: [ 1 ] }", "{ get_input: port }"]
)
def test_other_maps_are_values(output: str) -> None:
    assert list(found_in(output)) == []


def test_in_2_0_names_begin_otherwise() -> None:
    text = "tosca_definitions_version: tosca_2_0\nservice_template:\n  node_templates: {}\n"
    assert codes(read(text + "  outputs: { o: { value: { get_inputt: port } } }\n")) == []


def test_in_the_place_of_a_text_the_name_is_offered() -> None:
    (found,) = found_in(properties="{ p: { get_inputt: port } }")
    assert (found.code, found.help) == ("TS501", "Did you mean the function `get_input`?")
