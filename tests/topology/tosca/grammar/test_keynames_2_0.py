"""TOSCA 2.0's own keynames: where they are allowed, where those of 1.x are not, and what their values must be."""

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"
TYPES = """\
capability_types: { Host: { properties: { cores: { type: integer, default: 4 } } } }
relationship_types: { HostedOn: {} }
interface_types: { Lifecycle: { operations: { create: {} }, notifications: { failed: {} } } }
artifact_types: { Script: {} }
node_types:
  Server:
    capabilities: { host: Host }
  App:
    attributes: { url: { type: string } }
    requirements:
      - host: { capability: Host, node: Server, relationship: HostedOn, count_range: [ 0, 2 ] }
    interfaces: { lifecycle: { type: Lifecycle } }
"""
SERVICE = f"{TYPES}service_template:\n  node_templates:\n    server: {{ type: Server }}\n"
APP = f"{SERVICE}    app:\n      type: App\n"

ALLOWED = {
    "description and metadata of any kind": (
        "description: a\nmetadata: { a: [ 1 ], b: { c: true }, d: null }\n"
        "node_types: { T: { metadata: { a: 1 }, properties: { p: { type: string, metadata: { a: 1 } } } } }\n"
    ),
    "common keynames of every entity": f"{APP}      requirements: [ host: {{ node: server, metadata: {{ a: 1 }} }} ]\n",
    "a profile": "profile: org.example:1.0\nnode_types: { T: {} }\n",
    "functions": "functions: { f: { signatures: [ { arguments: [ integer ], result: { type: float } } ] } }\n",
    "functions of a service": f"{SERVICE}  functions: {{ f: {{ signatures: [ null ], description: a }} }}\n",
    "a repository": "repositories: { r: { url: 'https://a.org', metadata: { a: 1 } }, s: 'https://a.org' }\n",
    "count": f"{SERVICE}    more: {{ type: Server, count: 3 }}\n",
    "capability directives": (
        f"{SERVICE}    s:\n      type: Server\n      capabilities: {{ host: {{ directives: [ external ] }} }}\n"
    ),
    "requirement's keynames": (
        f"{APP}      requirements:\n        - host: {{ node: server, count: 1, optional: true, "
        "directives: [ internal ], allocation: { cores: 1 } }\n"
    ),
    "target with an index": f"{APP}      requirements: [ host: {{ node: [ server, 0 ] }} ]\n",
    "target with an index in short": f"{APP}      requirements: [ host: [ server, 0 ] ]\n",
    "lists of types": (
        "node_types: { T: { capabilities: { c: { type: C, valid_source_node_types: [ T ], "
        "valid_relationship_types: [ R ] } } } }\n"
        "capability_types: { C: { valid_source_node_types: [ T ], valid_relationship_types: [ R ] } }\n"
        "relationship_types: { R: { valid_capability_types: [ C ], valid_target_node_types: [ T ], "
        "valid_source_node_types: [ T ] } }\n"
    ),
    "relationship of a requirement": (
        "capability_types: { C: {} }\nrelationship_types: { R: { properties: { p: { type: string } }, "
        "attributes: { a: { type: string } } } }\nnode_types: { T: { requirements: [ r: { capability: C, "
        "relationship: { type: R, properties: { p: { default: x } }, attributes: { a: { default: x } } } } ] } }\n"
    ),
    "outputs with mappings": (
        f"{TYPES}  Web:\n    derived_from: App\n    interfaces:\n      lifecycle:\n"
        "        operations:\n          create:\n"
        "            outputs: { a: [ SELF, url ], b: { type: string, mapping: [ SELF, url ] } }\n"
    ),
    "inputs of a notification": (
        f"{APP}      interfaces: {{ lifecycle: {{ notifications: {{ failed: {{ inputs: {{ a: 1 }} }} }} }} }}\n"
    ),
    "artifact": (
        f"{SERVICE}    s:\n      type: Server\n"
        "      artifacts: { a: { type: Script, file: a.sh, metadata: { b: 1 } } }\n"
    ),
    "workflow": (
        f"{APP}  workflows:\n    w:\n      precondition: true\n      steps:\n        one: {{ target: app, "
        "filter: [ true ], activities: [ call_operation: lifecycle.create ], on_success: two }\n"
        "        two: { target: app, activities: [ set_state: started, delegate: x ], on_failure: [ one ] }\n"
        "      outputs: { url: [ app, url ] }\n"
    ),
    "trigger": (
        "policy_types: { P: {} }\n"
        f"{SERVICE}  policies: [ p: {{ type: P, triggers: {{ t: {{ event: lifecycle.failed, condition: true, "
        "action: [ inline: w ] } } } ]\n  workflows: { w: {} }\n"
    ),
    "relationship template": f"{SERVICE}  relationship_templates: {{ r: {{ type: HostedOn, attributes: {{}} }} }}\n",
    "version of a type": "node_types: { T: { version: 1.0 } }\n",
}


@pytest.mark.parametrize("case", ALLOWED)
def test_what_is_allowed(case: str) -> None:
    assert codes(read(V2_0 + ALLOWED[case])) == []


