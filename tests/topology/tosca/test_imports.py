import pytest

from tests.topology.reading_aid import VERSION, codes, graph_of, places, read
from topology.reading import read_template
from topology.sources import MemorySources

TYPES = VERSION + "node_types:\n  shop.Good:\n    derived_from: tosca.nodes.Root\n"
USE = "topology_template:\n  node_templates:\n    one:\n      type: {}\n"


def test_paths_are_relative_to_the_importing_file() -> None:
    files = {"a/b.yaml": VERSION + "imports: [ ../c/d.yaml ]\n", "c/d.yaml": TYPES}
    assert graph_of("imports: [ a/b.yaml ]\n" + USE.format("shop.Good"), files).nodes["one"].type.name == "shop.Good"


def test_circles_of_imports_are_fine() -> None:
    files = {
        "a.yaml": VERSION + "imports: [ b.yaml, template.yaml ]\nnode_types: { A: { derived_from: B } }\n",
        "b.yaml": VERSION + "imports: [ a.yaml ]\nnode_types: { B: { derived_from: tosca.nodes.Root } }\n",
    }
    assert graph_of("imports: [ a.yaml ]\n" + USE.format("A"), files).nodes["one"].type.lineage[:2] == ("A", "B")


def test_a_prefix_is_part_of_the_name() -> None:
    text = "imports:\n  - { file: a.yaml, namespace_prefix: my }\n"
    assert graph_of(text + USE.format("my:shop.Good"), {"a.yaml": TYPES}).nodes["one"].type.name == "shop.Good"
    assert codes(read(text + USE.format("shop.Good"), {"a.yaml": TYPES})) == ["TS401"]


def test_the_prefix_tosca_is_reserved() -> None:
    assert codes(read("imports:\n  - { file: a.yaml, namespace_prefix: tosca }\n", {"a.yaml": TYPES})) == ["TS206"]


def test_2_0_reserves_no_namespace() -> None:
    text = "tosca_definitions_version: tosca_2_0\nnode_types: { Good: {} }\n"
    using = "imports:\n  - { url: a.yaml, namespace: tosca }\n"
    using += "service_template: { node_templates: { one: { type: tosca:Good } } }\n"
    files = {"a.yaml": text}
    graph = graph_of("tosca_definitions_version: tosca_2_0\n" + using, files)
    assert graph.nodes["one"].type.name == "Good"


@pytest.mark.parametrize("written", ["toposmith:1.0", "{ file: toposmith:1.0 }"])
def test_the_own_profile_is_imported_by_name(written: str) -> None:
    graph = graph_of(f"imports: [ {written} ]\n" + USE.format("toposmith.nodes.Volume"))
    assert graph.nodes["one"].properties["deletion_policy"] == "retain"


def test_without_the_import_the_own_profile_is_not_there() -> None:
    assert codes(read(USE.format("toposmith.nodes.Volume"))) == ["TS401"]


@pytest.mark.parametrize("written", ["tosca_simple_yaml_1_3", "http://docs.oasis-open.org/tosca/ns/simple/yaml/1.3"])
def test_the_namespace_of_the_version_is_there_anyway(written: str) -> None:
    assert graph_of(f"imports: [ '{written}' ]\n" + USE.format("tosca.nodes.Root")).nodes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("missing.yaml", "TS201"),
        ("https://example.org/a.yaml", "TS202"),
        ("HTTP://example.org/a.yaml", "TS202"),
        ("file:///etc/passwd", "TS202"),
        ("//example.org/a.yaml", "TS202"),
        ("toposmith:2.0", "TS202"),
        ("../a.yaml", "TS203"),
        ("a/../../a.yaml", "TS203"),
        ("../../../../etc/passwd", "TS203"),
        ("/etc/passwd", "TS203"),
        ("..", "TS203"),
        ("'a\\b.yaml'", "TS203"),
    ],
)
def test_nothing_outside_of_the_folder_is_reached(written: str, code: str) -> None:
    """The place is the import's own, whatever it names."""
    assert places(read(f"imports:\n  - {written}\n")) == [(code, 3, 5)]


def test_an_import_from_a_repository_is_not_fetched() -> None:
    text = "imports:\n  - { file: a.yaml, repository: r }\nrepositories: { r: https://example.org }\n"
    assert codes(read(text, {"a.yaml": TYPES})) == ["TS202"]


def test_a_file_that_the_sources_refuse() -> None:
    files = {"template.yaml": f"{VERSION}imports: [ a.yaml ]\n".encode(), "a.yaml": b"x" * 200}
    reading = read_template(MemorySources(files, max_file_size=150), "template.yaml")
    assert codes(reading) == ["TS204"]


def test_mistakes_of_imported_files_are_told_in_them() -> None:
    reading = read("imports: [ a.yaml ]\n", {"a.yaml": VERSION + "node_typos: {}\n"})
    assert [(found.code, found.span.file, found.span.line) for found in reading.diagnostics] == [("TS301", "a.yaml", 2)]


def test_an_imported_file_of_an_unknown_version() -> None:
    reading = read("imports: [ a.yaml ]\n", {"a.yaml": "tosca_definitions_version: tosca_simple_yaml_9_9\n"})
    assert [(found.code, found.span.file, found.span.line) for found in reading.diagnostics] == [("TS307", "a.yaml", 1)]


def test_types_of_a_missing_file_are_not_told_again() -> None:
    text = "imports: [ missing.yaml ]\n" + USE.format("some.Thing")
    assert codes(read(text)) == ["TS201"]


def test_one_name_in_two_files() -> None:
    reading = read("imports: [ a.yaml, b.yaml ]\n", {"a.yaml": TYPES, "b.yaml": TYPES})
    assert codes(reading) == ["TS405"]
    assert reading.diagnostics[0].related[0].span.file == "a.yaml"


def test_too_many_imports_end() -> None:
    files = {f"f{index}.yaml": f"{VERSION}imports: [ f{index + 1}.yaml ]\n" for index in range(300)}
    assert codes(read("imports: [ f0.yaml ]\n", files)) == ["TS205"]


@pytest.mark.parametrize("version", ["tosca_simple_yaml_2_0", "tosca_3_0", "x"])
def test_other_versions_are_named_with_what_is_supported(version: str) -> None:
    reading = read(f"tosca_definitions_version: {version}\nservice_template: {{}}\n")
    assert places(reading) == [("TS307", 1, 28)]
    assert "tosca_simple_yaml_1_3" in reading.diagnostics[0].message


SHARED = {
    "wheels.yaml": VERSION + "node_types: { Wheel: { derived_from: tosca.nodes.Root } }\n",
    "cars.yaml": VERSION + "node_types: { Car: { derived_from: Wheel } }\n",
}


def test_files_without_prefixes_share_a_namespace() -> None:
    """A file may use what another one brings to the template that imports both."""
    text = "imports: [ cars.yaml, wheels.yaml ]\n" + USE.format("Car")
    assert graph_of(text, SHARED).nodes["one"].type.lineage == ("Car", "Wheel", "tosca.nodes.Root")


def test_a_file_with_a_prefix_does_not_see_its_importer() -> None:
    text = "imports: [ { file: cars.yaml, namespace_prefix: my }, wheels.yaml ]\n" + USE.format("my:Car")
    assert codes(read(text, SHARED)) == ["TS401"]
