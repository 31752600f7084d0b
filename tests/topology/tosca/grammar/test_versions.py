"""What one version of the Simple Profile has and another one has not, or reads in another way."""

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read

NODE = "topology_template:\n  node_templates:\n    n:\n      type: tosca.nodes.Compute\n"
TYPES = "node_types:\n  shop.Good:\n    derived_from: tosca.nodes.Root\n"
USE = "topology_template:\n  node_templates:\n    one:\n      type: shop.Good\n"


def in_version(version: str, text: str) -> str:
    return f"tosca_definitions_version: tosca_simple_yaml_{version}\n{text}"


LATER = {
    "key_schema": ("1_3", "data_types: { T: { derived_from: map, key_schema: { type: string } } }\n"),
    "checksum": ("1_3", f"{NODE}      artifacts: {{ a: {{ type: tosca.artifacts.File, file: f, checksum: x }} }}\n"),
    "operations": ("1_3", "interface_types: { I: { operations: { run: {} } } }\n"),
    "notifications": ("1_3", "interface_types: { I: { notifications: { rung: {} } } }\n"),
    "workflows": ("1_1", "topology_template: { workflows: {} }\n"),
    "substitution_filter": (
        "1_3",
        "topology_template: { substitution_mappings: { node_type: tosca.nodes.Root, substitution_filter: {} } }\n",
    ),
}


@pytest.mark.parametrize("keyname", LATER)
def test_a_keyname_that_came_later(keyname: str) -> None:
    first, text = LATER[keyname]
    before = f"1_{int(first[-1]) - 1}"
    assert codes(read(in_version(first, text))) == []
    (found,) = read(in_version(before, text)).diagnostics
    assert found.code == "TS301"
    assert found.path[-1] == keyname
    assert f"`{keyname}` in Simple Profile {before.replace('_', '.')}" in found.message


@pytest.mark.parametrize("written", ["goods: a.yaml", "goods: { file: a.yaml }"])
@pytest.mark.parametrize("version", ["1_0", "1_1", "1_2"])
def test_an_import_may_have_a_name_before_1_3(version: str, written: str) -> None:
    text = in_version(version, f"imports:\n  - {written}\n{USE}")
    assert graph_of(text, {"a.yaml": in_version("1_0", TYPES)}).nodes


def test_an_import_has_no_name_in_1_3() -> None:
    assert codes(read("imports:\n  - goods: a.yaml\n", {"a.yaml": in_version("1_0", TYPES)})) == ["TS301", "TS302"]


@pytest.mark.parametrize(("version", "is_error"), [("1_0", False), ("1_1", False), ("1_2", True), ("1_3", True)])
def test_an_interface_type_implements_nothing_which_is_an_error_since_1_2(version: str, is_error: bool) -> None:
    text = "interface_types: { I: { run: { implementation: run.sh } } }\n"
    (found,) = read(in_version(version, text)).diagnostics
    assert (found.code, found.is_error) == ("TS306", is_error)


@pytest.mark.parametrize(("version", "expected"), [("1_0", []), ("1_2", []), ("1_3", ["TS303"])])
def test_policies_may_be_a_map_before_1_3(version: str, expected: list[str]) -> None:
    text = "topology_template: { policies: { p: { type: tosca.policies.Root } } }\n"
    assert codes(read(in_version(version, text))) == expected


@pytest.mark.parametrize(("version", "expected"), [("1_0", ["TS303"]), ("1_2", ["TS303"]), ("1_3", [])])
@pytest.mark.parametrize("value", ["5", "true", "[ a ]", "null"])
def test_a_parameter_is_a_map_before_1_3(version: str, expected: list[str], value: str) -> None:
    text = f"topology_template: {{ outputs: {{ o: {value} }} }}\n"
    assert [code for code in codes(read(in_version(version, text))) if code == "TS303"] == expected


@pytest.mark.parametrize(("version", "expected"), [("1_0", ["TS303"]), ("1_1", ["TS303"]), ("1_2", []), ("1_3", [])])
def test_a_capability_mapping_may_be_a_map_since_1_2(version: str, expected: list[str]) -> None:
    text = """
topology_template:
  substitution_mappings:
    node_type: tosca.nodes.Compute
    capabilities:
      os: { properties: { type: linux } }
"""
    assert codes(read(in_version(version, text))) == expected


