"""Several nodes of one template, and several relationships of one requirement (TOSCA 2.0, 8.5 and 14)."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read
from topology.graph.counts import MOST
from topology.graph.model import TopologyGraph
from topology.values.value import Unknown

TEMPLATE = """
tosca_definitions_version: tosca_2_0
capability_types:
  Service:
    properties: { cpus: { type: integer, default: 4 }, label: { type: string, default: x } }
relationship_types: { Uses: { properties: { number: { type: integer, default: 0 } } } }
node_types:
  Right:
    capabilities: { service: Service }
    properties: { zone: { type: string, default: north } }
  Left:
    properties: { number: { type: integer, default: 0 } }
    requirements:
      - uses: { capability: Service, node: Right, relationship: Uses, count_range: [ %(least)s, UNBOUNDED ] }
service_template:
  inputs: { many: { type: integer, default: 3 }, names: { type: list, entry_schema: string, default: [ a, b, c ] } }
  node_templates:
    right: { type: Right, count: %(right)s }
    left:
      type: Left
      count: %(left)s
      properties: { number: $node_index }
      requirements: %(requirements)s
  groups: { all: { type: Group, members: [ left ] } }
group_types: { Group: {} }
"""


def text(requirements: str, left: object = 1, right: object = 1, least: int = 0) -> str:
    return TEMPLATE % {"requirements": requirements, "left": left, "right": right, "least": least}


def pairs(graph: TopologyGraph) -> list[tuple[str, str]]:
    return [(edge.source, edge.target) for edge in graph.edges]


def test_each_node_has_an_address_an_index_and_its_own_values() -> None:
    graph = graph_of(text("[]", left="{ $get_input: many }"))
    family = [node for node in graph.nodes.values() if node.name == "left"]
    assert [node.address for node in family] == ["left", "left[1]", "left[2]"]
    assert [(node.index, node.count, node.properties["number"]) for node in family] == [(0, 3, 0), (1, 3, 1), (2, 3, 2)]
    assert graph.groups["all"].members == ("left", "left[1]", "left[2]")


@pytest.mark.parametrize("count", [0, 1, 5])
def test_the_first_address_stays_whatever_the_count(count: int) -> None:
    graph = graph_of(text("[]", left=count))
    addresses = [address for address in graph.nodes if address.startswith("left")]
    assert addresses == ["left", "left[1]", "left[2]", "left[3]", "left[4]"][:count]


def test_where_the_count_is_not_known_one_node_stands_for_all() -> None:
    template = text("[ uses: right ]", left="{ $get_input: many }").replace(
        "many: { type: integer, default: 3 }", "many: { type: integer }"
    )
    graph = graph_of(template)
    assert graph.nodes["left"].count == Unknown("", ("inputs", "many"))
    assert pairs(graph) == [("left", "right")]


@pytest.mark.parametrize("count", ["-1", str(MOST + 1), "{ $get_input: huge }"])
def test_a_count_that_cannot_be(count: str) -> None:
    template = text("[]", left=count).replace(
        "inputs: {", f"inputs: {{ huge: {{ type: integer, default: {MOST * 2} }},"
    )
    assert [found.code for found in read(template).diagnostics if found.is_error] in (["TS613"], ["TS303"])


def test_counts_together_are_bounded() -> None:
    assert codes(read(text("[]", left=MOST, right=2))) == ["TS613"]


@pytest.mark.parametrize(
    ("requirements", "left", "right", "expected"),
    [
        ("[ uses: right ]", 3, 1, ["right", "right", "right"]),
        ("[ uses: { node: right, count: 3 } ]", 1, 3, ["right", "right[1]", "right[2]"]),
        ("[ uses: { node: right, count: 2 } ]", 2, 2, ["right", "right[1]", "right[1]", "right"]),
        ("[ uses: { node: [ right, $node_index ] } ]", 3, 3, ["right", "right[1]", "right[2]"]),
        ("[ uses: { node: [ right, 1 ] } ]", 2, 2, ["right[1]", "right[1]"]),
        ("[ uses: { node: Right } ]", 2, 2, ["right", "right"]),
        ("[ uses: { node: Right, count: 2 } ]", 1, 3, ["right", "right[1]"]),
        ("[ uses: { count: 0 } ]", 1, 1, []),
        ("[ uses: right, uses: { node: right, optional: true } ]", 1, 1, ["right", "right"]),
        ("[ uses: { node: right, count: { $get_input: many } } ]", 1, 3, ["right", "right[1]", "right[2]"]),
    ],
)
def test_relationships_are_spread_as_counts_and_indexes_say(
    requirements: str, left: int, right: int, expected: list[str]
) -> None:
    assert [target for _, target in pairs(graph_of(text(requirements, left, right)))] == expected


def test_indexes_of_relationships_count_on_over_assignments() -> None:
    numbered = "relationship: { type: Uses, properties: { number: $relationship_index } }"
    requirements = f"[ uses: {{ node: right, count: 2 }}, uses: {{ node: right, {numbered} }} ]"
    graph = graph_of(text(requirements, 1, 2))
    assert [(edge.index, edge.properties["number"]) for edge in graph.edges] == [(0, 0), (1, 0), (2, 2)]


@pytest.mark.parametrize(
    ("requirements", "right", "code"),
    [
        ("[ uses: { node: right, count: 3 } ]", 2, "TS614"),
        ("[ uses: right ]", 0, "TS614"),
        ("[ uses: { node: [ right, 2 ] } ]", 2, "TS617"),
        ("[ uses: { node: right, allocation: { cpus: 5 } } ]", 1, "TS614"),
        (
            "[ uses: { node: right, allocation: { cpus: 3 } }, uses: { node: right, allocation: { cpus: 2 } } ]",
            1,
            "TS614",
        ),
        ("[ uses: { node: right, allocation: { cpu: 1 } } ]", 1, "TS615"),
        ("[ uses: { node: right, allocation: { label: 1 } } ]", 1, "TS615"),
        (
            "[ uses: { node: right, node_filter: { $equal: [ { $get_property: [ SELF, TARGET, zone ] }, south ] } } ]",
            1,
            "TS616",
        ),
        ("[ uses: { node: Right, directives: [ internal ], node_filter: false } ]", 1, "TS604"),
    ],
)
def test_what_cannot_be_fulfilled_is_an_error(requirements: str, right: int, code: str) -> None:
    assert [(found.code, found.is_error) for found in read(text(requirements, 1, right)).diagnostics] == [(code, True)]


@pytest.mark.parametrize(
    "requirement",
    [
        "node: right, count: 3",
        "node: [ right, 2 ]",
        "node: right, allocation: { cpus: 5 }",
        "node: Right, node_filter: false",
    ],
)
def test_what_is_optional_may_stay_unfulfilled(requirement: str) -> None:
    assert codes(read(text(f"[ uses: {{ {requirement}, optional: true }} ]", 1, 2))) == []


def test_allocations_lead_to_where_there_is_room() -> None:
    requirements = "[ uses: { node: Right, allocation: { cpus: 3 } } ]"
    graph = graph_of(text(requirements, 3, 3))
    assert [(edge.target, dict(edge.allocation)) for edge in graph.edges] == [
        ("right", {"cpus": 3}),
        ("right[1]", {"cpus": 3}),
        ("right[2]", {"cpus": 3}),
    ]


def test_what_is_optional_takes_what_the_rest_leaves() -> None:
    template = (
        text("[ uses: { node: right, allocation: { cpus: 3 }, optional: true } ]")
        + """
    last: { type: Left, requirements: [ uses: { node: right, allocation: { cpus: 3 } } ] }
