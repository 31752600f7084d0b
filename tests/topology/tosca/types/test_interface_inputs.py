"""Inputs of interfaces and operations in types: their types, defaults, constraints and refinement."""

from textwrap import dedent, indent

import pytest

from tests.topology.reading_aid import codes, places, read

INPUT = "inputs: { size: { %s } }"
PLACES = {
    "interface type": "interface_types: { I: { %s } }",
    "operation of an interface type": "interface_types: { I: { operations: { run: { %s } } } }",
    "interface of a node type": "node_types: { N: { interfaces: { i: { type: tosca.interfaces.Root, %s } } } }",
    "operation of a node type": (
        "node_types: { N: { interfaces: { i: { type: tosca.interfaces.Root, operations: { run: { %s } } } } } }"
    ),
    "interface of a relationship type": (
        "relationship_types: { R: { interfaces: { i: { type: tosca.interfaces.Root, %s } } } }"
    ),
    "interface of a group type": "group_types: { G: { interfaces: { i: { type: tosca.interfaces.Root, %s } } } }",
}
MISTAKES = {
    "type: integer, default: x": "TS501",
    "type: integer, default: 1, constraints: [ greater_than: 5 ]": "TS513",
    "type: string, constraints: [ pattern: '(' ]": "TS512",
    "type: nothing": "TS401",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("definition", MISTAKES)
def test_inputs_of_types_are_checked(place: str, definition: str) -> None:
    assert codes(read(PLACES[place] % (INPUT % definition) + "\n")) == [MISTAKES[definition]]


@pytest.mark.parametrize(("version", "expected"), [("1_0", ["TS302"]), ("1_2", ["TS302"]), ("1_3", [])])
def test_the_type_of_an_input_may_be_left_out_since_1_3(version: str, expected: list[str]) -> None:
    text = "interface_types: { I: { inputs: { a: {} } } }\n"
    assert codes(read(f"tosca_definitions_version: tosca_simple_yaml_{version}\n{text}")) == expected


PARENT = """
interface_types:
  Parent:
    inputs:
      size: { type: integer, default: 5 }
    run:
      inputs:
        name: { type: string }
  Child:
    derived_from: Parent
"""


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ("inputs: { size: { type: string } }", [("TS406", 12, 15)]),
        ("inputs: { size: { type: integer, default: 7 } }", []),
        ("inputs: { size: 7 }", []),
        ("run: { inputs: { name: { type: integer } } }", [("TS406", 12, 22)]),
        ("run: { inputs: { name: { required: false } } }", [("TS406", 12, 22)]),
        ("run: { inputs: { name: { type: string, constraints: [ max_length: 9 ] } } }", []),
    ],
)
def test_inputs_are_refined_as_properties_are(child: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(read(PARENT + indent(child, "    ") + "\n")) == expected


def test_a_refinement_that_goes_too_far_names_an_input() -> None:
    (found,) = read(PARENT + "    inputs: { size: { type: string } }\n").diagnostics
    assert found.message.startswith("The inherited input `size`")
    assert found.related[0].span.line == 6


def test_a_derived_type_gives_an_input_another_value() -> None:
    text = """
        interface_types:
          I:
            inputs:
              size: { type: integer }
        node_types:
          A:
            interfaces: { i: { type: I, inputs: { size: 1 } } }
          B:
            derived_from: A
            interfaces: { i: { inputs: { size: 2 } } }
    """
    assert codes(read(dedent(text))) == []


def test_an_interface_without_a_type_is_told_once() -> None:
    assert codes(read("node_types: { N: { interfaces: { i: { inputs: { a: { type: string } } } } } }\n")) == ["TS302"]
