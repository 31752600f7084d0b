"""The page of the mapping is complete and current."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import topology.profiles
from provisioners.backends.contract import Right
from provisioners.backends.mapping_page import PLATFORMS, mapping_of, mapping_page
from provisioners.containers.concepts import CONCEPTS, RIGHT_CODES
from tests.provisioners.backends.compose.test_mapping import EXAMPLES
from topology.diagnostics import CATALOGUE

PAGE = Path(__file__).parents[3] / "docs" / "mapping.md"
PROFILE = Path(topology.profiles.__file__).parent / "toposmith_1_0"
every_platform = pytest.mark.parametrize("name", PLATFORMS)


def types(section: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROFILE / f"{section}.yaml").read_text())[section]
    return found


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == mapping_page()


@every_platform
def test_a_platform_says_something_of_every_concept(name: str) -> None:
    cells = mapping_of(name).CELLS
    assert cells.keys() == CONCEPTS.keys()
    assert all(cell.endswith(".") and "|" not in cell for cell in cells.values())


@every_platform
def test_a_platform_says_something_of_every_node_type_of_the_profile(name: str) -> None:
    support = mapping_of(name).SUPPORT
    own = types("node_types")
    covered = {
        type_name for type_name, found in own.items() if type_name in support or found["derived_from"] in support
    }
    assert covered == own.keys()


def test_every_property_of_the_profiles_container_is_there() -> None:
    rows = " ".join(CONCEPTS.values())
    properties = types("node_types")["toposmith.nodes.Container"]["properties"]
    assert [name for name in properties if f"`{name}`" not in rows] == []
    assert EXAMPLES.keys() == properties.keys()


def test_every_policy_of_the_profile_is_there() -> None:
    rows = " ".join(CONCEPTS.values())
    assert [name for name in types("policy_types") if f"`{name}`" not in rows] == []


def test_every_right_is_there() -> None:
    assert RIGHT_CODES.keys() == set(Right)
    assert set(RIGHT_CODES.values()) <= CATALOGUE.keys()
