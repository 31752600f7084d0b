"""Inputs of interfaces and operations in templates: their values, and those that are missing."""

from textwrap import indent

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read

TYPES = """
interface_types:
  Work:
    inputs:
      size: { type: integer }
    operations:
      run:
        inputs:
          name: { type: string }
          note: { type: string, required: false }
          kind: { type: string, default: plain }
node_types:
  Worker:
    interfaces:
      work: { type: Work }
topology_template:
  node_templates:
    worker:
      type: Worker
"""


def template(interfaces: str) -> str:
    return TYPES + indent(f"interfaces:\n  {interfaces}\n", " " * 6)


def test_an_interface_that_the_template_leaves_alone_needs_nothing() -> None:
    assert codes(read(TYPES)) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("work: { inputs: { size: 1 } }", []),
        ("work: { inputs: {} }", [("TS505", 22, 9)]),
        ("work: { operations: { run: { inputs: { size: 1, name: x } } } }", []),
        ("work: { inputs: { size: 1 }, operations: { run: { inputs: { name: x } } } }", []),
        ("work: { inputs: { size: 1 }, operations: { run: run.sh } }", [("TS505", 22, 52)]),
        ("work: { inputs: { size: x } }", [("TS501", 22, 33)]),
        ("work: { inputs: { size: 1 }, operations: { run: { inputs: { name: 5 } } } }", [("TS501", 22, 75)]),
        ("work: { inputs: { size: 1, other: 2 } }", []),
    ],
)
def test_inputs_have_values_of_their_types(written: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(read(template(written))) == expected


def test_what_all_operations_get_and_what_one_gets() -> None:
    graph = graph_of(template("work: { inputs: { size: 3 }, operations: { run: { inputs: { name: x } } } }"))
    interface = graph.nodes["worker"].interfaces["work"]
    assert interface.inputs == {"size": 3}
    assert interface.operations["run"].inputs == {"size": 3, "name": "x", "kind": "plain"}


def test_an_operation_of_a_type_gives_a_common_input_another_value() -> None:
    text = """
interface_types:
  Work:
    inputs: { size: { type: integer, default: 1 } }
    operations: { run: {}, rest: {} }
node_types:
  Worker:
    interfaces:
      work: { type: Work, operations: { run: { inputs: { size: 2 } } } }
topology_template:
  node_templates:
    worker: { type: Worker }
"""
    operations = graph_of(text).nodes["worker"].interfaces["work"].operations
    assert operations["run"].inputs == {"size": 2}
    assert operations["rest"].inputs == {"size": 1}


def test_a_requirement_refines_the_interfaces_of_its_relationship() -> None:
    text = """
relationship_types:
  Joins:
    derived_from: tosca.relationships.Root
node_types:
  Worker:
    derived_from: tosca.nodes.Root
    requirements:
      - partner:
          capability: tosca.capabilities.Node
          node: tosca.nodes.Root
          relationship:
            type: Joins
            interfaces:
              Configure:
                operations: { add_target: { inputs: { size: { type: integer } } } }
topology_template:
  node_templates:
    partner: { type: tosca.nodes.Root }
    worker:
      type: Worker
      requirements:
        - partner:
            node: partner
            relationship:
              interfaces: { Configure: { operations: { add_target: { inputs: { size: big } } } } }
"""
    assert places(read(text)) == [("TS501", 27, 86)]
    edge = graph_of(text.replace("big", "7")).edges[0]
    assert edge.interfaces["Configure"].operations["add_target"].inputs == {"size": 7}


def test_attributes_of_a_relationship_template_fit_their_types() -> None:
    text = """
relationship_types:
  Joins:
    derived_from: tosca.relationships.Root
    attributes:
      speed: { type: integer }
topology_template:
  relationship_templates:
    joins:
      type: Joins
      attributes: { speed: fast, colour: red }
"""
    assert places(read(text)) == [("TS501", 12, 28), ("TS514", 12, 34)]
