"""What a refinement says in addition to what it refines: TOSCA 2.0, 8.4.1, 9.2, 9.3 and 11.2."""

import pytest

from tests.topology.reading_aid import codes, places, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"

FILTERED = """
capability_types: { C: {} }
relationship_types: { R: {} }
node_types:
  Server:
    capabilities: { c: C }
    properties: { cpus: { type: integer }, zone: { type: string } }
  Base:
    requirements:
      - r:
          capability: C
          relationship: R
          node_filter: { $greater_or_equal: [ { $get_property: [ SELF, TARGET, cpus ] }, 4 ] }
  Sub:
    derived_from: Base
    requirements:
      - r: { node_filter: { $equal: [ { $get_property: [ SELF, TARGET, zone ] }, north ] } }
  Least: { derived_from: Sub, requirements: [ r: { description: As before. } ] }
service_template:
  node_templates:
    s: { type: Server, properties: { cpus: %s, zone: %s } }
    a: { type: %s, requirements: [ r: %s ] }
"""


@pytest.mark.parametrize("node_type", ["Sub", "Least"])
@pytest.mark.parametrize(
    ("cpus", "zone", "found"), [(4, "north", []), (1, "north", ["TS616"]), (4, "south", ["TS616"])]
)
def test_each_filter_of_a_line_of_types_counts(node_type: str, cpus: int, zone: str, found: list[str]) -> None:
    assert codes(read(V2_0 + FILTERED % (cpus, zone, node_type, "s"))) == found
    open_codes = ["TS604"] if found else []
    assert codes(read(V2_0 + FILTERED % (cpus, zone, node_type, "{ node: Server }"))) == open_codes


def test_until_1_3_a_filter_stands_for_the_inherited_one() -> None:
    text = """
node_types:
  Base: { derived_from: tosca.nodes.Root, requirements: [ r: { capability: Node, node_filter: {
    properties: [ p: { equal: 1 } ] } } ] }
  Sub: { derived_from: Base, requirements: [ r: { capability: Node, node_filter: {
    properties: [ p: { equal: 2 } ] } } ] }
  Target: { derived_from: tosca.nodes.Root, properties: { p: { type: integer } } }
topology_template:
  node_templates: { t: { type: Target, properties: { p: 2 } }, s: { type: Sub, requirements: [ r: {} ] } }
"""
    assert codes(read(text)) == []


LISTED = """
data_types:
  Word: { derived_from: string, validation: { $matches: [ $value, "[a-z]+" ] } }
  Words: { derived_from: list, entry_schema: { type: string, validation: { $matches: [ $value, "[a-z]+" ] } } }
  Short:
    derived_from: Words
    entry_schema: { type: string, validation: { $less_than: [ { $length: [ $value ] }, 4 ] } }
node_types:
  N:
    properties:
      p: { type: list, entry_schema: { type: string, validation: { $matches: [ $value, "[a-z]+" ] } } }
      q: { type: map, key_schema: Word, entry_schema: { type: list, entry_schema: Word } }
      w: { type: Words }
      x: { type: list, entry_schema: string }
  M:
    derived_from: N
    properties: { NAME: REFINED }
service_template: { node_templates: { m: { type: M, properties: { OTHERSNAME: VALUE } } } }
"""
EMPTY = {"p": "[]", "q": "{}", "w": "[]", "x": "[]"}


def listed(name: str, refined: str, value: str) -> list[tuple[str, int]]:
    others = "".join(f"{other}: {empty}, " for other, empty in EMPTY.items() if other != name)
    text = LISTED.replace("OTHERS", others).replace("REFINED", refined).replace("VALUE", value).replace("NAME", name)
    return [(code, line) for code, line, _ in places(read(V2_0 + text))]


