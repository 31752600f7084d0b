"""Each finding names the section of its own file's version."""

import pytest

from tests.topology.reading_aid import read
from topology.tosca.dialect import DIALECTS, V1_0, V1_1
from topology.tosca.sections import SECTIONS, section_of


@pytest.mark.parametrize(
    ("version", "spec", "shown"),
    [
        ("tosca_simple_yaml_1_3", "3.8.3", "Simple Profile 1.3, section 3.8.3"),
        ("tosca_simple_yaml_1_0", "3.7.9", "Simple Profile 1.0, section 3.6.8"),
        ("tosca_simple_yaml_1_1", "3.7.9", "Simple Profile 1.1, section 3.6.9"),
        ("tosca_simple_yaml_1_2", "3.7.9", None),
        ("tosca_2_0", "3.8.3", "TOSCA 2.0, section 7.2"),
        ("tosca_2_0", "2.0:10.4", "TOSCA 2.0, section 10.4"),
        ("tosca_2_0", "5.9.1", None),
    ],
)
def test_a_section_is_told_by_the_version(version: str, spec: str, shown: str | None) -> None:
    assert section_of(spec, DIALECTS[version]) == shown


def test_files_of_two_versions_in_one_template() -> None:
    old = "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types: { Old: { propertys: {} } }\n"
    text = "tosca_definitions_version: tosca_2_0\nimports: [ old.yaml ]\nnode_types: { New: { propertys: {} } }\n"
    found = {each.span.file: each.spec for each in read(text, {"old.yaml": old}).diagnostics}
    assert found == {
        "old.yaml": "Simple Profile 1.3, section 3.7.9",
        "template.yaml": "TOSCA 2.0, section 7.1",
    }


@pytest.mark.parametrize("order", [V1_0, V1_1])
def test_each_section_of_the_first_versions_is_named_once(order: int) -> None:
    named = list(SECTIONS[order].values())
    assert len(named) == len(set(named))
