"""Type maps in YAML: what they mean, and what is said of their mistakes at their line."""

from pathlib import Path

import pytest

from provisioners.backends.type_map import LeftOut, Mapped, Notation, Place
from provisioners.containers.type_map.read import read_type_map
from provisioners.containers.type_map.settings import SETTINGS
from provisioners.containers.type_map.shipped import NAMES, shipped_text, shipped_type_map
from topology.diagnostics.examples import example_of

MAP = """\
type_map: "1.0"
description: An example
types:
  acme.Box:
    is: container
    image: { property: [ box.image, image ], artifact: acme.Image }
    dockerfile: { artifact: acme.Recipe }
    settings:
      environment: [ vars, { at: env, as: variables } ]
      ports:
        at: box.ports
        as: port-fields
        fields: { target: [ inside, port ], published: outside }
    storage_location: [ where, target.path ]
    node_names_are_hosts: true
    without_effect: [ label, box.color ]
    left_out:
      weight: Boxes weigh nothing here.
      driver: { reason: The platform chooses., unless: local }
  acme.Shelf:
    is: refused
    reason: There are no shelves.
"""


def test_everything_that_a_map_can_say() -> None:
    found, diagnostics = read_type_map(MAP.encode(), "acme.yaml")
    assert diagnostics == ()
    box = found.entries["acme.Box"]
    assert box.kind is Mapped.CONTAINER
    assert box.images == (("box", "image"), ("image",))
    assert (box.image_artifacts, box.dockerfile_artifacts) == (("acme.Image",), ("acme.Recipe",))
    assert box.settings["environment"] == (Place(("vars",)), Place(("env",), Notation.VARIABLES))
    fields = {"target": ("inside", "port"), "published": ("outside",)}
    assert box.settings["ports"] == (Place(("box", "ports"), Notation.PORT_FIELDS, fields),)
    assert (box.locations, box.node_names_are_hosts) == (("where", "target.path"), True)
    assert box.without_effect == {"label", "box.color"}
    assert box.left_out == {
        "weight": LeftOut("Boxes weigh nothing here."),
        "driver": LeftOut("The platform chooses.", "local"),
    }
    assert found.entries["acme.Shelf"].reason == "There are no shelves."


def mistakes(text: str) -> list[tuple[str, int, str]]:
    found, diagnostics = read_type_map(text.encode(), "acme.yaml")
    assert found.entries == {}
    assert {one.span.file for one in diagnostics} == {"acme.yaml"}
    return [(one.code, one.span.line, one.message) for one in diagnostics]


@pytest.mark.parametrize("text", ["types: {}", 'type_map: "2.0"\ntypes: {}', "type_map: [ 1 ]", "- a", "text"])
def test_what_is_no_type_map(text: str) -> None:
    assert [code for code, _, _ in mistakes(text)] == ["TS880"]


def test_what_is_no_yaml() -> None:
    assert mistakes('type_map: "1.0"\ntypes: {')[0][0].startswith("TS1")


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("is: container", "is: box", 5, "'box' is none of container, volume"),
        ("    is: container\n", "", 5, "The key 'is' is missing."),
        ("without_effect: [", "unimportant: [", 16, "knows no 'unimportant' here, but is, reason"),
        ("description:", "about:", 2, "knows no 'about' here"),
        ("environment:", "env:", 9, "knows no 'env' here, but added_capabilities"),
        ("as: variables", "as: list", 9, "'list' is none of plain, words"),
        ("{ at: env, as: variables }", "{ as: variables }", 9, "The key 'at' is missing."),
        ("{ at: env, as: variables }", "{ at: env, is: x }", 9, "knows no 'is' here, but at, as, fields"),
        (
            "fields: { target: [ inside, port ], published: outside }",
            "fields: { published: x }",
            13,
            "at least 'target'",
        ),
        ("target: [ inside", "inner: [ inside", 13, "knows no 'inner' here, but target, published"),
        ("node_names_are_hosts: true", "node_names_are_hosts: often", 15, "either true or false"),
        ("    reason: There are no shelves.\n", "", 21, "needs a 'reason'"),
        ("artifact: acme.Image", "file: acme.Image", 6, "knows no 'file' here, but property, artifact"),
        ("dockerfile: { artifact: acme.Recipe }", "dockerfile: acme.Recipe", 7, "Here a map belongs, not a scalar."),
        ("weight: Boxes weigh nothing here.", "weight: [ a ]", 18, "Here a map belongs, not a list."),
        ("reason: There are no shelves.", "reason: { a: b }", 22, "Here a text belongs, not a map."),
    ],
)
def test_a_mistake_is_told_at_its_line(before: str, after: str, line: int, words: str) -> None:
    assert before in MAP
    found = mistakes(MAP.replace(before, after))
    assert [(code, place) for code, place, message in found if words in message] == [("TS881", line)], found


@pytest.mark.parametrize("code", ["TS880", "TS881"])
def test_the_examples_are_what_they_claim_to_be(code: str) -> None:
    example = example_of(code)
    assert {one.code for one in read_type_map(example.wrong.encode(), "a.yaml")[1]} == {code}
    assert read_type_map(example.right.encode(), "a.yaml")[1] == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_maps_are_right(name: str) -> None:
    found, diagnostics = read_type_map(shipped_text(name).encode(), name)
    assert diagnostics == ()
    assert found.entries
    assert found.entries.items() <= shipped_type_map().entries.items()


DOCS = Path(__file__).parents[4] / "docs" / "type-maps.md"


def test_the_example_of_the_page_is_right_and_its_tables_are_whole() -> None:
    text = DOCS.read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    assert read_type_map(example.encode(), "example.yaml")[1] == ()
    words = [*Mapped, *Notation, *(name for names in SETTINGS.values() for name in names)]
    assert [word for word in words if f"`{word}`" not in text] == []
