"""Which functions each version has."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.values.value import Unknown, Value

TEXT = """tosca_definitions_version: tosca_simple_yaml_1_{version}
node_types:
  N:
    derived_from: tosca.nodes.Root
    properties: {{ p: {{ type: string }} }}
    attributes: {{ a: {{ type: string }} }}
    interfaces: {{ Standard: {{ type: tosca.interfaces.node.lifecycle.Standard }} }}
topology_template:
  inputs: {{ i: {{ type: string, default: x }} }}
  node_templates:
    n:
      type: N
      properties: {{ p: {value} }}
      artifacts: {{ f: {{ type: tosca.artifacts.File, file: f.txt }} }}
"""


@pytest.mark.parametrize("version", range(4))
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{ get_input: i }", "x"),
        ("{ concat: [ a, { get_input: i } ] }", "ax"),
        ("{ token: [ 'a:b', ':', 1 ] }", "b"),
        ("{ get_attribute: [ SELF, a ] }", Unknown("n", ("a",))),
        ("{ get_artifact: [ SELF, f ] }", Unknown("n", ("artifacts", "f"))),
        ("{ get_artifact: [ SELF, f, LOCAL_FILE, true ] }", Unknown("n", ("artifacts", "f"))),
        (
            "{ get_operation_output: [ SELF, Standard, create, o ] }",
            Unknown("n", ("Standard", "create", "o")),
        ),
    ],
)
def test_functions_of_all_versions_of_1_x(version: int, value: str, expected: Value) -> None:
    assert graph_of(TEXT.format(version=version, value=value)).nodes["n"].properties["p"] == expected


@pytest.mark.parametrize(("version", "expected"), [(0, ["TS521"]), (1, ["TS521"]), (2, []), (3, [])])
def test_join_came_with_1_2(version: int, expected: list[str]) -> None:
    assert codes(read(TEXT.format(version=version, value="{ join: [ [ a, b ], '-' ] }"))) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("{ get_input: [] }", "TS521"),
        ("{ get_input: { a: b } }", "TS521"),
        ("{ get_input: [ i, x ] }", "TS524"),
        ("{ get_property: SELF }", "TS521"),
        ("{ get_property: [ SELF, [ a ] ] }", "TS521"),
        ("{ get_attribute: [ SELF ] }", "TS521"),
        ("{ get_attribute: [ SELF, a, b ] }", "TS524"),
        ("{ get_artifact: [ SELF ] }", "TS521"),
        ("{ get_artifact: [ SELF, f, LOCAL_FILE, true, x ] }", "TS521"),
        ("{ get_artifact: [ SELF, g ] }", "TS523"),
        ("{ get_artifact: [ m, f ] }", "TS522"),
        ("{ get_operation_output: [ SELF, Standard, create ] }", "TS521"),
        ("{ get_operation_output: [ SELF, Standard, creat, o ] }", "TS523"),
        ("{ get_operation_output: [ SELF, Standart, create, o ] }", "TS523"),
        ("{ get_nodes_of_type: [ N ] }", "TS521"),
        ("{ get_nodes_of_type: M }", "TS401"),
        ("{ concat: a }", "TS521"),
        ("{ concat: [] }", "TS521"),
        ("{ concat: [ [ a ], [ b ] ] }", "TS521"),
        ("{ join: [ a ] }", "TS521"),
        ("{ join: [ [ a ], b, c ] }", "TS521"),
        ("{ token: [ a, b ] }", "TS521"),
        ("{ token: [ a, ':', 1 ] }", "TS521"),
    ],
)
def test_one_finding_for_a_wrong_call(value: str, code: str) -> None:
    assert codes(read(TEXT.format(version=3, value=value))) == [code]
