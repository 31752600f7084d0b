"""Keynames of another version: their name in this one is told, and written by a fix where their value can stay."""

import pytest

from tests.topology.reading_aid import places, read

V1_3, V2_0 = ("tosca_definitions_version: tosca_simple_yaml_1_3\n", "tosca_definitions_version: tosca_2_0\n")

TO_2_0 = {
    "topology_template: {}": "service_template",
    "capability_types: { C: { valid_source_types: [] } }": "valid_source_node_types",
    "relationship_types: { R: { valid_target_types: [] } }": "valid_capability_types",
    "imports: [ { file: a.yaml } ]": "url",
    "imports: [ { url: a.yaml, namespace_prefix: a } ]": "namespace",
    "node_types: { N: { requirements: [ r: { capability: C, occurrences: [ 0, 1 ] } ] } }\n"
    "capability_types: { C: {} }": "count_range",
}
TO_1_3 = {
    "service_template: {}": "topology_template",
    "capability_types: { C: { valid_source_node_types: [] } }": "valid_source_types",
    "relationship_types: { R: { valid_capability_types: [] } }": "valid_target_types",
    "imports: [ { url: a.yaml } ]": "file",
    "imports: [ { file: a.yaml, namespace: a } ]": "namespace_prefix",
    "node_types: { N: { requirements: [ r: { capability: tosca.capabilities.Node, count_range: [ 0, 1 ] } ] } }": (
        "occurrences"
    ),
}
ANOTHER_SHAPE = [
    (V2_0, "data_types: { D: { derived_from: string, constraints: [ min_length: 1 ] } }", "validation"),
    (V1_3, "data_types: { D: { derived_from: string, validation: { $matches: [ $value, a ] } } }", "constraints"),
    (V2_0, "service_template: { node_templates: {}, workflows: { w: { preconditions: [] } } }", "precondition"),
    (V1_3, "topology_template: { workflows: { w: { precondition: x } } }", "preconditions"),
]


@pytest.mark.parametrize(
    ("version", "title", "text", "name"),
    [
        *((V2_0, "TOSCA 2.0", text, name) for text, name in TO_2_0.items()),
        *((V1_3, "Simple Profile 1.3", text, name) for text, name in TO_1_3.items()),
    ],
)
def test_the_name_in_this_version_is_told_and_offered(version: str, title: str, text: str, name: str) -> None:
    (found,) = read(version + text, {"a.yaml": version}).diagnostics
    assert found.code == "TS301"
    assert found.help == f"In {title} it is called `{name}`."
    assert found.fix is not None
    assert found.fix.replacement == name


@pytest.mark.parametrize(("version", "text", "name"), ANOTHER_SHAPE)
def test_no_fix_where_the_value_is_written_otherwise(version: str, text: str, name: str) -> None:
    (found,) = read(version + text).diagnostics
    assert (found.code, found.fix) == ("TS301", None)
    assert f"`{name}`, and its value is written otherwise" in str(found.help)


def test_no_fix_where_the_name_is_taken() -> None:
    found = read(f"{V2_0}imports: [ {{ url: a.yaml, file: a.yaml }} ]", {"a.yaml": V2_0}).diagnostics[0]
    assert (found.code, found.fix) == ("TS301", None)
    assert found.help == "In TOSCA 2.0 it is called `url`."


@pytest.mark.parametrize(("version", "text"), [(V2_0, "file: a.yaml"), (V1_3, "url: a.yaml")])
def test_what_is_called_otherwise_is_not_missing_too(version: str, text: str) -> None:
    assert places(read(f"{version}imports:\n  - {text}\n")) == [("TS301", 3, 5)]


def test_a_keyname_that_is_gone_has_no_other_name() -> None:
    (found,) = read(f"{V2_0}repositories: {{ r: {{ url: 'https://a.org', credential: {{ user: a }} }} }}").diagnostics
    assert str(found.help).startswith("Another version of the language has it")
