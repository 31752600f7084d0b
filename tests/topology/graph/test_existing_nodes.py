"""A node that is only selected needs no values: Simple Profile 1.3, 3.4.3; TOSCA 2.0, 7.2.1."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.values.value import Unknown

TEXT = """
tosca_definitions_version: %s
capability_types: { C: { properties: { port: { type: integer }, kind: { type: string, default: tcp } } } }
node_types:
  N:
    properties: { p: { type: integer }, q: { type: integer, default: 2 }, r: { type: integer, required: false } }
    capabilities: { c: { type: C } }
  M: { derived_from: N, properties: { r: { value: 4 } } }
%s:
  node_templates:
    n: { type: M%s }
    other: { type: N, properties: { p: %s }, capabilities: { c: { properties: { port: 1 } } } }
"""
SIMPLE = ("tosca_simple_yaml_1_3", "topology_template")
MODERN = ("tosca_2_0", "service_template")
ASKING = "{ $get_property: [ n, p ] }"


def test_all_but_what_is_fixed_is_the_platforms_in_2_0() -> None:
    nodes = graph_of(TEXT % (*MODERN, ", directives: [ select ]", ASKING)).nodes
    assert nodes["n"].properties == {"p": Unknown("n", ("p",)), "q": Unknown("n", ("q",)), "r": 4}
    ports = {"port": Unknown("n", ("c", "port")), "kind": Unknown("n", ("c", "kind"))}
    assert nodes["n"].capabilities["c"].properties == ports
    assert nodes["other"].properties == {"p": Unknown("n", ("p",)), "q": 2}
    assert nodes["other"].capabilities["c"].properties == {"port": 1, "kind": "tcp"}


def test_what_an_earlier_node_gets_by_default_is_the_platforms_all_the_same() -> None:
    first = "    first: { type: M, properties: { p: 1 }, capabilities: { c: { properties: { port: 2 } } } }\n"
    template = (TEXT % (*MODERN, ", directives: [ select ]", ASKING)).replace("    n:", f"{first}    n:")
    node = graph_of(template).nodes["n"]
    assert node.properties["q"] == Unknown("n", ("q",))
    assert node.capabilities["c"].properties["kind"] == Unknown("n", ("c", "kind"))


def test_all_other_keynames_are_ignored_in_2_0() -> None:
    written = ", directives: [ select ], properties: { p: 1, x: 1 }, attributes: { y: 1 }, capabilities: { d: {} }"
    node = graph_of(TEXT % (*MODERN, written, "1")).nodes["n"]
    assert node.properties["p"] == Unknown("n", ("p",))


def test_what_a_template_of_1_3_says_of_it_holds() -> None:
    node = graph_of(TEXT % (*SIMPLE, ", directives: [ select ], properties: { q: 7 }", "1")).nodes["n"]
    assert node.properties == {"p": Unknown("n", ("p",)), "q": 7, "r": 4}
    assert node.capabilities["c"].properties == {"port": Unknown("n", ("c", "port")), "kind": "tcp"}


@pytest.mark.parametrize(("version", "section"), [SIMPLE, MODERN])
def test_names_that_its_type_does_not_have_are_wrong_elsewhere(version: str, section: str) -> None:
    asking = "{ $get_property: [ n, x ] }" if version == "tosca_2_0" else "{ get_property: [ n, x ] }"
    assert codes(read(TEXT % (version, section, ", directives: [ select ]", asking))) == ["TS523"]


@pytest.mark.parametrize("directives", ["[ select, create ]", "[ create ]"])
def test_a_node_that_may_be_created_needs_values(directives: str) -> None:
    assert codes(read(TEXT % (*MODERN, f", directives: {directives}", "1"))) == ["TS505", "TS505"]
