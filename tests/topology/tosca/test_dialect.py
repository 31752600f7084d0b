"""The names of versions, and what happens to a name that no version has."""

import pytest

from tests.topology.reading_aid import codes, places, read
from topology.tosca.dialect import BY_NAME, DIALECTS


@pytest.mark.parametrize("version", BY_NAME)
def test_a_version_is_known_by_all_its_names(version: str) -> None:
    assert "TS307" not in codes(read(f"tosca_definitions_version: {version}\n"))


@pytest.mark.parametrize(
    "version",
    ["tosca_simple_yaml_1", "tosca_simple_yaml_1_10", "tosca_simple_yaml_1_4", "tosca_simple_yaml_XXX", "tosca_xyz"],
)
def test_another_name_is_told_at_its_place(version: str) -> None:
    reading = read(f"tosca_definitions_version: {version}\nservice_template: {{}}\n")
    assert places(reading) == [("TS307", 1, 28)]
    assert reading.diagnostics[0].help


def test_namespaces_name_their_versions() -> None:
    for order in range(4):
        namespace = f"http://docs.oasis-open.org/tosca/ns/simple/yaml/1.{order}"
        assert BY_NAME[namespace] is DIALECTS[f"tosca_simple_yaml_1_{order}"]
