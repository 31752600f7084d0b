"""What types of TOSCA 2.0 may make of what they inherit."""

import pytest

from tests.topology.reading_aid import codes, graph_of, places, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"
NODES = "node_types: { A: {}, B: { derived_from: A }, C: {} }\n"
LISTS = {
    "capability_types": ("valid_source_node_types", NODES),
    "relationship_types": ("valid_target_node_types", NODES),
    "group_types": ("members", NODES),
    "policy_types": ("targets", NODES),
}


@pytest.mark.parametrize("section", LISTS)
def test_a_list_of_types_may_only_become_narrower(section: str) -> None:
    keyname, types = LISTS[section]
    text = f"{V2_0}{types}{section}:\n  P: {{ {keyname}: [ A ] }}\n  Q: {{ derived_from: P, {keyname}: [ B, NAME ] }}\n"
    assert codes(read(text.replace("NAME", "A"))) == []
    found = read(text.replace("NAME", "C"))
    assert [(code, line) for code, line, _ in places(found)] == [("TS408", 5)]


def test_every_list_of_a_relationship_type() -> None:
    text = f"""{V2_0}{NODES}capability_types: {{ X: {{}}, Y: {{}} }}
relationship_types:
  P: {{ valid_capability_types: [ X ], valid_source_node_types: [ A ] }}
  Q: {{ derived_from: P, valid_capability_types: [ Y ], valid_source_node_types: [ C ] }}
"""
    assert codes(read(text)) == ["TS408", "TS408"]


def test_relationships_that_a_capability_accepts() -> None:
    text = V2_0 + "relationship_types: { R: {}, S: {} }\ncapability_types: { X: { valid_relationship_types: [ R ] } }\n"
    use = "node_types: {{ A: {{ capabilities: {{ x: {{ type: X, valid_relationship_types: [ {} ] }} }} }} }}\n"
    assert codes(read(text + use.format("R"))) == []
    assert codes(read(text + use.format("S"))) == ["TS408"]


def test_lists_of_1_3_are_not_compared() -> None:
    text = "capability_types:\n  P: { valid_source_types: [ Compute ] }\n"
    text += "  Q: { derived_from: P, valid_source_types: [ Root ] }\n"
    assert codes(read(text)) == []


REQUIREMENT = """\
capability_types: { X: {}, Y: { derived_from: X }, Z: {} }
relationship_types: { R: {}, S: { derived_from: R }, T: {} }
node_types:
  A: { capabilities: { x: X } }
  B: { derived_from: A, capabilities: { y: Y } }
  C: {}
  P: { requirements: [ r: { capability: X, node: A, relationship: R, count_range: [ 1, 2 ] } ] }
"""


@pytest.mark.parametrize(
    ("refined", "found"),
    [
        ("{ capability: Y, node: B, relationship: S, count_range: [ 1, 1 ] }", []),
        ("{ capability: X }", []),
        ("{ capability: Z }", [("TS407", 9, 58)]),
        ("{ node: C }", [("TS407", 9, 52)]),
        ("{ capability: Y, node: A }", [("TS412", 9, 67)]),
        ("{ relationship: T }", [("TS407", 9, 60)]),
        ("{ count_range: [ 0, 2 ] }", [("TS409", 9, 41)]),
        ("{ count_range: [ 1, UNBOUNDED ] }", [("TS409", 9, 41)]),
    ],
)
def test_a_requirement_is_refined_within_its_limits(refined: str, found: list[tuple[str, int, int]]) -> None:
    text = f"{V2_0}{REQUIREMENT}  Q: {{ derived_from: P, requirements: [ r: {refined} ] }}\n"
    assert places(read(text)) == found


def test_a_capability_of_a_requirement_may_be_named_by_its_symbol() -> None:
    types = "capability_types: { X: {} }\nrelationship_types: { R: {} }\n"
    nodes = (
        "node_types:\n  A: {{ capabilities: {{ x: X }} }}\n  B: {{ requirements: [ r: {{ {}, relationship: R }} ] }}\n"
    )
    assert codes(read(V2_0 + types + nodes.format("node: A, capability: x"))) == []
    assert codes(read(V2_0 + types + nodes.format("node: A, capability: y"))) == ["TS401"]
    assert codes(read(V2_0 + types + nodes.format("capability: x"))) == ["TS401"]


def test_without_a_range_a_requirement_may_be_left_open() -> None:
    text = f"{V2_0}{REQUIREMENT}  Q: {{ requirements: [ r: {{ capability: X, relationship: R }} ] }}\n"
    assert codes(read(f"{text}service_template: {{ node_templates: {{ q: {{ type: Q }} }} }}\n")) == []


