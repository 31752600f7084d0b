import pytest

from tests.topology.reading_aid import codes, graph_of, read

TEXT = """
group_types:
  G: {{ derived_from: tosca.groups.Root, members: [ Compute ], properties: {{ p: {{ type: integer }} }} }}
policy_types: {{ P: {{ derived_from: tosca.policies.Root, targets: [ Compute ] }} }}
topology_template:
  node_templates: {{ n: {{ type: Compute }}, m: {{ type: Root }} }}
  groups: {{ g: {{ type: G, members: [ {member} ], properties: {{ p: 1 }} }} }}
  policies: [ p: {{ type: P, targets: [ {target} ] }} ]
"""


def test_groups_and_policies_come_to_the_graph() -> None:
    graph = graph_of(TEXT.format(member="n", target="g, n"))
    assert (graph.groups["g"].members, graph.groups["g"].properties) == (("n",), {"p": 1})
    assert graph.policies["p"].targets == ("g", "n")
    assert graph.policies["p"].type.is_a("tosca.policies.Root")


def test_attributes_of_a_group_are_kept_and_checked() -> None:
    text = """
group_types: { G: { attributes: { a: { type: integer }, b: { type: string } } } }
service_template:
  node_templates: {}
  groups: { g: { type: G, attributes: { a: %s } } }
"""
    assert graph_of("tosca_definitions_version: tosca_2_0" + text % "3").groups["g"].attributes == {"a": 3}
    assert codes(read("tosca_definitions_version: tosca_2_0" + text % "three")) == ["TS501"]


def test_members_and_targets_exist_and_fit() -> None:
    assert codes(read(TEXT.format(member="x", target="y"))) == ["TS516", "TS516"]
    assert codes(read(TEXT.format(member="m", target="m"))) == ["TS517", "TS517"]


def test_substitution_mappings_lead_somewhere() -> None:
    text = """
node_types: { T: { properties: { p: { type: string }, q: { type: string, default: x } },
  attributes: { a: { type: string } },
  capabilities: { c: { type: Endpoint } }, requirements: [ r: { capability: Node, occurrences: [ 0, 1 ] } ] } }
topology_template:
  inputs: { i: { type: string } }
  node_templates: { n: { type: Compute } }
  outputs: { o: { value: 1 } }
  substitution_mappings:
    node_type: T
    properties: { %s: [ %s ] }
    attributes: { a: [ o ] }
    capabilities: { c: [ %s, %s ] }
    requirements: { r: [ n, dependency ] }
"""
    assert codes(read(text % ("p", "i", "n", "endpoint"))) == []
    assert codes(read(text % ("z", "i", "n", "endpoint"))) == ["TS631", "TS630"]
    assert codes(read(text % ("p", "j", "n", "endpoint"))) == ["TS630"]
    assert codes(read(text % ("p", "i", "m", "endpoint"))) == ["TS630"]
    (found,) = read(text % ("p", "i", "n", "endpt")).diagnostics
    assert (found.code, found.message) == ("TS630", "There is no capability `endpt` in `n`.")
    assert codes(read(text % ("p", "i", "n", "os"))) == []


ASKED = """
group_types: {{ G: {{ derived_from: tosca.groups.Root, properties: {{ word: {{ type: string }} }} }} }}
policy_types:
  P: {{ derived_from: tosca.policies.Root, properties: {{ low: {{ type: float, default: 0.5 }} }} }}
  Q: {{ derived_from: P }}
node_types: {{ N: {{ derived_from: tosca.nodes.Root, properties: {{ p: {{ type: {type} }} }} }} }}
topology_template:
  node_templates: {{ n: {{ type: N, properties: {{ p: {value} }} }} }}
  groups: {{ g: {{ type: G, members: [ n ], properties: {{ word: hello }} }} }}
  policies: [ one: {{ type: P, properties: {{ low: 0.1 }} }}, two: {{ type: Q }}, three: {{ type: Q }} ]
"""


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        ("{ get_property: [ g, word ] }", "string", "hello"),
        ("{ get_property: [ one, low ] }", "float", 0.1),
        ("{ get_property: [ two, low ] }", "float", 0.5),
        ("{ get_property: [ P, low ] }", "float", 0.1),
    ],
)
def test_functions_name_groups_and_policies(value: str, type_: str, expected: object) -> None:
    assert graph_of(ASKED.format(value=value, type=type_)).nodes["n"].properties["p"] == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("{ get_property: [ g, wrd ] }", "TS523"),
        ("{ get_property: [ Q, low ] }", "TS522"),
        ("{ get_property: [ one, low ] }", "TS501"),
        ("{ get_operation_output: [ one, Standard, create, x ] }", "TS523"),
    ],
)
def test_what_they_do_not_have(value: str, code: str) -> None:
    assert codes(read(ASKED.format(value=value, type="integer"))) == [code]
