"""Each entity: a key it does not have, a key it needs, and a value of the wrong kind, each at its place."""

import pytest

from tests.topology.reading_aid import codes, places, read

NODE = "topology_template:\n  node_templates:\n    n:\n      type: tosca.nodes.Compute\n"

UNKNOWN = {
    "service template": "topology: {}\n",
    "topology template": "topology_template:\n  nodes: {}\n",
    "node template": f"{NODE}      proprties: {{}}\n",
    "capability assignment": f"{NODE}      capabilities: {{ os: {{ property: {{}} }} }}\n",
    "requirement assignment": f"{NODE}      requirements: [ dependency: {{ nod: n }} ]\n",
    "relationship of a requirement": (
        f"{NODE}      requirements: [ dependency: {{ node: m, relationship: {{ typ: x }} }} ]\n"
        "    m: { type: Root }\n"
    ),
    "node filter": f"{NODE}      node_filter: {{ props: [] }}\n",
    "artifact": f"{NODE}      artifacts: {{ a: {{ type: File, file: f, path: x }} }}\n",
    "interface": "node_types: { T: { interfaces: { I: { type: tosca.interfaces.Root, operations: {}, ops: {} } } } }\n",
    "operation": f"{NODE}      interfaces: {{ Standard: {{ create: {{ implement: x }} }} }}\n",
    "implementation": f"{NODE}      interfaces: {{ Standard: {{ create: {{ implementation: {{ main: x }} }} }} }}\n",
    "relationship template": "topology_template: { relationship_templates: { r: { type: DependsOn, source: x } } }\n",
    "group": "topology_template: { groups: { g: { type: tosca.groups.Root, nodes: [] } } }\n",
    "policy": "topology_template: { policies: [ p: { type: tosca.policies.Root, nodes: [] } ] }\n",
    "trigger": (
        "topology_template: { policies: [ p: { type: tosca.policies.Root, "
        "triggers: { t: { event: e, action: [], when: x } } } ] }\n"
    ),
    "workflow": "topology_template: { workflows: { w: { stepz: {} } } }\n",
    "step": "topology_template: { workflows: { w: { steps: { s: { targets: n, activities: [] } } } } }\n",
    "activity": (
        "topology_template: { groups: { g: { type: tosca.groups.Root } }, "
        "workflows: { w: { steps: { s: { target: g, activities: [ call: x ] } } } } }\n"
    ),
    "substitution mapping": "topology_template: { substitution_mappings: { node_type: Root, requirement: {} } }\n",
    "input": "topology_template: { inputs: { i: { type: string, defaultt: x } } }\n",
    "node type": "node_types: { T: { requirement: [] } }\n",
    "capability definition": "node_types: { T: { capabilities: { c: { type: Node, propertie: {} } } } }\n",
    "requirement definition": "node_types: { T: { requirements: [ r: { capability: Node, nodes: x } ] } }\n",
    "property definition": "node_types: { T: { properties: { p: { type: string, defaultt: x } } } }\n",
    "attribute definition": "node_types: { T: { attributes: { p: { type: string, required: true } } } }\n",
    "schema": "node_types: { T: { properties: { p: { type: list, entry_schema: { type: string, of: x } } } } }\n",
    "data type": "data_types: { D: { derived_from: string, property: {} } }\n",
    "capability type": "capability_types: { C: { property: {} } }\n",
    "relationship type": "relationship_types: { R: { valid_target: [] } }\n",
    "interface type": "interface_types: { I: { operations: {}, create: {} } }\n",
    "artifact type": "artifact_types: { A: { mime: x } }\n",
    "group type": "group_types: { G: { member: [] } }\n",
    "policy type": "policy_types: { P: { target: [] } }\n",
    "repository": "repositories: { r: { url: x, user: y } }\n",
    "import": "imports: [ { file: toposmith:1.0, prefix: x } ]\n",
}


@pytest.mark.parametrize("entity", UNKNOWN)
def test_an_unknown_keyname_is_told_once(entity: str) -> None:
    reading = read(UNKNOWN[entity])
    errors = [found for found in reading.diagnostics if found.code == "TS301"]
    assert len(errors) == 1, codes(reading)
    assert errors[0].spec
    assert errors[0].path
    assert codes(reading) == ["TS301"]