@pytest.mark.parametrize(
    ("name", "refined", "value", "found"),
    [
        ("p", "{ entry_schema: string }", "[ a ]", []),
        ("p", "{ entry_schema: string }", "[ A ]", [("TS513", 19)]),
        ("p", "{ entry_schema: Word }", "[ a ]", []),
        ("p", "{ type: list, entry_schema: { type: string } }", "[ A ]", [("TS513", 19)]),
        ("p", "{ entry_schema: integer }", "[]", [("TS407", 18)]),
        ("p", "{ type: Words }", "[ A ]", [("TS513", 19)]),
        ("q", "{ entry_schema: list }", "{ a: [ b ] }", []),
        ("q", "{ entry_schema: list }", "{ a: [ B ] }", [("TS513", 19)]),
        ("q", "{ entry_schema: { type: list, entry_schema: Word } }", "{ a: [ b ] }", []),
        ("q", "{ entry_schema: { type: list, entry_schema: string } }", "{}", [("TS407", 18)]),
        ("q", "{ key_schema: string }", "{}", [("TS407", 18)]),
        ("q", "{ key_schema: Word }", "{ A: [] }", [("TS513", 19)]),
        ("w", "{ entry_schema: string }", "[ A ]", [("TS513", 19)]),
        ("w", "{ entry_schema: integer }", "[]", [("TS407", 18)]),
        ("w", "{ type: Short }", "[ abc ]", []),
        ("w", "{ type: Short }", "[ abcd ]", [("TS513", 19)]),
        ("w", "{ type: Short }", "[ ABC ]", [("TS513", 19)]),
        ("x", "{ type: Words }", "[ A ]", [("TS513", 19)]),
        ("x", "{ type: Words }", "[ a ]", []),
    ],
)
def test_the_schema_of_entries_is_refined(name: str, refined: str, value: str, found: list[tuple[str, int]]) -> None:
    assert listed(name, refined, value) == found


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ("entry_schema: string", []),
        ("entry_schema: integer", [("TS407", 4, 45)]),
        ("entry_schema: { type: integer }", [("TS407", 4, 53)]),
        ("entry_schema: { tpye: string }", [("TS301", 4, 47)]),
    ],
)
def test_a_data_type_refines_its_entries(schema: str, found: list[tuple[str, int, int]]) -> None:
    text = f"{V2_0}data_types:\n  Words: {{ derived_from: list, entry_schema: string }}\n"
    text += f"  Few: {{ derived_from: Words, {schema} }}\n"
    assert places(read(text)) == found


def test_a_type_of_entries_that_contains_itself() -> None:
    text = (
        V2_0
        + """
data_types:
  Tree: { properties: { below: { type: list, entry_schema: Tree, default: [] }, name: { type: string } } }
  Word: { derived_from: string, validation: { $matches: [ $value, "[a-z]+" ] } }
  Named: { derived_from: Tree, properties: { below: { entry_schema: Named }, name: { type: Word } } }
node_types: { N: { properties: { tree: { type: Named, default: { name: a, below: [ { name: %s } ] } } } } }
"""
    )
    assert codes(read(text % "b")) == []
    assert codes(read(text % "B")) == ["TS513"]


def test_until_1_3_another_schema_stands_for_the_inherited_one() -> None:
    text = """
node_types:
  N: { properties: { p: { type: list, entry_schema: string } } }
  M: { derived_from: N, properties: { p: { type: list, entry_schema: integer } } }
"""
    assert codes(read(text)) == []


INTERFACES = """
interface_types: { I: { operations: { o: {} } }, J: { derived_from: I }, K: { operations: { o: {} } } }
relationship_types: { R: { interfaces: { i: { type: I } } } }
capability_types: { C: {} }
node_types:
  N: { interfaces: { i: { type: I } } }
  M: { derived_from: N, interfaces: { i: { type: %s } } }
  A: { requirements: [ r: { capability: C, relationship: { type: R, interfaces: { i: { type: %s } } } } ] }
"""


@pytest.mark.parametrize(
    ("of_node", "of_relationship", "found"),
    [
        ("I", "I", []),
        ("J", "J", []),
        ("K", "I", [("TS407", 8)]),
        ("I", "K", [("TS407", 9)]),
        ("L", "I", [("TS401", 8)]),
    ],
)
def test_an_interface_keeps_its_type(of_node: str, of_relationship: str, found: list[tuple[str, int]]) -> None:
    reading = read(V2_0 + INTERFACES % (of_node, of_relationship))
    assert [(code, line) for code, line, _ in places(reading)] == found


def test_until_1_3_an_interface_may_get_another_type() -> None:
    text = """
interface_types: { I: { derived_from: tosca.interfaces.Root }, K: { derived_from: tosca.interfaces.Root } }
node_types: { N: { interfaces: { i: { type: I } } }, M: { derived_from: N, interfaces: { i: { type: K } } } }
"""
    assert codes(read(text)) == []