OF_1_X = {
    "namespace": "namespace: x\n",
    "topology_template": "topology_template: { node_templates: {} }\n",
    "file": "imports: [ { file: a.yaml } ]\n",
    "namespace_prefix": "imports: [ { url: a.yaml, namespace_prefix: p } ]\n",
    "credential": "repositories: { r: { url: x, credential: {} } }\n",
    "constraints": "data_types: { D: { derived_from: string, constraints: [] } }\n",
    "occurrences": f"{APP}      requirements: [ host: {{ node: server, occurrences: [ 1, 1 ] }} ]\n",
    "valid_source_types": "capability_types: { C: { valid_source_types: [] } }\n",
    "valid_target_types": "relationship_types: { R: { valid_target_types: [] } }\n",
    "external-schema": "node_types: { T: { properties: { p: { type: string, external-schema: x } } } }\n",
    "deploy_path": (
        "artifact_types: { A: {} }\nnode_types: { T: { artifacts: { a: { type: A, file: f, deploy_path: x } } } }\n"
    ),
    "operation_host": (
        f"{APP}      interfaces: {{ lifecycle: {{ operations: {{ create: {{ implementation: "
        "{ primary: a, operation_host: SELF } } } } }\n"
    ),
    "create": f"{APP}      interfaces: {{ lifecycle: {{ create: create.sh }} }}\n",
    "type": f"{APP}      interfaces: {{ lifecycle: {{ type: Lifecycle }} }}\n",
    "interfaces": "group_types: { G: { interfaces: {} } }\n",
    "preconditions": f"{SERVICE}  workflows: {{ w: {{ preconditions: [] }} }}\n",
    "event_type": "policy_types: { P: { triggers: { t: { event: e, event_type: x, action: [] } } } }\n",
    "target_filter": "policy_types: { P: { triggers: { t: { event: e, target_filter: { node: x }, action: [] } } } }\n",
}


@pytest.mark.parametrize("keyname", OF_1_X)
def test_keynames_of_1_x_are_unknown(keyname: str) -> None:
    """Each once, at its own place."""
    reading = read(V2_0 + OF_1_X[keyname], {"a.yaml": V2_0})
    found = [found for found in reading.diagnostics if found.code == "TS301"]
    line, column = found[0].span.line, found[0].span.column
    assert [each.path[-1] for each in found] == [keyname]
    assert (V2_0 + OF_1_X[keyname]).splitlines()[line - 1][column - 1 :].startswith(keyname)


OF_2_0 = {
    "profile": "profile: x\n",
    "functions": "functions: {}\n",
    "service_template": "service_template: {}\n",
    "url": "imports: [ { file: a.yaml, url: a.yaml } ]\n",
    "validation": "data_types: { D: { derived_from: string, validation: true } }\n",
    "count_range": "node_types: { T: { requirements: [ r: { capability: Node, count_range: [ 1, 1 ] } ] } }\n",
    "count": "topology_template: { node_templates: { n: { type: Root, count: 2 } } }\n",
    "valid_capability_types": "relationship_types: { R: { valid_capability_types: [] } }\n",
    "precondition": "topology_template: { workflows: { w: { precondition: true } } }\n",
    "metadata": "repositories: { r: { url: x, metadata: {} } }\n",
}


@pytest.mark.parametrize("keyname", OF_2_0)
def test_keynames_of_2_0_are_unknown_in_1_3(keyname: str) -> None:
    reading = read(OF_2_0[keyname], {"a.yaml": "tosca_definitions_version: tosca_simple_yaml_1_3\n"})
    assert [(found.code, found.path[-1]) for found in reading.diagnostics if found.code == "TS301"] == [
        ("TS301", keyname)
    ]


