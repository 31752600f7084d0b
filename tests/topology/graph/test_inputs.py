import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.values.value import Secret, Unknown, Value

TEXT = """
imports: [ toposmith:1.0 ]
topology_template:
  inputs:
    size: { type: integer, constraints: [ in_range: [ 1, 5 ] ], description: how many }
    name: { type: string, default: shop }
    ports: { type: list, entry_schema: { type: PortDef }, required: false }
    password: { type: toposmith.datatypes.Secret }
  outputs:
    size: { value: { get_input: size } }
    name: { value: { get_input: name } }
    password: { value: { get_input: password } }
"""
GIVEN: dict[str, Value] = {"size": 2, "password": Secret("input:password")}


def test_what_an_input_is() -> None:
    inputs = graph_of(TEXT).inputs
    size = inputs["size"]
    assert (size.type, size.required, size.secret, size.description) == ("integer", True, False, "how many")
    assert size.constraints == ("between 1 and 5",)
    assert (inputs["name"].required, inputs["name"].default) == (False, "shop")
    assert inputs["ports"].required is False
    assert inputs["password"].secret


def test_without_inputs_what_has_no_default_is_unknown() -> None:
    outputs = {name: output.value for name, output in graph_of(TEXT).outputs.items()}
    assert outputs == {
        "size": Unknown("", ("inputs", "size")),
        "name": "shop",
        "password": Secret("input:password"),
    }


def test_given_inputs_are_used() -> None:
    outputs = {name: output.value for name, output in graph_of(TEXT, inputs={**GIVEN, "name": "x"}).outputs.items()}
    assert outputs == {"size": 2, "name": "x", "password": Secret("input:password")}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"password": Secret("input:password")}, "TS530"),
        ({**GIVEN, "size": "many"}, "TS501"),
        ({**GIVEN, "size": True}, "TS501"),
        ({**GIVEN, "size": 9}, "TS513"),
        ({**GIVEN, "ports": (80, 0)}, "TS513"),
        ({**GIVEN, "ports": 80}, "TS501"),
        ({**GIVEN, "nmae": "x"}, "TS531"),
    ],
)
def test_missing_and_unfit_inputs_are_told(given: dict[str, Value], code: str) -> None:
    assert codes(read(TEXT, inputs=given)) == [code]


def test_a_secret_given_as_text_is_checked_and_never_shown() -> None:
    text = """
imports: [ toposmith:1.0 ]
topology_template:
  inputs:
    password: { type: toposmith.datatypes.Secret, constraints: [ min_length: 8, pattern: "[a-z]*" ] }
  outputs: { password: { value: { get_input: password } } }
"""
    found = read(text, inputs={"password": "Anvil"})
    assert codes(found) == ["TS532", "TS532"]
    assert "Anvil" not in repr(found)
    assert graph_of(text, inputs={"password": "hammertongs"}).outputs["password"].value == Secret("input:password")


def test_complex_inputs_are_fitted() -> None:
    text = """
data_types: { D: { properties: { a: { type: integer }, b: { type: string, default: x } } } }
topology_template: { inputs: { d: { type: D } }, outputs: { d: { value: { get_input: d } } } }
"""
    assert graph_of(text, inputs={"d": {"a": 1}}).outputs["d"].value == {"a": 1, "b": "x"}
    assert codes(read(text, inputs={"d": {"b": "y"}})) == ["TS505"]
    assert codes(read(text, inputs={"d": {"a": 1, "c": 2}})) == ["TS504"]
    assert codes(read(text, inputs={"d": "x"})) == ["TS501"]
