"""The capability that a relationship leads to: TOSCA 2.0, 8.2, 8.4 and 8.5; Simple Profile 1.3, 3.7.2."""

import pytest

from tests.topology.reading_aid import codes, graph_of, read

V2_0 = "tosca_definitions_version: tosca_2_0\n"

BY_SYMBOL = """
capability_types: { E: {}, F: { derived_from: E } }
relationship_types: { R: {} }
node_types:
  Server: { capabilities: { web: E, admin: E } }
  Other: { derived_from: Server, capabilities: { admin: F } }
  App: { requirements: [ manage: { node: Server, capability: admin, relationship: R } ] }
  Sub: { derived_from: App, requirements: [ manage: %s ] }
service_template:
  node_templates:
    s: { type: Server }
    a: { type: %s, requirements: [ manage: %s ] }
"""


def by_symbol(refined: str = "{}", node_type: str = "App", assigned: str = "s") -> str:
    return V2_0 + BY_SYMBOL % (refined, node_type, assigned)


@pytest.mark.parametrize("assigned", ["s", "{ node: s }", "{ node: Server }", "{ node: s, capability: admin }"])
def test_the_capability_that_the_definition_names_is_the_one(assigned: str) -> None:
    (edge,) = graph_of(by_symbol(assigned=assigned)).edges
    assert (edge.target, edge.capability) == ("s", "admin")


@pytest.mark.parametrize(
    "refined",
    ["{}", "{ capability: admin, count_range: [ 1, 1 ] }", "{ node: Server, capability: admin }", "{ node: Server }"],
)
def test_a_refinement_keeps_the_named_capability(refined: str) -> None:
    (edge,) = graph_of(by_symbol(refined, "Sub")).edges
    assert edge.capability == "admin"


@pytest.mark.parametrize(
    "refined", ["{ capability: web }", "{ node: Other, capability: web }", "{ capability: E }", "{ capability: F }"]
)
def test_a_refinement_does_not_exchange_the_named_capability(refined: str) -> None:
    assert codes(read(by_symbol(refined))) == ["TS407"]


@pytest.mark.parametrize("capability", ["web", "E", "F"])
def test_an_assignment_does_not_exchange_the_named_capability(capability: str) -> None:
    for target in ("s", "Server"):
        assert codes(read(by_symbol(assigned=f"{{ node: {target}, capability: {capability} }}"))) == ["TS603"]


def test_a_refinement_may_name_a_capability_of_the_inherited_node_type() -> None:
    text = by_symbol("{ capability: admin }", "Sub").replace(
        "node: Server, capability: admin", "node: Server, capability: E"
    )
    (edge,) = graph_of(text).edges
    assert edge.capability == "admin"


LIMITED = """
capability_types: { E: { valid_source_node_types: [ Friend ] }, F: {} }
relationship_types: { R: {} }
node_types:
  Friend: { requirements: [ use: { capability: E, relationship: R } ] }
  Stranger: { requirements: [ use: { capability: E, relationship: R } ] }
  Named: { requirements: [ use: { node: Server, capability: web, relationship: R } ] }
  Server: { capabilities: { web: E } }
  Mixed: { derived_from: Server, capabilities: { open: { type: E, valid_source_node_types: [ Friend ] } } }
service_template:
  node_templates:
    s: { type: Mixed }
    a: { type: %s, requirements: [ use: %s ] }
"""


@pytest.mark.parametrize("assigned", ["s", "{ node: s, capability: web }", "{ node: s, capability: E }"])
@pytest.mark.parametrize("node_type", ["Friend", "Stranger"])
def test_a_capability_is_for_its_sources_only(node_type: str, assigned: str) -> None:
    reading = read(V2_0 + LIMITED % (node_type, assigned))
    expected = [] if node_type == "Friend" else [("TS606", True)]
    assert [(found.code, found.is_error) for found in reading.diagnostics] == expected


def test_a_capability_that_the_definition_names_is_for_its_sources_only() -> None:
    assert codes(read(V2_0 + LIMITED % ("Named", "s"))) == ["TS606"]


@pytest.mark.parametrize(("node_type", "assigned"), [
    ("Stranger", "{ node: Server }"), ("Stranger", "{ node: Server, capability: web }"), ("Named", "{ node: Server }"),
])  # fmt: skip
def test_a_node_that_does_not_accept_the_source_is_not_chosen(node_type: str, assigned: str) -> None:
    assert codes(read(V2_0 + LIMITED % (node_type, assigned))) == ["TS604"]


LIMITED_1_3 = """
node_types:
  Server:
    derived_from: tosca.nodes.Root
    capabilities: { web: { type: tosca.capabilities.Endpoint, valid_source_types: [ tosca.nodes.WebServer ] } }
  App:
    derived_from: tosca.nodes.Root
    requirements: [ use: { capability: tosca.capabilities.Endpoint, relationship: tosca.relationships.ConnectsTo } ]
topology_template:
  node_templates:
    s: { type: Server }
    a: { type: App, requirements: [ use: %s ] }
"""


@pytest.mark.parametrize("assigned", ["s", "{ node: s, capability: web }"])
def test_until_1_3_another_source_is_a_warning(assigned: str) -> None:
    reading = read(LIMITED_1_3 % assigned)
    assert [(found.code, found.is_error) for found in reading.diagnostics] == [("TS606", False)]
