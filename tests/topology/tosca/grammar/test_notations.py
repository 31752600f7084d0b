"""The short and the long notation of an entity mean the same."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read

SOFTWARE = """
node_types:
  S:
    derived_from: tosca.nodes.Root
    {members}
topology_template:
  node_templates:
    s:
      type: S
      {assigned}
    t:
      type: tosca.nodes.Compute
"""


def software(members: str = "description: x", assigned: str = "description: x") -> str:
    return SOFTWARE.format(members=members, assigned=assigned)


def test_capabilities_of_types() -> None:
    short = graph_of(software("capabilities: { c: tosca.capabilities.Endpoint }"))
    long = graph_of(software("capabilities: { c: { type: Endpoint } }"))
    assert short.nodes == long.nodes
    assert short.nodes["s"].capabilities["c"].type.name == "tosca.capabilities.Endpoint"


def test_requirements_of_types_and_templates() -> None:
    short = graph_of(software("requirements: [ r: tosca.capabilities.Node ]", "requirements: [ r: t ]"))
    long = graph_of(
        software("requirements: [ r: { capability: Node } ]", "requirements: [ r: { node: t, capability: feature } ]")
    )
    assert short.edges == long.edges
    assert [(edge.target, edge.capability) for edge in short.edges] == [("t", "feature")]
    assert short.edges[0].relationship.name == "tosca.relationships.DependsOn"


def test_operations_stand_under_operations_or_beside_the_keynames() -> None:
    new = graph_of(software(assigned="interfaces: { Standard: { operations: { create: a.sh } } }"))
    old = graph_of(software(assigned="interfaces: { Standard: { create: { implementation: { primary: a.sh } } } }"))
    assert new.nodes == old.nodes
    assert new.nodes["s"].interfaces["Standard"].operations["create"].implementation == "a.sh"


def test_implementations_with_everything() -> None:
    text = software(
        assigned=(
            "interfaces: { Standard: { create: { implementation: { primary: { file: a.sh, type: Bash }, "
            "dependencies: [ b.sh, { file: c.sh, type: Bash } ], timeout: 60, operation_host: HOST }, "
            "inputs: { n: 1 }, outputs: { o: [ SELF, state ] } } } }"
        )
    )
    operation = graph_of(text).nodes["s"].interfaces["Standard"].operations["create"]
    assert (operation.implementation, operation.dependencies) == ("a.sh", ("b.sh", "c.sh"))
    assert operation.inputs == {"n": 1}


def test_an_output_mapping_needs_two_names() -> None:
    text = software(assigned="interfaces: { Standard: { create: { outputs: { o: [ SELF ] } } } }")
    assert codes(read(text)) == ["TS303"]


def test_artifacts() -> None:
    graph = graph_of(software(assigned="artifacts: { a: x/y.sh, b: { type: File, file: z }, c: notes.txt }"))
    artifacts = graph.nodes["s"].artifacts
    assert artifacts["a"].type.name == "tosca.artifacts.Implementation.Bash"
    assert artifacts["b"].type.name == "tosca.artifacts.File"
    assert artifacts["c"].type.name == "tosca.artifacts.File"


def test_attributes_may_be_described() -> None:
    graph = graph_of(software(assigned="attributes: { state: { description: x, value: here }, tosca_id: '7' }"))
    assert graph.nodes["s"].attributes == {"state": "here", "tosca_id": "7"}


def test_outputs_may_be_a_mere_value() -> None:
    graph = graph_of("topology_template: { outputs: { a: { value: 1 }, b: [ 1, 2 ], c: { concat: [ x, y ] } } }")
    assert {name: output.value for name, output in graph.outputs.items()} == {"a": 1, "b": (1, 2), "c": "xy"}


def test_property_filters_take_one_clause_or_a_list() -> None:
    for written in ("{ num_cpus: { in_range: [ 1, 4 ] } }", "{ num_cpus: [ { less_than: 5 }, { greater_than: 0 } ] }"):
        text = (
            "topology_template:\n  node_templates:\n    s:\n      type: tosca.nodes.SoftwareComponent\n"
            "      requirements:\n        - host:\n            node: tosca.nodes.Compute\n"
            f"            node_filter: {{ capabilities: [ host: {{ properties: [ {written} ] }} ] }}\n"
            "    small: { type: Compute, capabilities: { host: { properties: { num_cpus: 8 } } } }\n"
            "    right: { type: Compute, capabilities: { host: { properties: { num_cpus: 2 } } } }\n"
        )
        assert [edge.target for edge in graph_of(text).edges] == ["right"]


def test_copies_begin_as_another_template() -> None:
    graph = graph_of(
        "topology_template:\n  node_templates:\n"
        "    a: { type: Compute, description: first, capabilities: { os: { properties: { type: linux } } } }\n"
        "    b: { copy: a, description: second }\n"
    )
    assert graph.nodes["b"].description == "second"
    assert graph.nodes["b"].type == graph.nodes["a"].type
    assert graph.nodes["b"].capabilities["os"].properties == {"type": "linux"}


def test_copies_of_copies_and_of_nothing() -> None:
    text = (
        "topology_template: { node_templates: { a: { type: Root }, b: { copy: a }, c: { copy: b }, d: { copy: aa } } }"
    )
    assert codes(read(text)) == ["TS309", "TS309"]


def test_policies_with_triggers_of_both_notations() -> None:
    text = """
topology_template:
  node_templates: { n: { type: Compute } }
  workflows: { w: { inputs: { x: { type: integer } } } }
  policies:
    - scale:
        type: tosca.policies.Scaling
        targets: [ n ]
        triggers:
          short:
            event: load
            target_filter: { node: n, capability: scalable }
            condition: [ cpu: [ { greater_than: 80 } ] ]
            action: [ call_operation: Standard.start ]
          long:
            event_type: load
            schedule: { start_time: 2020-01-01T00:00:00Z, end_time: 2021-01-01T00:00:00Z }
            condition:
              constraint: [ { or: [ a: [ { equal: 1 } ], not: [ b: [ { equal: 2 } ] ] ] } ]
              period: 60 s
              evaluations: 2
              method: average
            action:
              - inline: { workflow: w, inputs: { x: 1 } }
              - delegate: deploy
              - set_state: started
"""
    assert graph_of(text).policies["scale"].targets == ("n",)


def test_an_activity_has_one_keyname() -> None:
    text = (
        "topology_template: { groups: { g: { type: tosca.groups.Root } }, workflows: { w: { steps: { s: "
        "{ target: g, activities: [ { set_state: x, call_operation: Standard.start } ] } } } } }"
    )
    assert codes(read(text)) == ["TS303"]


def test_workflows_refer_to_what_is_there() -> None:
    text = (
        "topology_template: { node_templates: { n: { type: Compute } }, workflows: { w: { preconditions: "
        "[ { target: n, condition: [ state: [ { equal: started } ] ] } ], steps: { "
        "a: { target: m, activities: [], on_success: [ b ], on_failure: [ c ] }, "
        "b: { target: n, activities: [] } } } } }"
    )
    assert codes(read(text)) == ["TS632", "TS632"]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("{ type: integer, default: 1 }", []),
        ("{ type: integr }", ["TS401"]),
        ("{ type: integer, default: x }", ["TS501"]),
        ("{ type: integer, constraints: [ less_then: 1 ] }", ["TS510"]),
    ],
)
def test_inputs_of_workflows_are_checked(definition: str, expected: list[str]) -> None:
    text = "topology_template: { workflows: { w: { inputs: { i: %s }, steps: {} } } }\n"
    assert codes(read(text % definition)) == expected