"""
    )
    template = template.replace("  groups:", "  groups_:").replace("group_types: { Group: {} }\n", "")
    template = "\n".join(line for line in template.splitlines() if "groups_" not in line)
    assert pairs(graph_of(template)) == [("last", "right")]


def test_a_type_implies_the_assignments_that_nobody_wrote() -> None:
    graph = graph_of(text("[]", 1, 3, least=2))
    assert [(edge.requirement, edge.index, edge.target) for edge in graph.edges] == [
        ("uses", 0, "right"),
        ("uses", 1, "right[1]"),
    ]


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("[ uses: right ]", ["TS611"]),
        ("[ uses: right, uses: { node: right, optional: true } ]", ["TS611"]),
        ("[ uses: right, uses: right ]", []),
    ],
)
def test_the_count_range_is_kept(requirements: str, expected: list[str]) -> None:
    assert codes(read(text(requirements, least=2))) == expected


def test_what_is_left_open_is_a_value_and_a_warning() -> None:
    reading = read(text("[ uses: { node_filter: { $equal: [ { $get_property: [ SELF, TARGET, zone ] }, south ] } } ]"))
    assert [(found.code, found.is_error) for found in reading.diagnostics] == [("TS604", False)]
    assert reading.graph is not None
    (found,) = reading.graph.open
    assert (found.source, found.requirement, found.node_type, found.capability, found.optional) == (
        "left", "uses", "Right", "Service", False,
    )  # fmt: skip
    assert found.origin.own.line == 23


@pytest.mark.parametrize(
    ("directives", "expected"),
    [("external", []), ("internal", [("left", "right")]), ("external, internal", [("left", "right")])],
)
def test_directives_say_where_targets_are(directives: str, expected: list[tuple[str, str]]) -> None:
    reading = read(text(f"[ uses: {{ directives: [ {directives} ] }} ]"))
    assert reading.graph is not None
    assert pairs(reading.graph) == expected


def test_a_selected_node_asks_for_nothing() -> None:
    template = text("[]", least=2).replace("type: Left\n", "type: Left\n      directives: [ select ]\n")
    assert codes(read(template)) == []


def test_a_circle_of_connections_is_broken_with_a_warning() -> None:
    reading = read("""
node_types:
  App:
    derived_from: tosca.nodes.WebApplication
    capabilities: { api: tosca.capabilities.Endpoint }
    requirements:
      - peer: { capability: tosca.capabilities.Endpoint, node: App, relationship: tosca.relationships.ConnectsTo }
topology_template:
  node_templates:
    a: { type: App, requirements: [ host: w, peer: b ] }
    b: { type: App, requirements: [ host: w, peer: a ] }
    w: { type: tosca.nodes.WebServer, requirements: [ host: c ] }
    c: { type: tosca.nodes.Compute }
""")
    assert [(found.code, found.span.line, found.is_error) for found in reading.diagnostics] == [("TS622", 11, False)]
    graph = reading.graph
    assert graph is not None
    assert [(edge.source, edge.target) for edge in graph.edges if not edge.orders] == [("a", "b"), ("b", "a")]
    assert graph.waits_for("a") == ("w",)
    assert graph.awaited_by("a") == ()
