"""One finding for one section that cannot be read, and none for what it would have said."""

import pytest

from tests.topology.reading_aid import codes, read

TEXT = """
node_types:
  A:
    derived_from: tosca.nodes.Root
    properties: {{ size: {{ type: integer }} }}
    requirements: [ next: {{ capability: Node, relationship: DependsOn }} ]
topology_template:
  node_templates:
    root: {{ type: Root }}
    a: {{ type: A, {properties}, {requirements} }}
"""


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("properties: { size: 1 }", []),
        ("properties: [ size: 1 ]", ["TS303"]),
        ("properties: size", ["TS303"]),
        ("propertis: { size: 1 }", ["TS301"]),
        ("properties: {}", ["TS505"]),
        ("properties: ", ["TS505", "TS303"]),
    ],
)
def test_properties(properties: str, expected: list[str]) -> None:
    assert codes(read(TEXT.format(properties=properties, requirements="requirements: [ next: root ]"))) == expected


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("requirements: [ next: root ]", []),
        ("requirements: { next: root }", ["TS303"]),
        ("requirement: [ next: root ]", ["TS301"]),
        ("requirements: [ next: [ root ] ]", ["TS303"]),
        ("requirements: [ next ]", ["TS303"]),
        ("requirements: [ { next: root, dependency: root } ]", ["TS303"]),
        ("requirements: [ dependency: [ root ] ]", ["TS611", "TS303"]),
        ("requirements: ", ["TS611", "TS303"]),
        ("requirements: []", ["TS611"]),
    ],
)
def test_requirements(requirements: str, expected: list[str]) -> None:
    assert codes(read(TEXT.format(properties="properties: { size: 1 }", requirements=requirements))) == expected


OTHERS = """
capability_types: { C: { derived_from: tosca.capabilities.Root, properties: { size: { type: integer } } } }
relationship_types: { R: { derived_from: tosca.relationships.Root, properties: { size: { type: integer } } } }
artifact_types: { A: { derived_from: tosca.artifacts.Root, properties: { size: { type: integer } } } }
group_types: { G: { derived_from: tosca.groups.Root, properties: { size: { type: integer } } } }
policy_types: { P: { derived_from: tosca.policies.Root, properties: { size: { type: integer } } } }
node_types:
  Server: { derived_from: tosca.nodes.Root, capabilities: { c: C } }
  App: { derived_from: tosca.nodes.Root, requirements: [ r: { capability: C, relationship: R } ] }
topology_template:
  node_templates:
    server: { type: Server, capabilities: { c: { properties: { size: 1 } } } }
    app: { type: App, requirements: [ r: { node: server, relationship: { type: R, properties: { size: 1 } } } ] }
    NODE
  MORE
"""
APP = "a: { type: App, requirements: [ r: { node: server, relationship: HERE } ] }"
KINDS = {
    "capability": ("a: { type: Server, capabilities: { c: { HERE } } }", ""),
    "relationship": (APP.replace("HERE", "{ type: R, HERE }"), ""),
    "artifact": ("a: { type: Root, artifacts: { x: { type: A, file: f, HERE } } }", ""),
    "group": ("", "groups: { g: { type: G, HERE } }"),
    "policy": ("", "policies: [ p: { type: P, HERE } ]"),
    "relationship template": ("", "relationship_templates: { t: { type: R, HERE } }"),
}


@pytest.mark.parametrize(("node", "more"), KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("properties: { size: 1 }", []),
        ("properties: [ size ]", ["TS303"]),
        ("properties: 5", ["TS303"]),
        ("propertis: { size: 1 }", ["TS301"]),
        ("properties: {}", ["TS505"]),
    ],
)
def test_properties_of_other_entities(node: str, more: str, properties: str, expected: list[str]) -> None:
    text = OTHERS.replace("NODE", node).replace("MORE", more).replace("HERE", properties)
    assert codes(read(text)) == expected


UNREAD = {
    "a capability": ("a: { type: Server, capabilities: { c: [ size ] } }", "TS303"),
    "all capabilities": ("a: { type: Server, capabilities: [ c ] }", "TS303"),
    "capabilities by another name": ("a: { type: Server, capabilites: { c: { properties: { size: 1 } } } }", "TS301"),
    "a relationship": (APP.replace("HERE", "[ R ]"), "TS303"),
}


@pytest.mark.parametrize(("node", "code"), UNREAD.values(), ids=UNREAD.keys())
def test_what_holds_the_properties_cannot_be_read(node: str, code: str) -> None:
    assert codes(read(OTHERS.replace("NODE", node).replace("MORE", ""))) == [code]


@pytest.mark.parametrize("notation", ["operations: { go: , stop: WORK }", "go: , stop: WORK"])
def test_an_operation_that_cannot_be_read_is_an_operation(notation: str) -> None:
    of_node, of_type = notation.replace("WORK", "x.sh"), notation.replace("WORK", "{ description: x }")
    text = f"""
interface_types: {{ Own: {{ derived_from: tosca.interfaces.Root, {of_type} }} }}
node_types:
  A:
    derived_from: tosca.nodes.Root
    interfaces: {{ I: {{ type: tosca.interfaces.Root, {of_node} }}, J: {{ type: Own }} }}
topology_template:
  node_templates:
    a: {{ type: A, interfaces: {{ I: {{ operations: {{ go: y.sh }} }}, J: {{ operations: {{ go: y.sh }} }} }} }}
"""
    assert codes(read(text)) == ["TS303", "TS303"]


def test_what_is_left_empty_may_say_nothing() -> None:
    (found,) = read("interface_types: { Own: { derived_from: tosca.interfaces.Root, go: } }\n").diagnostics
    assert (found.code, found.help) == ("TS303", "Write `{}` for one that says nothing.")
    assert codes(read("interface_types: { Own: { derived_from: tosca.interfaces.Root, go: {} } }\n")) == []
