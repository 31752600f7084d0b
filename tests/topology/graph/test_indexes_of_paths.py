"""ALL and indexes of nodes and relationships that there are not: TOSCA 2.0, 10.3."""

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read
from topology.values.value import Unknown, Value

TEXT = """
tosca_definitions_version: tosca_2_0
capability_types: { C: {} }
relationship_types: { R: {} }
node_types:
  N:
    properties: { name: { type: string, default: me }, got: { type: %s, required: false } }
    capabilities: { c: { type: C } }
    requirements: [ peer: { capability: C, node: N, relationship: R, count_range: [ 0, 3 ] } ]
service_template:
  inputs: { many: { type: integer, default: 0 }, later: { type: integer } }
  %snode_templates:
    none: { type: N, count: { $get_input: many } }
    later: { type: N, count: { $get_input: later } }
    web: { type: N, count: 2 }
    one: { type: N }
    asks: { type: N, properties: { got: { $get_property: %s } }, requirements: %s }
"""
NAMES = "list, entry_schema: string"
PEERS = "[ SELF, RELATIONSHIP, peer, ALL, TARGET, name ]"
MAPPING = "substitution_mappings: { node_type: N, requirements: [ peer: [ asks, peer ] ] }\n  "


def got(type_: str, path: str, requirements: str = "[]", mapping: str = "") -> Value:
    return graph_of(TEXT % (type_, mapping, path, requirements)).nodes["asks"].properties["got"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("[ none, ALL, name ]", ()),
        ("[ none, ALL, RELATIONSHIP, peer, TARGET, name ]", ()),
        ("[ web, ALL, name ]", ("me", "me")),
        ("[ one, ALL, name ]", ("me",)),
        (PEERS, ()),
        ("[ web, ALL, RELATIONSHIP, peer, ALL, TARGET, name ]", ()),
    ],
)
def test_all_is_as_many_as_there_are(path: str, expected: Value) -> None:
    assert got(NAMES, path) == expected


def test_all_is_unknown_where_the_outside_may_add_some() -> None:
    unknown = Unknown("asks", ("RELATIONSHIP", "peer", "ALL", "TARGET", "name"))
    assert got(NAMES, PEERS, mapping=MAPPING) == unknown
    nothing = "{ $equal: [ { $get_property: [ SELF, TARGET, name ] }, x ] }"
    assert got(NAMES, PEERS, f"[ peer: {{ node_filter: {nothing} }} ]") == unknown


@pytest.mark.parametrize("path", ["[ web, 7, name ]", "[ web, -1, name ]", "[ none, 0, name ]", "[ one, 1, name ]"])
def test_an_index_beyond_the_count(path: str) -> None:
    text = TEXT % ("string", "", path, "[]")
    column = text.splitlines()[-1].index(path) + path.index(",") + 3
    assert places(read(text)) == [("TS617", 17, column)]


@pytest.mark.parametrize("path", ["[ web, 1, name ]", "[ one, 0, name ]", "[ later, 5, name ]"])
def test_an_index_within_the_count(path: str) -> None:
    assert codes(read(TEXT % ("string", "", path, "[]"))) == []
