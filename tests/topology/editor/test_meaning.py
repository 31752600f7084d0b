from pathlib import Path as FilePath

import pytest

from tests.topology.editor.marked import HEAD, NODES, analysed, unmarked
from topology.editor.meaning import Meaning, meaning_at
from topology.editor.profile_sources import find_in_profile

TEXT = (
    HEAD
    + """\
  inputs:
    port: { type: integer, description: Where it listens., default: 80 }
  node_templates:
    web:
      type: mine.Web
      description: The shop.
      properties:
        memory: 1 GB
        speed: { get_input: port }
        url: { get_property: [ database, endpoint, port ] }
        health_check: { interval: 2 s }
      requirements:
        - storage: files
        - connection: { node: database, capability: endpoint }
      artifacts:
        setup: setup.sh
      interfaces:
        Standard:
          operations:
            create: setup
    database: { type: toposmith.nodes.Container }
    files: { type: toposmith.nodes.Volume }
  groups:
    all: { type: tosca.groups.Root, members: [ web ] }
node_types:
  mine.Web:
    derived_from: toposmith.nodes.Container
    description: A web server.
    properties:
      speed: { type: integer, default: 3, constraints: [ in_range: [ 1, 9 ] ], description: How fast. }
"""
)


def at(word: str, occurrence: int = 1) -> Meaning | None:
    """The meaning at the n-th occurrence of a word in the text."""
    offset = -1
    for _ in range(occurrence):
        offset = TEXT.index(word, offset + 1)
    line = TEXT.count("\n", 0, offset)
    return meaning_at(analysed(TEXT), line, offset - (TEXT.rfind("\n", 0, offset) + 1) + 1)


def shown(word: str, occurrence: int = 1) -> str:
    found = at(word, occurrence)
    assert found is not None
    return found.text


def leads_to(word: str, occurrence: int = 1) -> str:
    """The line of the text that the definition stands in."""
    found = at(word, occurrence)
    assert found is not None
    assert found.place is not None
    assert found.place.profile is None
    return TEXT.split("\n")[found.place.span.line - 1].strip()


def test_a_type_shows_its_descent_and_where_it_is_defined() -> None:
    text = shown("mine.Web")
    assert text.startswith("**mine.Web** (node type)")
    assert "A web server." in text
    assert "Derived from `toposmith.nodes.Container` → `tosca.nodes.Root`." in text
    assert text.endswith("Defined in `template.yaml`.")
    assert "profile `toposmith_1_0`" in shown("toposmith.nodes.Volume")


def test_a_property_shows_its_type_default_and_constraints() -> None:
    text = shown("speed")
    assert "**speed** (property)" in text
    assert "Type `integer`." in text
    assert "How fast." in text
    assert "It is between 1 and 9." in text


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("type: mine", "keyname of a node template, required)\n\nSimple Profile 1.3, section 3.8.3."),
        ("get_input", "**get_input** (function)"),
        ("port }\n        url", "**port** (input)\n\nType `integer`.\n\nWhere it listens.\n\nDefault `80`."),
        ("files\n", "**files** (node template)\n\nType `toposmith.nodes.Volume`."),
        ("storage", "**storage** (requirement)"),
        ("interval", "**interval** (property)"),
        ("Standard", "**Standard** (interface)"),
        ("create", "**create** (operation)"),
        ("setup\n", "**setup** (artifact)"),
        ("endpoint, port", "**endpoint** (capability)"),
        ("port ]", "**port** (property"),
        ("memory", "scalar-unit.size"),
    ],
)
def test_what_is_shown(word: str, expected: str) -> None:
    assert expected in shown(word)


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("mine.Web", "mine.Web:"),
        ("port }\n        url", "port: { type: integer, description: Where it listens., default: 80 }"),
        ("files\n", "files: { type: toposmith.nodes.Volume }"),
        ("database,", "database: { type: toposmith.nodes.Container }"),
        ("web ]", "web:"),
        ("web:", "web:"),
        ("speed", "speed: { type: integer, default: 3, constraints: [ in_range: [ 1, 9 ] ], description: How fast. }"),
        ("setup\n", "setup: setup.sh"),
    ],
)
def test_where_it_is_defined(word: str, line: str) -> None:
    assert leads_to(word) == line


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("toposmith.nodes.Volume", "  toposmith.nodes.Volume:"),
        ("memory", "      memory:"),
        ("storage", "      - storage:"),
        ("interval", "      interval:"),
        ("create", "      create:"),
        ("tosca.groups.Root", "  tosca.groups.Root:"),
    ],
)
def test_ready_made_definitions_are_found_in_their_profiles(word: str, written: str) -> None:
    found = at(word)
    assert found is not None
    assert found.place is not None
    assert found.place.profile is not None
    span = find_in_profile(found.place.profile, found.place.path)
    assert span is not None
    assert FilePath(span.file).read_text().split("\n")[span.line - 1].startswith(written)


def test_a_file_that_is_named() -> None:
    found = at("setup.sh")
    assert found is not None
    assert found.place is not None
    assert found.place.span.file == "setup.sh"


def test_a_type_of_an_imported_file() -> None:
    version = "tosca_definitions_version: tosca_simple_yaml_1_3\n"
    files = {"lib/types.yaml": f"{version}node_types:\n  Thing: {{ derived_from: tosca.nodes.Root }}\n"}
    text = f"{version}imports: [ {{ file: lib/types.yaml, namespace_prefix: lib }} ]\n"
    text += "topology_template: { node_templates: { a: { type: lib:Th‸ing } } }"
    plain, line, column = unmarked(text)
    found = meaning_at(analysed(plain, files), line, column)
    assert found is not None
    assert found.place is not None
    assert (found.place.span.file, found.place.span.line) == ("lib/types.yaml", 3)


@pytest.mark.parametrize("word", ["The shop", "1 GB", "2 s"])
def test_what_means_nothing(word: str) -> None:
    assert at(word) is None


def test_a_broken_file_still_explains_its_types() -> None:
    text, line, column = unmarked(NODES + "    web:\n      type: tosca.nodes.Com‸pute\n      b: c: d\n    x: [\n")
    found = meaning_at(analysed(text), line, column)
    assert found is not None
    assert "tosca.nodes.Compute" in found.text


def test_a_path_that_no_profile_has() -> None:
    assert find_in_profile("tosca_simple_1_3", ("node_types", "nothing")) is None


def test_what_a_relationship_names_first_is_told_by_the_version() -> None:
    text = """\
tosca_definitions_version: tosca_2_0
relationship_types: { Link: { description: The type. } }
service_template:
  relationship_templates: { Link: { type: Link, description: The template. } }
  node_templates: { a: { type: A, requirements: [ r: { relationship: Link } ] } }
"""
    assert "The type." in _text_at_last_link(text)
    simple = text.replace("tosca_2_0", "tosca_simple_yaml_1_3").replace("service_template", "topology_template")
    assert "The template." in _text_at_last_link(simple)


def _text_at_last_link(text: str) -> str:
    line = text.rstrip().count("\n")
    found = meaning_at(analysed(text), line, text.splitlines()[line].rindex("Link") + 1)
    assert found is not None
    return found.text