@pytest.mark.parametrize("section", ["inputs", "outputs"])
def test_a_section_with_nothing_behind_it_is_a_warning(section: str) -> None:
    reading = read(f"topology_template:\n  {section}:\n")
    assert codes(reading) == ["TS303"]
    assert not reading.has_errors


NO_WORD = {
    "artifact": (f"{NODE}      artifacts:\n        a: 5\n", 7, 12),
    "capability definition": ("node_types:\n  T:\n    capabilities:\n      c: 5\n", 5, 10),
    "implementation": (f"{NODE}      interfaces:\n        Standard:\n          create: 5\n", 8, 19),
    "repository": ("repositories:\n  r: 5\n", 3, 6),
    "requirement": (f"{NODE}      requirements:\n        - dependency: 5\n", 7, 23),
    "schema": ("data_types:\n  T:\n    derived_from: list\n    entry_schema: 5\n", 5, 19),
    "import": ("imports:\n  - 5\n", 3, 5),
}


@pytest.mark.parametrize("entity", NO_WORD)
def test_a_number_is_no_short_notation(entity: str) -> None:
    text, line, column = NO_WORD[entity]
    assert places(read(text)) == [("TS303", line, column)]


@pytest.mark.parametrize("text", ["I: null", "I: { type: tosca.interfaces.Root, operations: { run: null } }"])
def test_types_say_what_their_interfaces_and_operations_are(text: str) -> None:
    assert codes(read(f"node_types: {{ T: {{ interfaces: {{ {text} }} }} }}\n")) == ["TS303"]


@pytest.mark.parametrize("text", ["Standard:", "Standard: { create: }"])
def test_templates_say_what_they_touch(text: str) -> None:
    assert codes(read(f"{NODE}      interfaces: {{ {text} }}\n")) == ["TS303"]


def test_a_template_adds_no_operation_to_an_interface_without_any() -> None:
    text = "node_types: { T: { interfaces: { i: { type: tosca.interfaces.Root } } } }\n"
    assert codes(
        read(f"{text}{NODE.replace('tosca.nodes.Compute', 'T')}      interfaces: {{ i: {{ run: x.sh }} }}\n")
    ) == ["TS609"]


@pytest.mark.parametrize(("version", "expected"), [("1_0", [("TS322", 2, 1)]), ("1_2", [("TS322", 2, 1)]), ("1_3", [])])
def test_the_version_comes_first_before_1_3(version: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(read(f"description: x\ntosca_definitions_version: tosca_simple_yaml_{version}\n")) == expected


@pytest.mark.parametrize(("version", "expected"), [("1_0", []), ("1_2", []), ("1_3", ["TS407"])])
def test_an_inherited_capability_keeps_its_type_since_1_3(version: str, expected: list[str]) -> None:
    text = """
node_types:
  Machine:
    derived_from: tosca.nodes.Compute
    capabilities:
      endpoint: { type: tosca.capabilities.Endpoint }
"""
    assert codes(read(in_version(version, text))) == expected


@pytest.mark.parametrize("version", ["1_0", "1_3"])
def test_a_simple_type_has_no_properties(version: str) -> None:
    text = "data_types: { T: { derived_from: string, properties: { a: { type: string } } } }\n"
    assert codes(read(in_version(version, text))) == ["TS543"]


@pytest.mark.parametrize(("name", "expected"), [("event: e, ", []), ("event_type: e, ", []), ("", ["TS302"])])
def test_a_trigger_names_its_event(name: str, expected: list[str]) -> None:
    text = f"policy_types: {{ P: {{ triggers: {{ t: {{ {name}action: [] }} }} }} }}\n"
    assert codes(read(in_version("1_3", text))) == expected


def test_an_attribute_assignment_of_2_0_has_no_keynames() -> None:
    text = """tosca_definitions_version: tosca_2_0
data_types: { D: { properties: { value: { type: string } } } }
node_types: { N: { attributes: { a: { type: D } } } }
service_template: { node_templates: { n: { type: N, attributes: { a: { value: x } } } } }
"""
    assert graph_of(text).nodes["n"].attributes == {"a": {"value": "x"}}
    assert codes(read(text.replace("value: x", "value: x, description: y"))) == ["TS504"]
