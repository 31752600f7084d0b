"""What a requirement assignment says of its relationship: TOSCA 2.0, 8.5.1, 10.2.1.7 and 10.3."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"

TEMPLATE = """
capability_types: { Service: { properties: { cpus: { type: integer, default: 6 } } } }
relationship_types: { Uses: { properties: { weight: { type: integer, default: 3 } } } }
node_types:
  Right:
    capabilities: { service: Service }
    properties: { share: { type: integer, default: 4 } }
  Left:
    properties: { cpus: { type: integer, default: 2 } }
    requirements: [ uses: { capability: Service, node: Right, relationship: Uses } ]
service_template:
  inputs: { sizes: { type: list, entry_schema: integer, default: [ 1, 2, 7 ] } }
  node_templates:
    right: { type: Right, count: 3 }
    small: { type: Right, properties: { share: 1 } }
    left: { type: Left, requirements: [ uses: %s ] }
"""


def edges(assigned: str) -> list[tuple[str, object]]:
    return [(edge.target, edge.allocation.get("cpus")) for edge in graph_of(V2_0 + TEMPLATE % assigned).edges]


def test_the_index_of_a_relationship_chooses_its_target() -> None:
    assert edges("{ node: [ right, $relationship_index ], count: 3 }") == [
        ("right", None), ("right[1]", None), ("right[2]", None),
    ]  # fmt: skip
    assert edges("[ right, { $sum: [ $relationship_index, 1 ] } ]") == [("right[1]", None)]
    assert codes(read(V2_0 + TEMPLATE % "{ node: [ right, $relationship_index ], count: 4 }")) == ["TS617"]


def test_the_index_goes_on_in_the_next_assignment() -> None:
    both = "{ node: [ right, $relationship_index ], count: 2 }, uses: [ right, $relationship_index ]"
    assert [target for target, _ in edges(both)] == ["right", "right[1]", "right[2]"]


def test_the_index_of_a_node_chooses_a_target_still() -> None:
    assert edges("[ right, $node_index ]") == [("right", None)]


@pytest.mark.parametrize(
    ("amount", "taken"),
    [
        ("{ $get_input: [ sizes, $relationship_index ] }", 1),
        ("{ $get_property: [ SELF, SOURCE, cpus ] }", 2),
        ("{ $get_property: [ SELF, TARGET, share ] }", 4),
        ("{ $get_property: [ SELF, weight ] }", 3),
        ("{ $get_property: [ left, cpus ] }", 2),
    ],
)
def test_an_allocation_speaks_of_its_relationship(amount: str, taken: int) -> None:
    assert edges(f"{{ node: right, allocation: {{ cpus: {amount} }} }}") == [("right", taken)]


def test_each_relationship_takes_its_own() -> None:
    sizes = "{ $get_input: [ sizes, $relationship_index ] }"
    assert edges(f"{{ node: right, count: 2, allocation: {{ cpus: {sizes} }} }}") == [("right", 1), ("right[1]", 2)]
    assert codes(read(V2_0 + TEMPLATE % f"{{ node: right, count: 3, allocation: {{ cpus: {sizes} }} }}")) == ["TS614"]


def test_each_candidate_is_asked_for_its_own() -> None:
    text = TEMPLATE.replace("share: { type: integer, default: 4 }", "share: { type: integer, default: 9 }")
    allocation = "allocation: { cpus: { $get_property: [ SELF, TARGET, share ] } }"
    (edge,) = graph_of(V2_0 + text % f"{{ node: Right, {allocation} }}").edges
    assert (edge.target, edge.allocation) == ("small", {"cpus": 1})


def test_the_relationship_takes_what_it_is_assigned() -> None:
    own = "relationship: { properties: { weight: 5 } }, allocation: { cpus: { $get_property: [ SELF, weight ] } }"
    assert edges(f"{{ node: right, {own} }}") == [("right", 5)]


def test_a_node_is_not_its_relationship() -> None:
    assert codes(
        read(V2_0 + TEMPLATE % "{ node: right, allocation: { cpus: { $get_property: [ SELF, cpus ] } } }")
    ) == ["TS523"]


def test_an_optional_relationship_may_ask_for_an_earlier_one_of_its_node() -> None:
    earlier = "[ left, RELATIONSHIP, uses, 0, TARGET, share ]"
    later = f"{{ node: small, optional: true, allocation: {{ cpus: {{ $get_property: {earlier} }} }} }}"
    template = (V2_0 + TEMPLATE).replace("relationship: Uses }", "relationship: Uses, count_range: [ 0, 5 ] }")
    graph = graph_of(template % f"{{ node: right, optional: true }}, uses: {later}")
    assert [(edge.target, edge.allocation.get("cpus")) for edge in graph.edges] == [("right", None), ("small", 4)]
