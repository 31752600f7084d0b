"""What stands beside the values of nodes is resolved too: triggers of types, attributes, targets, parameters."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read

POLICIES = """
tosca_definitions_version: %s
policy_types:
  P: { triggers: { first: { event: e, action: [ inline: w ] } } }
  Q: { derived_from: P, triggers: { second: { event: f, action: [] } } }
%s:
  workflows: { w: { inputs: {}, steps: {} } }
  node_templates: {}
  policies: [ p: { type: Q, triggers: { third: { event: g, action: [] } } }, q: { type: P } ]
"""


@pytest.mark.parametrize(
    ("version", "section"), [("tosca_simple_yaml_1_3", "topology_template"), ("tosca_2_0", "service_template")]
)
def test_triggers_apply_in_addition_to_those_of_the_type(version: str, section: str) -> None:
    text = POLICIES % (version, section)
    policies = graph_of(text).policies
    assert {name: trigger.event for name, trigger in policies["p"].triggers.items()} == {
        "first": "e",
        "second": "f",
        "third": "g",
    }
    assert [activity.subject for activity in policies["q"].triggers["first"].actions] == ["w"]
    assert codes(read(text.replace("inline: w", "inline: x"))) == ["TS632"]


TEXT = """
tosca_definitions_version: tosca_2_0
capability_types: { C: {} }
relationship_types: { R: { attributes: { speed: { type: integer } } } }
group_types: { G: { attributes: { size: { type: integer } } }, H: { derived_from: G }, I: {} }
policy_types: { P: { targets: [ G ] } }
node_types:
  N:
    capabilities: { c: { type: C } }
    requirements: [ r: { capability: C, node: N, relationship: R, count_range: [ 0, 1 ] } ]
service_template:
  relationship_templates: { link: { type: R, attributes: { speed: 1 } } }
  node_templates:
    n: { type: N }
    m: { type: N, requirements: [ r: { node: n, relationship: { type: R, attributes: { speed: 1 } } } ] }
  groups:
    g: { type: G, attributes: { size: 2 } }
    h: { type: H }
    i: { type: I }
  policies: [ p: { type: P, targets: [ g, h ] } ]
"""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("type: R, attributes: { speed: 1 } } } ]", "type: R, attributes: { speed: fast, x: 1 } } } ]", "TS501 TS514"),
        ("attributes: { size: 2 }", "attributes: { size: big, x: 1 }", "TS501 TS514"),
        ("targets: [ g, h ]", "targets: [ i ]", "TS517"),
        ("targets: [ g, h ]", "targets: [ n ]", "TS517"),
    ],
)
def test_attributes_and_targets_are_looked_at(before: str, after: str, expected: str) -> None:
    assert before in TEXT
    assert " ".join(codes(read(TEXT.replace(before, after, 1)))) == expected


def test_an_attribute_of_a_group_can_be_asked_for() -> None:
    text = """
group_types: { G: { derived_from: tosca.groups.Root, attributes: { size: { type: integer } } } }
node_types: { N: { properties: { got: { type: integer } } } }
topology_template:
  node_templates: { n: { type: N, properties: { got: { get_attribute: [ g, size ] } } } }
  groups: { g: { type: G, members: [ n ], attributes: { size: 2 } } }
"""
    assert graph_of(text).nodes["n"].properties == {"got": 2}


def test_an_attribute_of_a_relationship_assignment_can_be_asked_for() -> None:
    text = TEXT.replace("  N:\n", "  N:\n    properties: { got: { type: integer, required: false } }\n")
    asking = "    m: { type: N, properties: { got: { $get_attribute: [ SELF, RELATIONSHIP, r, speed ] } },"
    assert graph_of(text.replace("    m: { type: N,", asking)).nodes["m"].properties == {"got": 1}


PARAMETERS = """
tosca_definitions_version: tosca_2_0
interface_types:
  I:
    operations: { run: { outputs: { a: { type: %s } } } }
    notifications: { rung: { inputs: { b: { type: %s } }, outputs: { c: { type: %s, entry_schema: string } } } }
node_types:
  N:
    attributes: { d: { type: list, entry_schema: string } }
    interfaces:
      i:
        type: I
        operations: { run: { outputs: { a: { type: %s } } } }
        notifications: { rung: { outputs: { c: { type: %s }, e: [ SELF, d ] } } }
service_template:
  node_templates: { n: { type: N, interfaces: { i: { notifications: { %s: rung.sh } } } } }
"""
RIGHT = ("string", "integer", "list", "string", "list", "rung")


def test_parameters_that_come_back_have_types() -> None:
    assert codes(read(PARAMETERS % RIGHT)) == []
    for place in range(5):
        words = (*RIGHT[:place], "Nope", *RIGHT[place + 1 :])
        assert "TS401" in codes(read(PARAMETERS % words)), place
    assert codes(read(PARAMETERS % (*RIGHT[:3], "integer", "list", "rung"))) == ["TS406"]


def test_notifications_of_templates_are_those_of_their_types() -> None:
    assert codes(read(PARAMETERS % (*RIGHT[:5], "rang"))) == ["TS609"]
    text = PARAMETERS % (*RIGHT[:5], "own")
    for before in ("        notifications: { ", "    notifications: { "):
        assert codes(read(text.replace(before, f"{before}own: 1, ", 1))) == ["TS303"]
