from collections import Counter
from pathlib import Path

import pytest
import yaml

import topology.profiles
from tests.topology.reading_aid import codes, graph_of, read
from topology.profiles.generate import PROFILES, SOURCES, ready_form
from topology.profiles.profile import IMPORTABLE, READY, load_profile
from topology.reading import read_template
from topology.sources import DirectorySources

NORMATIVE = {
    "data_types": 9,
    "artifact_types": 9,
    "capability_types": 15,
    "relationship_types": 8,
    "interface_types": 3,
    "node_types": 16,
    "group_types": 1,
    "policy_types": 5,
}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_ready_form_is_current(profile: str) -> None:
    """Run ``python -m topology.profiles.generate`` after a change of a profile's YAML."""
    assert (READY / f"{profile}.json").read_text(encoding="utf-8") == ready_form(profile)


def test_all_normative_types_are_there() -> None:
    counts: Counter[str] = Counter()
    for file in (SOURCES / "tosca_simple_1_3").glob("*.yaml"):
        if not file.name.startswith("non_normative"):
            content = yaml.safe_load(file.read_text())
            counts.update({section: len(types) for section, types in content.items() if section.endswith("_types")})
    assert counts == NORMATIVE
    assert sum(counts.values()) == 66


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_is_a_template_without_mistakes(profile: str) -> None:
    assert read_template(DirectorySources(SOURCES / profile), "profile.yaml").diagnostics == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_every_type_can_be_used(profile: str) -> None:
    """Each type is derived from, so that everything in it is resolved from the ready form too."""
    types = load_profile(profile).types
    text = "imports: [ toposmith:1.0 ]\n"
    for section, named in types.items():
        derived = "".join(f"  X{index}: {{ derived_from: {name} }}\n" for index, name in enumerate(named))
        text += f"{section}:\n{derived}"
    assert codes(read(text)) == []


def test_every_shorthand_leads_to_its_type() -> None:
    profile = load_profile("tosca_simple_1_3")
    for section, names in profile.shorthands.items():
        for shorthand, full_name in names.items():
            assert profile.full_name(section, shorthand) == full_name
    assert profile.full_name("node_types", "Endpoint") is None
    assert profile.full_name("capability_types", "Endpoint.Public") == "tosca.capabilities.Endpoint.Public"


def test_importable_names_have_profiles() -> None:
    assert set(IMPORTABLE.values()) <= set(PROFILES)


def test_the_example_of_the_documentation_is_right() -> None:
    page = Path(topology.profiles.__file__).parents[2] / "docs" / "profile.md"
    example = page.read_text().split("## An example")[1].split("```yaml\n")[1].split("```")[0]
    graph = graph_of(example)
    assert list(graph.nodes) == ["web", "db", "data"]
    assert graph.nodes["web"].capabilities["scalable"].properties["default_instances"] == 2
