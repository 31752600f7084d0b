"""Inputs of service templates and workflows come in, and may say where they are stored: TOSCA 2.0, 9.7."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.values.value import Unknown

TEXT = """
tosca_definitions_version: tosca_2_0
node_types: { N: { attributes: { address: { type: string } }, properties: { p: { type: string } } } }
service_template:
  inputs: { a: %s }
  node_templates: { web: { type: N, properties: { p: { $get_input: a } } } }
  workflows: { w: { inputs: { a: %s }, steps: { s: { target: web, activities: [ set_state: started ] } } } }
"""
WHOLE = "{ type: string, mapping: [ web, address ] }"


@pytest.mark.parametrize("written", [WHOLE, "[ web, address ]"])
def test_an_input_may_have_a_mapping(written: str) -> None:
    text = TEXT % (written, written)
    assert graph_of(text).nodes["web"].properties == {"p": Unknown("", ("inputs", "a"))}
    assert graph_of(text, inputs={"a": "x"}).nodes["web"].properties == {"p": "x"}


@pytest.mark.parametrize(
    ("written", "code"),
    [("text", "TS303"), ("[ web ]", "TS303"), ("{ type: string, value: x, mapping: [ web, address ] }", "TS321")],
)
def test_it_is_no_mere_value(written: str, code: str) -> None:
    assert codes(read(TEXT % (WHOLE, written))) == [code]
    assert code in codes(read(TEXT % (written, WHOLE)))


def test_a_mapping_is_since_2_0() -> None:
    text = "topology_template:\n  inputs: { a: { type: string, mapping: [ web, address ] } }\n"
    assert codes(read(text)) == ["TS301"]