WRONG = {
    "a service template without node templates": ("service_template: {}\n", "TS302", 2),
    "a profile with a service template": ("profile: p\nservice_template: { node_templates: {} }\n", "TS320", 2),
    "an import of nothing": ("imports: [ { namespace: n } ]\n", "TS302", 2),
    "an import of both": ("imports:\n  - url: toposmith:1.0\n    profile: toposmith:1.0\n", "TS321", 4),
    "a profile in a repository": ("imports:\n  - profile: toposmith:1.0\n    repository: r\n", "TS321", 4),
    "an address in a repository": ("imports:\n  - url: 'https://a.org/b'\n    repository: r\n", "TS321", 4),
    "a negative count": (f"{SERVICE}    s: {{ type: Server, count: -1 }}\n", "TS303", 17),
    "a count in words": (f"{SERVICE}    s: {{ type: Server, count: two }}\n", "TS303", 17),
    "a range the wrong way round": (
        "capability_types: { C: {} }\n"
        "node_types: { T: { requirements: [ r: { capability: C, count_range: [ 2, 1 ] } ] } }\n",
        "TS303",
        3,
    ),
    "a target of three": (f"{APP}      requirements: [ host: [ server, 0, 1 ] ]\n", "TS303", 19),
    "an optional word": (f"{APP}      requirements: [ host: {{ node: server, optional: maybe }} ]\n", "TS303", 19),
    "a trigger without event": ("policy_types: { P: { triggers: { t: { action: [] } } } }\n", "TS302", 2),
    "a workflow with steps and an implementation": (
        f"{SERVICE}  workflows:\n    w:\n      steps: {{}}\n      implementation: w.sh\n",
        "TS321",
        18,
    ),
    "a mapping in an interface type": (
        "interface_types: { I: { operations: { o: { outputs: { a: [ SELF, b ] } } } } }\n",
        "TS306",
        2,
    ),
    "an implementation in an interface type": (
        "interface_types: { I: { notifications: { o: { implementation: a.sh } } } }\n",
        "TS306",
        2,
    ),
    "a mapping that is no list": (
        f"{APP}      interfaces: {{ lifecycle: {{ operations: {{ create: {{ outputs: {{ a: url }} }} }} }} }}\n",
        "TS303",
        19,
    ),
    "a function without signatures": ("functions: { f: {} }\n", "TS302", 2),
    "a number as description": ("description: 1\n", "TS303", 2),
    "a name without characters": ("node_types: { '': {} }\n", "TS303", 2),
    "metadata that is no map": ("metadata: [ a ]\n", "TS303", 2),
    "an output with a value and a mapping": (
        "interface_types: { I: { operations: { o: {} } } }\n"
        "node_types:\n  T:\n    attributes: { a: { type: string } }\n    interfaces:\n      i:\n        type: I\n"
        "        operations: { o: { outputs: { x: { value: 1, mapping: [ SELF, a ] } } } }\n",
        "TS321",
        9,
    ),
    "a checksum of nothing known": (
        "artifact_types: { A: {} }\nnode_types: { T: { artifacts: { a: { type: A, file: f, checksum: x } } } }\n",
        "TS302",
        3,
    ),
    "a scope that there is not": (
        f"{APP}      requirements: [ host: {{ node: server, directives: [ inside ] }} ]\n",
        "TS308",
        19,
    ),
    "a policy twice": (
        f"policy_types: {{ P: {{}} }}\n{SERVICE}  policies: [ p: {{ type: P }}, p: {{ type: P }} ]\n",
        "TS312",
        18,
    ),
    "a list as a key": ("node_types:\n  [ a, b ]: {}\n", "TS107", 3),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_once_and_at_its_place(case: str) -> None:
    text, code, line = WRONG[case]
    assert [(found, at) for found, at, _ in places(read(V2_0 + text))] == [(code, line)]


def test_the_version_comes_first() -> None:
    text = "description: a\ntosca_definitions_version: tosca_2_0\n"
    assert places(read(text)) == [("TS322", 2, 1)]
    assert codes(read(f"# a comment\n{V2_0}")) == []


def test_sections_are_those_of_2_0() -> None:
    (found,) = read(f"{V2_0}node_types: {{ T: {{ propertys: {{}} }} }}\n").diagnostics
    assert (found.spec, found.message) == ("TOSCA 2.0, section 7.1", "A node type has no keyname `propertys`.")
    (found,) = read(f"{V2_0}functions: {{ f: {{ signature: [] }} }}\n").diagnostics
    assert found.spec == "TOSCA 2.0, section 10.4"


def test_an_artifact_of_2_0_is_redefined_as_a_whole() -> None:
    types = "artifact_types: { Script: {} }\nnode_types:\n  A: { artifacts: { a: { type: Script, file: a.sh } } }\n"
    text = f"{V2_0}{types}  B: {{ derived_from: A, artifacts: {{ a: {{ file: b.sh }} }} }}\n"
    assert places(read(text)) == [("TS302", 5, 38)]


def test_copies_are_whole_templates() -> None:
    text = f"""{V2_0}relationship_types: {{ R: {{ properties: {{ p: {{ type: string }} }} }} }}
node_types: {{ T: {{ properties: {{ p: {{ type: string }}, q: {{ type: string, default: a }} }} }} }}
service_template:
  node_templates:
    one: {{ type: T, properties: {{ p: x }}, count: 2 }}
    two: {{ copy: one, properties: {{ q: y }} }}
  relationship_templates: {{ r: {{ type: R, properties: {{ p: x }} }}, s: {{ copy: r }} }}
"""
    nodes = graph_of(text).nodes
    assert sorted(nodes) == ["one", "one[1]", "two", "two[1]"]
    assert nodes["two[1]"].properties == {"p": "x", "q": "y"}


def test_a_group_may_be_a_member_of_a_group() -> None:
    text = f"""{V2_0}node_types: {{ T: {{}}, U: {{}} }}
group_types: {{ G: {{ members: [ T ] }} }}
service_template:
  node_templates: {{ a: {{ type: T }}, b: {{ type: U }} }}
  groups:
    one: {{ type: G, members: [ a, two ] }}
    two: {{ type: G, members: [ NAME, one ] }}
"""
    assert graph_of(text.replace("NAME", "a")).groups["two"].members == ("a",)
    assert places(read(text.replace("NAME", "b"))) == [("TS517", 7, 35), ("TS517", 8, 32)]
