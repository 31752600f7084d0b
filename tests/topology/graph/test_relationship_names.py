"""Whether a requirement's relationship names a type or a template: TOSCA 2.0, 8.5.2; Simple Profile 1.3, 3.8.2."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"

TEMPLATE = """
capability_types: { C: {} }
interface_types: { I: { operations: { o: {} } } }
relationship_types: { Link: { properties: { w: { type: integer, default: 1 } }, interfaces: { i: { type: I } } } }
node_types:
  Server: { capabilities: { c: C } }
  App: { requirements: [ use: { capability: C, relationship: Link } ] }
service_template:
  relationship_templates:
    Link: { type: Link, properties: { w: 9 }, interfaces: { i: { operations: { o: a.sh } } } }
    heavy: { type: Link, properties: { w: 8 }, interfaces: { i: { operations: { o: a.sh } } } }
  outputs: { weight: { value: { $get_property: [ heavy, w ] } }, link: { value: { $get_property: [ Link, w ] } } }
  node_templates:
    s: { type: Server }
    a: { type: App, requirements: [ use: { node: s, relationship: %s } ] }
"""


@pytest.mark.parametrize(
    ("relationship", "weight", "has_script"),
    [
        ("Link", 1, False),
        ("heavy", 8, True),
        ("{ type: Link }", 1, False),
        ("{ properties: { w: 5 } }", 5, False),
        ("{ type: Link, properties: { w: 5 } }", 5, False),
    ],
)
def test_a_type_comes_before_a_template(relationship: str, weight: int, has_script: bool) -> None:
    graph = graph_of(V2_0 + TEMPLATE % relationship)
    (edge,) = graph.edges
    assert edge.properties == {"w": weight}
    assert (edge.interfaces["i"].operations["o"].implementation is not None) == has_script
    assert {name: output.value for name, output in graph.outputs.items()} == {"weight": 8, "link": 9}


@pytest.mark.parametrize(("relationship", "code"), [("{ type: heavy }", "TS401"), ("hevy", "TS607")])
def test_only_one_word_names_a_template(relationship: str, code: str) -> None:
    assert codes(read(V2_0 + TEMPLATE % relationship)) == [code]


SIMPLE = """
relationship_types:
  Link: { derived_from: tosca.relationships.DependsOn, properties: { w: { type: integer, default: 1 } } }
topology_template:
  relationship_templates: { Link: { type: Link, properties: { w: 9 } } }
  node_templates:
    s: { type: tosca.nodes.Root }
    a: { type: tosca.nodes.Root, requirements: [ dependency: { node: s, relationship: %s } ] }
"""


@pytest.mark.parametrize("relationship", ["Link", "{ type: Link }"])
def test_until_1_3_a_template_comes_first(relationship: str) -> None:
    (edge,) = graph_of(SIMPLE % relationship).edges
    assert edge.properties == {"w": 9}
