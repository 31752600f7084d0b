"""Imports, namespaces and profiles of TOSCA 2.0 (6.7 and 6.8)."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read
from topology.fetching.fetcher import PolicyFetcher
from topology.import_policy import ImportPolicy, ProfileSource
from topology.reading import Reading, read_template
from topology.sources import MemorySources

V2_0 = "tosca_definitions_version: tosca_2_0\n"
GOOD = f"{V2_0}node_types: {{ Good: {{}} }}\n"


def service(node_type: str) -> str:
    return f"service_template: {{ node_templates: {{ one: {{ type: {node_type} }} }} }}\n"


def type_of(text: str, files: Mapping[str, str] | None = None) -> str:
    return graph_of(V2_0 + text, files).nodes["one"].type.name


@pytest.mark.parametrize("written", ["a.yaml", "{ url: a.yaml }", "/a.yaml", "{ url: ./b/../a.yaml }", "'file:a.yaml'"])
def test_a_file_is_imported_by_its_path(written: str) -> None:
    assert type_of(f"imports: [ {written} ]\n{service('Good')}", {"a.yaml": GOOD}) == "Good"


def test_a_leading_slash_begins_at_the_root() -> None:
    files = {"deep/a.yaml": f"{V2_0}imports: [ /b.yaml ]\n", "b.yaml": GOOD}
    assert type_of(f"imports: [ deep/a.yaml ]\n{service('Good')}", files) == "Good"


@pytest.mark.parametrize("written", ["../a.yaml", "/../a.yaml", "'file:../a.yaml'", "'file:///etc/passwd'"])
def test_nothing_outside_of_the_folder_is_reached(written: str) -> None:
    assert [line for _, line, _ in places(read(f"{V2_0}imports:\n  - {written}\n"))] == [3]


def test_namespaces_stand_in_each_other() -> None:
    files = {"k8s.yaml": GOOD, "my.yaml": f"{V2_0}imports: [ {{ url: k8s.yaml, namespace: k8s }} ]\n"}
    text = "imports: [ { url: my.yaml, namespace: my } ]\n"
    assert type_of(text + service("my:k8s:Good"), files) == "Good"
    assert codes(read(V2_0 + text + service("k8s:Good"), files)) == ["TS401"]
    assert codes(read(V2_0 + text + service("my:Good"), files)) == ["TS401"]


def test_files_that_import_each_other_under_namespaces_end() -> None:
    files = {"a.yaml": f"{V2_0}imports: [ {{ url: template.yaml, namespace: back }} ]\nnode_types: {{ Good: {{}} }}\n"}
    assert type_of(f"imports: [ {{ url: a.yaml, namespace: a }} ]\n{service('a:Good')}", files) == "Good"


def test_functions_have_prefixes_too() -> None:
    files = {"a.yaml": f"{V2_0}functions: {{ twice: {{ signatures: [ {{ arguments: [ integer ] }} ] }} }}\n"}
    text = f"{V2_0}imports: [ {{ url: a.yaml, namespace: a }} ]\n"
    text += "node_types: { T: { properties: { p: { type: integer } } } }\n"
    use = "service_template: {{ node_templates: {{ one: {{ type: T, properties: {{ p: {{ {}: [ 2 ] }} }} }} }} }}\n"
    assert codes(read(text + use.format("$a:twice"), files)) == []
    assert codes(read(text + use.format("$twice"), files)) == ["TS541"]


def test_an_own_type_hides_an_imported_one() -> None:
    """The specification leaves open which is meant; its own tests take the importing file's."""
    text = "imports: [ a.yaml ]\nnode_types:\n  Good: { properties: { p: { type: string, default: x } } }\n"
    reading = read(V2_0 + text + service("Good"), {"a.yaml": GOOD})
    assert places(reading) == [("TS405", 4, 3)]
    assert not reading.has_errors
    assert reading.graph is not None
    assert reading.graph.nodes["one"].properties == {"p": "x"}


def test_two_imported_types_of_one_name_are_a_mistake() -> None:
    reading = read(f"{V2_0}imports: [ a.yaml, b.yaml ]\n", {"a.yaml": GOOD, "b.yaml": GOOD})
    assert codes(reading) == ["TS405"]
    assert reading.has_errors


def test_types_of_one_name_in_two_namespaces_are_two_types() -> None:
    text = f"""{V2_0}imports:
  - {{ url: a.yaml, namespace: a }}
  - {{ url: b.yaml, namespace: b }}
capability_types: {{ Host: {{}} }}
relationship_types: {{ On: {{}} }}
node_types:
  App: {{ requirements: [ host: {{ capability: a:Host, relationship: On }} ] }}
  Server: {{ capabilities: {{ host: b:Host }} }}
service_template:
  node_templates:
    server: {{ type: Server }}
    app: {{ type: App, requirements: [ host: server ] }}
"""
    files = dict.fromkeys(("a.yaml", "b.yaml"), f"{V2_0}capability_types: {{ Host: {{}} }}\n")
    assert codes(read(text, files)) == ["TS603"]


