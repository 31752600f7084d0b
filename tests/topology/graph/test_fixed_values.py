"""A fixed value stays: TOSCA 2.0, 9.4, 9.8 and 11.5; Simple Profile 1.3, 3.6.10.6."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read

NODES = """
tosca_definitions_version: %s
node_types:
  A: { properties: { p: { type: integer } } }
  B: { derived_from: A, properties: { p: 3 } }
%s:
  node_templates:
    n: { type: B%s }
"""
SIMPLE = ("tosca_simple_yaml_1_3", "topology_template")
MODERN = ("tosca_2_0", "service_template")


@pytest.mark.parametrize(("version", "section"), [SIMPLE, MODERN])
def test_a_template_does_not_assign_a_property_with_a_fixed_value(version: str, section: str) -> None:
    assert graph_of(NODES % (version, section, "")).nodes["n"].properties == {"p": 3}
    reading = read(NODES % (version, section, ", properties: { p: 5 }"))
    assert [(found.code, found.span.line, found.related[0].span.line) for found in reading.diagnostics] == [
        ("TS406", 8, 5)
    ]
    assert "`p`" in reading.diagnostics[0].message


def test_before_1_3_it_is_a_default() -> None:
    text = NODES % ("tosca_simple_yaml_1_0", "topology_template", ", properties: { p: 5 }")
    assert graph_of(text).nodes["n"].properties == {"p": 5}


DATA = """
tosca_definitions_version: tosca_2_0
data_types:
  Base: { properties: { kind: { type: string }, size: { type: integer } } }
  Disk: { derived_from: Base, properties: { kind: disk } }
node_types:
  A: { properties: { disk: { type: Disk }, copy: { type: Disk, required: false } } }
service_template:
  inputs: { given: { type: Disk, default: { size: 1 } } }
  node_templates:
    n: { type: A, properties: { disk: %s, copy: { $get_property: [ SELF, disk ] } } }
"""


def test_nor_that_of_a_data_type() -> None:
    disk = {"kind": "disk", "size": 1}
    assert graph_of(DATA % "{ size: 1 }").nodes["n"].properties == {"disk": disk, "copy": disk}
    assert codes(read(DATA % "{ size: 1, kind: tape }")) == ["TS406"]


def test_nor_is_one_given_from_outside() -> None:
    text = DATA % "{ $get_input: given }"
    assert codes(read(text, inputs={"given": {"size": 2, "kind": "disk"}})) == []
    assert codes(read(text, inputs={"given": {"size": 2, "kind": "tape"}})) == ["TS406"]


def test_a_fixed_value_that_calls_a_function_stays_as_it_is_found() -> None:
    text = (DATA % "{ size: 1 }").replace("kind: disk }", "kind: { $get_property: [ SELF, word ] } }")
    text = text.replace("copy: {", "word: { type: string, default: tape }, copy: {", 1)
    node = graph_of(text).nodes["n"]
    assert node.properties["copy"] == node.properties["disk"] == {"kind": "tape", "size": 1}


OPERATIONS = """
tosca_definitions_version: tosca_2_0
interface_types:
  Work:
    inputs: { all: { type: integer } }
    operations: { run: { inputs: { size: { type: integer } } } }
node_types:
  A:
    interfaces:
      work: { type: Work, inputs: { all: { type: integer, value: 1 } }, operations: { run: { inputs: { size: 2 } } } }
service_template:
  node_templates:
    n: { type: A, interfaces: { work: %s } }
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{ operations: { run: { implementation: run.sh } } }", []),
        ("{ operations: { run: { inputs: { size: 4 } } } }", ["TS406"]),
        ("{ inputs: { all: 4 } }", ["TS406"]),
        ("{ operations: { run: { inputs: { all: 4 } } } }", ["TS406"]),
    ],
)
def test_nor_is_a_fixed_input_of_an_operation_assigned(written: str, expected: list[str]) -> None:
    assert codes(read(OPERATIONS % written)) == expected


def test_what_a_type_of_1_3_gives_an_operation_a_template_may_give_anew() -> None:
    text = """
node_types:
  A: { interfaces: { Standard: { type: tosca.interfaces.node.lifecycle.Standard, create: { inputs: { size: 2 } } } } }
topology_template:
  node_templates:
    n: { type: A, interfaces: { Standard: { create: { inputs: { size: 3 } } } } }
"""
    assert graph_of(text).nodes["n"].interfaces["Standard"].operations["create"].inputs == {"size": 3}