MISSING = {
    "version": ("tosca_definitions_versions: 1\ndescription: x\n", "TS301"),
    "node template's type": ("topology_template:\n  node_templates:\n    n: {}\n", "TS302"),
    "relationship template's type": ("topology_template: { relationship_templates: { r: {} } }\n", "TS302"),
    "group's type": ("topology_template: { groups: { g: {} } }\n", "TS302"),
    "policy's type": ("topology_template: { policies: [ p: {} ] }\n", "TS302"),
    "artifact's file": (f"{NODE}      artifacts: {{ a: {{ type: tosca.artifacts.File }} }}\n", "TS302"),
    "artifact's type": (f"{NODE}      artifacts: {{ a: {{ file: x }} }}\n", "TS302"),
    "property's type": ("node_types: { T: { properties: { p: { default: x } } } }\n", "TS302"),
    "attribute's type": ("node_types: { T: { attributes: { p: { default: x } } } }\n", "TS302"),
    "schema's type": ("node_types: { T: { properties: { p: { type: list, entry_schema: {} } } } }\n", "TS302"),
    "capability's type": ("node_types: { T: { capabilities: { c: {} } } }\n", "TS302"),
    "requirement's capability": ("node_types: { T: { requirements: [ r: {} ] } }\n", "TS302"),
    "interface's type": ("node_types: { T: { interfaces: { I: {} } } }\n", "TS302"),
    "repository's url": ("repositories: { r: {} }\n", "TS302"),
    "import's file": ("imports: [ { namespace_prefix: p } ]\n", "TS302"),
    "mapping's node type": ("topology_template: { substitution_mappings: {} }\n", "TS302"),
    "step's activities": (
        "topology_template: { groups: { g: { type: tosca.groups.Root } }, "
        "workflows: { w: { steps: { s: { target: g } } } } }",
        "TS302",
    ),
    "output's value": ("topology_template: { outputs: { o: { description: x } } }\n", "TS515"),
}


@pytest.mark.parametrize("what", MISSING)
def test_a_missing_keyname_is_told_once(what: str) -> None:
    text, code = MISSING[what]
    assert codes(read(text)) == [code]


KINDS = [
    ("- a\n- b\n", 1, 3),
    ("description: [ a ]\n", 2, 14),
    ("metadata: text\n", 2, 11),
    ("imports: file.yaml\n", 2, 10),
    ("imports: { file: x }\n", 2, 10),
    ("topology_template: [ a ]\n", 2, 20),
    ("topology_template:\n  node_templates: 3\n", 3, 19),
    ("topology_template:\n  node_templates:\n    n: text\n", 4, 8),
    ("topology_template:\n  node_templates:\n    n:\n", 4, 5),
    ("topology_template:\n  inputs: [ a ]\n", 3, 11),
    (f"{NODE}      properties: [ a ]\n", 6, 19),
    (f"{NODE}      requirements: {{ dependency: n }}\n", 6, 21),
    (f"{NODE}      requirements: [ {{ a: n, b: n }} ]\n", 6, 23),
    (f"{NODE}      requirements:\n        - dependency\n", 7, 11),
    (
        f"{NODE}      requirements:\n        - dependency: {{ node: m, occurrences: [ 2, 1 ] }}\n"
        "    m: { type: Root }\n",
        7,
        47,
    ),
    (f"{NODE}      directives: select\n", 6, 19),
    (f"{NODE}      interfaces: [ Standard ]\n", 6, 19),
    ("topology_template:\n  policies: { p: {} }\n", 3, 13),
    ("node_types:\n  T: { properties: { p: { type: string, required: maybe } } }\n", 3, 51),
    ("node_types:\n  T: { properties: { p: text } }\n", 3, 25),
    ("node_types:\n  T: { properties: { p: { type: [ string ] } } }\n", 3, 33),
    ("node_types:\n  T: { properties: { p: { type: string, constraints: { equal: x } } } }\n", 3, 54),
    ("node_types:\n  T: { properties: { p: { type: string, constraints: [ { equal: x, length: 1 } ] } } }\n", 3, 56),
    ("node_types:\n  T: { capabilities: { c: { type: Node, occurrences: [ 1 ] } } }\n", 3, 54),
    ("node_types:\n  T: { derived_from: [ Root ] }\n", 3, 22),
    (
        "topology_template:\n  substitution_mappings:\n    node_type: Root\n    capabilities: { feature: [ a ] }\n",
        5,
        30,
    ),
]


def test_metadata_are_text_or_look_the_same_to_every_reader() -> None:
    """1.3, 3.6.2: a map of strings. A fraction may lose its look, as `1.10` does."""
    assert codes(read("metadata: { a: text, b: 20, c: true, d: '1.10' }\n")) == []
    reading = read("metadata: { a: 1.10 }\n")
    assert places(reading) == [("TS303", 2, 16)]
    fix = reading.diagnostics[0].fix
    assert fix is not None
    assert fix.replacement == '"1.10"'


@pytest.mark.parametrize(("text", "line", "column"), KINDS)
def test_a_value_of_the_wrong_kind_is_told_once(text: str, line: int, column: int) -> None:
    reading = read(text if text[0] != "-" else text.encode())
    assert places(reading) == [("TS303", line, column)]


def test_status_values_are_listed() -> None:
    reading = read("node_types: { T: { properties: { p: { type: string, status: depricated } } } }\n")
    assert codes(reading) == ["TS304"]
    assert reading.diagnostics[0].help == "Did you mean `deprecated`?"


def test_an_interface_type_implements_nothing() -> None:
    assert codes(read("interface_types: { I: { operations: { go: { implementation: x } } } }\n")) == ["TS306"]


def test_unknown_directives_are_warnings() -> None:
    reading = read(f"{NODE}      directives: [ select, sellect ]\n")
    assert codes(reading) == ["TS308"]
    assert reading.graph is not None
    assert reading.graph.nodes["n"].directives == ("select", "sellect")