def test_a_file_is_read_by_its_own_dialect() -> None:
    """A file of 2.0 may import one of 1.3, with its normative types, but not use its keynames."""
    old = "tosca_definitions_version: tosca_simple_yaml_1_3\nnode_types: { Old: { derived_from: Compute } }\n"
    graph = graph_of(f"{V2_0}imports: [ old.yaml ]\n{service('Old')}", {"old.yaml": old})
    assert graph.nodes["one"].type.lineage == (
        "Old",
        "tosca.nodes.Compute",
        "tosca.nodes.Abstract.Compute",
        "tosca.nodes.Root",
    )
    assert codes(read(f"{V2_0}imports: [ old.yaml ]\n{service('Compute')}", {"old.yaml": old})) == ["TS401"]


@pytest.mark.parametrize(
    ("profile", "node_type", "name"),
    [
        ("toposmith:1.0", "toposmith.nodes.Volume", "toposmith.nodes.Volume"),
        ("toposmith:1.0", "tosca.nodes.Compute", "tosca.nodes.Compute"),
        ("tosca_simple_yaml_1_3", "Compute", "tosca.nodes.Compute"),
    ],
)
def test_ready_made_profiles(profile: str, node_type: str, name: str) -> None:
    assert type_of(f"imports: [ profile: '{profile}' ]\n{service(node_type)}") == name
    assert type_of(f"imports: [ {{ profile: '{profile}', namespace: p }} ]\n{service(f'p:{node_type}')}") == name
    assert codes(read(V2_0 + service(node_type))) == ["TS401"]


def with_profiles(text: str, root: Path, **profiles: str) -> Reading:
    """Read a template for whose profiles there are folders."""
    known = {}
    for name, content in profiles.items():
        (root / name).mkdir()
        (root / name / "profile.yaml").write_text(f"{V2_0}profile: org.{name}:1\n{content}")
        (root / name / "more.yaml").write_text(f"{V2_0}node_types: {{ More: {{}} }}\n")
        known[f"org.{name}:1"] = ProfileSource(str(root / name), "profile.yaml")
    policy = ImportPolicy(profiles=known)
    sources = MemorySources({"template.yaml": (V2_0 + text).encode()})
    return read_template(sources, "template.yaml", policy=policy, fetcher=PolicyFetcher(policy))


def test_a_profile_gives_its_name_to_its_types_and_to_those_that_it_imports(tmp_path: Path) -> None:
    text = "imports: [ profile: 'org.a:1' ]\n"
    text += "service_template: { node_templates: { one: { type: A }, two: { type: More } } }\n"
    reading = with_profiles(text, tmp_path, a="imports: [ more.yaml ]\nnode_types: { A: { derived_from: More } }\n")
    assert codes(reading) == []
    assert reading.graph is not None
    assert [node.type.lineage for node in reading.graph.nodes.values()] == [
        ("org.a:1:A", "org.a:1:More"),
        ("org.a:1:More",),
    ]


def test_a_profile_that_is_imported_by_a_profile_keeps_its_name(tmp_path: Path) -> None:
    text = f"imports: [ profile: 'org.a:1' ]\n{service('A')}"
    outer = "imports: [ { profile: 'org.b:1', namespace: b } ]\nnode_types: { A: { derived_from: 'b:B' } }\n"
    reading = with_profiles(text, tmp_path, a=outer, b="node_types: { B: {} }\n")
    assert reading.graph is not None
    assert reading.graph.nodes["one"].type.lineage == ("org.a:1:A", "org.b:1:B")


def test_an_unknown_profile_is_told_once() -> None:
    reading = read(f"{V2_0}imports:\n  - profile: org.shop:1.0\n    namespace: shop\n{service('shop:App')}")
    assert places(reading) == [("TS211", 3, 14)]
    assert reading.diagnostics[0].help == "Say where it is: --profile-source org.shop:1.0=FOLDER."


def test_a_file_that_was_imported_makes_its_profile_known() -> None:
    files = {"a.yaml": f"{V2_0}profile: org.a:1\nnode_types: {{ A: {{}} }}\n"}
    text = "imports: [ { url: a.yaml, namespace: x }, { profile: 'org.a:1', namespace: y } ]\n"
    assert type_of(text + service("y:A"), files) == "org.a:1:A"


def test_a_repository_is_read_where_it_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    text = f"{V2_0}repositories: {{ r: 'https://example.org' }}\nimports: [ {{ url: a.yaml, repository: r }} ]\n"
    text += service("Good")
    sources = MemorySources({"template.yaml": text.encode()})
    assert codes(read_template(sources, "template.yaml")) == ["TS202"]
    policy = ImportPolicy(repositories={"r": str(tmp_path)})
    assert codes(read_template(sources, "template.yaml", policy=policy, fetcher=PolicyFetcher(policy))) == []


@pytest.mark.parametrize("imports", ["a.yaml", "{ url: a.yaml }", "[ { namespace: a } ]", "[ [ a.yaml ] ]"])
def test_imports_that_cannot_be_read_are_the_only_mistake(imports: str) -> None:
    """The types that they would bring are not told as unknown."""
    reading = read(f"{V2_0}imports: {imports}\n{service('Good')}", {"a.yaml": GOOD})
    assert [line for _, line, _ in places(reading)] == [2]


def test_a_repository_that_is_not_defined() -> None:
    reading = read(
        f"{V2_0}imports:\n  - {{ url: a.yaml, repository: sotre }}\nrepositories: {{ store: 'https://a.org' }}\n"
    )
    assert places(reading) == [("TS210", 3, 32)]
    assert reading.diagnostics[0].help == "Did you mean `store`?"
