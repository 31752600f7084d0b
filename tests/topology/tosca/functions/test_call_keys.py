"""Calls as the keys of maps: TOSCA 2.0, 10.1."""

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read
from topology.values.value import Unknown, Value

TEXT = """tosca_definitions_version: tosca_2_0
functions: { keygen: { signatures: [ { arguments: [ string ], result: string } ] } }
data_types: { D: { properties: { a: { type: string } } } }
node_types:
  N:
    properties:
      p: { type: map, entry_schema: integer, required: false }
      d: { type: D, required: false }
      w: { type: string, default: word }
service_template:
  inputs: { name: { type: string, default: port } }
  node_templates:
    n:
      type: N
      properties:
HERE
  outputs: { o: { value: OUTPUT } }
"""


def text_with(entries: str = "", output: str = "1", key: str = "p") -> str:
    lines = "".join(f"\n          {entry}" for entry in entries.splitlines())
    return TEXT.replace("HERE", f"        {key}:{lines}" if entries else "        {}").replace("OUTPUT", output)


def value_of(entries: str) -> Value:
    return graph_of(text_with(entries)).nodes["n"].properties["p"]


def test_what_a_call_gives_is_the_key() -> None:
    assert value_of("{ $concat: [ a, b ] }: 1\nc: 2") == {"ab": 1, "c": 2}
    assert value_of("{ $get_input: name }: 80") == {"port": 80}
    assert value_of("? { $get_property: [ SELF, w ] }\n: 5") == {"word": 5}


def test_suffixes_tell_calls_of_one_function_apart() -> None:
    assert value_of("{ $concat: [ a ] }: 1\n{ $concat$1: [ b ] }: 2") == {"a": 1, "b": 2}


def test_a_key_that_is_not_known_yet_leaves_the_map_unknown() -> None:
    assert value_of("{ $keygen: [ UUID ] }: 34\n{ $keygen$1: [ UUID ] }: 56") == Unknown("", ("functions", "keygen"))


def test_keys_of_values_without_a_type() -> None:
    graph = graph_of(text_with(output="{ { $concat: [ a, b ] }: [ 1 ] }"))
    assert graph.outputs["o"].value == {"ab": (1,)}


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ("{ $get_input: nme }: 1", "TS520"),
        ("{ $sum: [ 1, 2 ] }: 1", "TS501"),
        ("{ $concat: [ a ] }: 1\n{ $concat$1: [ a ] }: 2", "TS105"),
        ("{ $concat: [ a ] }: 1\n{ $concat: [ a ] }: 2", "TS105"),
        ("{ $concat: [ a ] }: x", "TS501"),
    ],
)
def test_mistakes_of_keys_are_told_where_they_are(entries: str, code: str) -> None:
    found = places(read(text_with(entries)))
    assert [each[0] for each in found] == [code]
    assert found[0][1] in (17, 18)


def test_properties_have_plain_names() -> None:
    assert codes(read(text_with("{ $concat: [ a ] }: 1\na: x", key="d"))) == ["TS504"]


@pytest.mark.parametrize(
    "text",
    [
        "tosca_definitions_version: tosca_2_0\nnode_types: { { $concat: [ a ] }: {} }\n",
        "tosca_definitions_version: tosca_2_0\n{ $concat: [ a ] }: {}\n",
        "tosca_definitions_version: tosca_simple_yaml_1_3\nmetadata: { { $concat: [ a ] }: b }\n",
        "tosca_definitions_version: tosca_2_0\nmetadata: { { a: b }: b }\n",
        "tosca_definitions_version: tosca_2_0\nmetadata: { { $a: b, $c: d }: b }\n",
    ],
)
def test_elsewhere_a_key_is_a_word(text: str) -> None:
    assert codes(read(text))[:1] in (["TS107"], ["TS301"])