PARTS = """\
capability_types: { X: { properties: { p: { type: string, default: x } }, attributes: { a: { type: string } } } }
relationship_types: { R: { properties: { p: { type: string, default: x } } } }
interface_types: { I: { operations: { o: {} }, notifications: { n: {} } } }
node_types:
  N:
"""


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("capabilities: { x: { type: X, properties: { p: { default: y } }, attributes: { a: { default: y } } } }", []),
        ("capabilities: { x: { type: X, properties: { q: { type: string } } } }", [("TS410", 7, 49)]),
        ("capabilities: { x: { type: X, attributes: { b: { type: string } } } }", [("TS410", 7, 49)]),
        (
            "requirements: [ r: { capability: X, relationship: { type: R, properties: { q: x } } } ]",
            [("TS410", 7, 80)],
        ),
        ("interfaces: { i: { type: I, operations: { o: a.sh }, notifications: { n: a.sh } } }", []),
        ("interfaces: { i: { type: I, operations: { p: a.sh } } }", [("TS410", 7, 47)]),
        ("interfaces: { i: { type: I, notifications: { m: a.sh } } }", [("TS410", 7, 50)]),
    ],
)
def test_a_definition_refines_only_what_its_type_has(written: str, found: list[tuple[str, int, int]]) -> None:
    assert places(read(f"{V2_0}{PARTS}    {written}\n")) == found


ENDS = """\
capability_types: { X: { valid_relationship_types: [ R, S ] }, Y: {} }
relationship_types:
  R: { valid_capability_types: [ X ] }
  S: { valid_target_node_types: [ Server ] }
  T: { valid_source_node_types: [ Server ] }
  U: {}
node_types:
  Server: { capabilities: { x: X, y: Y } }
  Other: { capabilities: { x: X, y: Y } }
  Client:
    requirements: [ need: { capability: CAPABILITY, relationship: RELATIONSHIP } ]
service_template:
  node_templates:
    server: { type: Server }
    other: { type: Other }
    client: { type: Client, requirements: [ need: TARGET ] }
"""


@pytest.mark.parametrize(
    ("capability", "relationship", "target", "found"),
    [
        ("X", "R", "server", []),
        ("Y", "R", "server", ["TS608"]),
        ("X", "U", "server", ["TS608"]),
        ("X", "S", "server", []),
        ("X", "S", "other", ["TS608"]),
        ("Y", "T", "server", ["TS608"]),
        ("Y", "U", "other", []),
    ],
)
def test_what_relationships_fit(capability: str, relationship: str, target: str, found: list[str]) -> None:
    text = ENDS.replace("CAPABILITY", capability).replace("RELATIONSHIP", relationship).replace("TARGET", target)
    assert codes(read(V2_0 + text)) == found


def test_a_requirement_refines_the_properties_of_its_relationship() -> None:
    text = f"""{V2_0}{PARTS}    capabilities: {{ x: X }}
    requirements: [ r: {{ capability: X, relationship: {{ type: R, properties: {{ p: {{ default: mine }} }} }} }} ]
service_template:
  node_templates:
    one: {{ type: N, requirements: [ r: two ] }}
    two: {{ type: N }}
"""
    (edge,) = graph_of(text).edges
    assert edge.properties == {"p": "mine"}


def test_a_trigger_is_not_changed() -> None:
    text = f"""{V2_0}policy_types:
  P: {{ triggers: {{ t: {{ event: e, action: [] }} }} }}
  Q: {{ derived_from: P, triggers: {{ u: {{ event: e, action: [] }} }} }}
  R: {{ derived_from: Q, triggers: {{ t: {{ event: e, action: [] }} }} }}
"""
    assert places(read(text)) == [("TS411", 5, 37)]


ONE_LINE = """\
data_types: { Login: { properties: { user: { type: string }, status_page: { type: string, required: false } } } }
node_types:
  A: { properties: { login: { type: Login }, word: { type: string } } }
  B:
    derived_from: A
    properties: { word: fixed, login: VALUE }
"""


@pytest.mark.parametrize("version", ["tosca_simple_yaml_1_0", "tosca_simple_yaml_1_3", "tosca_2_0"])
@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("{ user: me, status_page: here }", []),
        ("{ value: { user: me } }", []),
        ("{ user: 5 }", ["TS501"]),
        ("{ usr: me }", ["TS504"]),
        ("{ defualt: { user: me } }", ["TS301"]),
        ("{}", []),
    ],
)
def test_a_refinement_may_be_the_mere_value(version: str, value: str, found: list[str]) -> None:
    text = f"tosca_definitions_version: {version}\n{ONE_LINE}"
    assert codes(read(text.replace("VALUE", value))) == found


def test_a_mere_value_is_the_nodes_value() -> None:
    text = f"{V2_0}{ONE_LINE}service_template: {{ node_templates: {{ b: {{ type: B }} }} }}\n"
    node = graph_of(text.replace("VALUE", "{ user: me }")).nodes["b"]
    assert node.properties == {"login": {"user": "me"}, "word": "fixed"}


def test_a_new_property_is_no_mere_value() -> None:
    text = (
        "node_types: { A: { derived_from: tosca.nodes.Root, properties: { p: { user: me }, q: { tpye: string } } } }\n"
    )
    assert codes(read(text)) == ["TS302", "TS301"]
