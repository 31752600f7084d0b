from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

import topology.profiles
from tests.topology.reading_aid import codes, graph_of, read
from topology.profiles import generate
from topology.profiles.generate import PROFILES, READY, SOURCES, ready_form
from topology.profiles.profile import IMPORTABLE, load_profile
from topology.reading import read_template
from topology.sources import DirectorySources
from topology.tosca.dialect import DIALECTS

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
    assert (READY / f"{profile}.py").read_text(encoding="utf-8") == ready_form(profile)


def test_all_normative_types_are_there() -> None:
    counts: Counter[str] = Counter()
    for file in (SOURCES / "tosca_simple_1_3").glob("*.yaml"):
        if not file.name.startswith("non_normative"):
            content = yaml.safe_load(file.read_text())
            counts.update({section: len(types) for section, types in content.items() if section.endswith("_types")})
    assert counts == NORMATIVE
    assert sum(counts.values()) == 66


@pytest.mark.parametrize("profile", ["tosca_simple_1_3", "toposmith_1_0"])
def test_a_profile_is_a_template_without_mistakes(profile: str) -> None:
    assert read_template(DirectorySources(SOURCES / profile), "profile.yaml").diagnostics == ()


VERSIONS = {dialect.profile: dialect.version for dialect in DIALECTS.values() if dialect.profile}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_type_can_be_used(profile: str) -> None:
    """Each type is derived from, so that everything in it is resolved from the ready form too."""
    types = load_profile(profile).types
    version = VERSIONS.get(profile, "tosca_simple_yaml_1_3")
    text = f"tosca_definitions_version: {version}\nimports: [ toposmith:1.0 ]\n"
    for section, named in types.items():
        derived = "".join(f"  X{index}: {{ derived_from: {name} }}\n" for index, name in enumerate(named))
        text += f"{section}:\n{derived}"
    assert codes(read(text)) == []


@pytest.mark.parametrize("version", [dialect.version for dialect in DIALECTS.values() if dialect.profile])
def test_the_own_profile_can_be_used_from_each_version(version: str) -> None:
    text = """
        imports: [ toposmith:1.0 ]
        topology_template:
          node_templates:
            computer: { type: tosca.nodes.Compute }
            data: { type: toposmith.nodes.Volume }
    """
    assert codes(read(f"tosca_definitions_version: {version}\n" + dedent(text))) == []


HAS = {
    ("tosca_simple_1_0", "data_types", "tosca.datatypes.TimeInterval"): False,
    ("tosca_simple_1_1", "data_types", "tosca.datatypes.TimeInterval"): True,
    ("tosca_simple_1_1", "data_types", "tosca.datatypes.json"): False,
    ("tosca_simple_1_2", "data_types", "tosca.datatypes.json"): True,
    ("tosca_simple_1_0", "node_types", "tosca.nodes.BlockStorage"): True,
    ("tosca_simple_1_1", "node_types", "tosca.nodes.Storage.BlockStorage"): False,
    ("tosca_simple_1_1", "node_types", "tosca.nodes.Abstract.Compute"): False,
    ("tosca_simple_1_2", "node_types", "tosca.nodes.Storage.BlockStorage"): True,
    ("tosca_simple_1_1", "capability_types", "tosca.capabilities.Compute"): False,
    ("tosca_simple_1_2", "capability_types", "tosca.capabilities.Compute"): True,
    ("tosca_simple_1_2", "artifact_types", "tosca.artifacts.template"): False,
    ("tosca_simple_1_3", "artifact_types", "tosca.artifacts.template"): True,
    ("tosca_nfv_1_0", "node_types", "tosca.nodes.nfv.VDU"): True,
}


@pytest.mark.parametrize(("profile", "section", "name"), HAS)
def test_versions_differ_in_types(profile: str, section: str, name: str) -> None:
    assert (name in load_profile(profile).types[section]) is HAS[profile, section, name]


COMPUTER = """
topology_template:
  node_templates:
    computer:
      type: tosca.nodes.Compute
      capabilities:
        host:
          properties: { num_cpus: 2 }
    software:
      type: tosca.nodes.SoftwareComponent
      requirements:
        - host: computer
"""


@pytest.mark.parametrize(
    ("version", "capability"),
    [("1_0", "Container"), ("1_1", "Container"), ("1_2", "Compute"), ("1_3", "Compute")],
)
def test_a_computer_is_a_container_at_first(version: str, capability: str) -> None:
    graph = graph_of(f"tosca_definitions_version: tosca_simple_yaml_{version}\n{COMPUTER}")
    host = graph.nodes["computer"].capabilities["host"]
    assert host.type.name == f"tosca.capabilities.{capability}"
    assert host.properties["num_cpus"] == 2


def test_differences_need_what_they_are_based_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "SOURCES", tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "differences.yaml").write_text("without: { node_types: [ X ] }")
    with pytest.raises(ValueError, match="based on"):
        generate.types_of("other")


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
