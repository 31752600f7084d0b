import pytest

from tests.topology.reading_aid import codes, graph_of, read

NODES = "topology_template:\n  node_templates:\n    n:\n      type: {}\n"


def test_a_type_inherits_everything() -> None:
    graph = graph_of(
        "node_types:\n"
        "  A: { derived_from: tosca.nodes.Compute, properties: { a: { type: integer, default: 1 } } }\n"
        "  B: { derived_from: A, properties: { b: { type: string, default: x } } }\n" + NODES.format("B")
    )
    node = graph.nodes["n"]
    assert node.type.lineage == ("B", "A", "tosca.nodes.Compute", "tosca.nodes.Abstract.Compute", "tosca.nodes.Root")
    assert node.properties == {"a": 1, "b": "x"}
    assert set(node.capabilities) == {"feature", "host", "endpoint", "os", "scalable", "binding"}
    assert node.capabilities["endpoint"].properties["secure"] is True


@pytest.mark.parametrize("name", ["tosca.nodes.Compute", "Compute", "tosca:Compute", "tosca:tosca.nodes.Compute"])
def test_normative_types_have_several_names(name: str) -> None:
    assert graph_of(NODES.format(name)).nodes["n"].type.name == "tosca.nodes.Compute"


@pytest.mark.parametrize("name", ["BlockStorage", "Storage.BlockStorage", "AbstractStorage", "Abstract.Storage"])
def test_shorthand_names_of_the_specification(name: str) -> None:
    graph = graph_of(NODES.format(name) + "      properties: { name: x }\n")
    assert graph.nodes["n"].properties["name"] == "x"


@pytest.mark.parametrize("name", ["compute", "nodes.Compute", "tosca.Compute", "tosca.nodes.compute"])
def test_names_are_exact(name: str) -> None:
    assert codes(read(NODES.format(name))) == ["TS401"]


def test_an_own_type_comes_before_a_normative_one() -> None:
    graph = graph_of("node_types: { Compute: { derived_from: tosca.nodes.Root } }\n" + NODES.format("Compute"))
    assert graph.nodes["n"].type.lineage == ("Compute", "tosca.nodes.Root")


@pytest.mark.parametrize(
    ("section", "root"),
    [
        ("node_types", "tosca.nodes.Root"),
        ("capability_types", "tosca.capabilities.Root"),
        ("relationship_types", "tosca.relationships.Root"),
        ("interface_types", "tosca.interfaces.Root"),
        ("artifact_types", "tosca.artifacts.Root"),
        ("data_types", "tosca.datatypes.Root"),
        ("group_types", "tosca.groups.Root"),
        ("policy_types", "tosca.policies.Root"),
    ],
)
def test_every_kind_of_type_derives(section: str, root: str) -> None:
    assert codes(read(f"{section}: {{ A: {{ derived_from: {root} }}, B: {{ derived_from: A }} }}\n")) == []
    assert codes(read(f"{section}: {{ A: {{ derived_from: {root}x }}, B: {{ derived_from: A }} }}\n")) == ["TS401"]
    circle = read(f"{section}: {{ A: {{ derived_from: B }}, B: {{ derived_from: A }}, C: {{ derived_from: B }} }}\n")
    assert codes(circle) == ["TS402"]
    assert "A -> B -> A" in circle.diagnostics[0].message
    assert codes(read(f"{section}: {{ A: {{ derived_from: A }} }}\n")) == ["TS402"]


def test_nothing_more_is_said_about_what_depends_on_an_unknown_type() -> None:
    text = (
        "node_types:\n  A: { derived_from: no.such.Type, properties: { p: { type: no.such.Data } } }\n"
        + NODES.format("A")
        + "      properties: { p: [ 1 ], q: 2 }\n      capabilities: { c: { properties: { x: 1 } } }\n"
        "      requirements: [ r: m ]\n      interfaces: { I: { create: x } }\n"
        "    m:\n      type: A\n  outputs: { o: { value: { get_property: [ n, z ] } } }\n"
    )
    assert codes(read(text)) == ["TS401", "TS401"]


REFINE = (
    "data_types: { Small: { derived_from: integer, constraints: [ less_than: 10 ] } }\n"
    "node_types:\n"
    "  A: { properties: { p: { type: integer, required: true }, o: { type: integer, required: false } } }\n"
    "  B: { derived_from: A, properties: { %s } }\n" + NODES.format("B") + "      properties: { %s }\n"
)


@pytest.mark.parametrize(
    ("refinement", "assigned", "expected"),
    [
        ("p: { default: 3 }", "", []),
        ("p: 3", "", []),
        ("p: { value: 3 }", "", []),
        ("p: { type: Small }", "p: 5", []),
        ("p: { type: Small }", "p: 50", ["TS513"]),
        ("p: { constraints: [ in_range: [ 1, 4 ] ] }", "p: 5", ["TS513"]),
        ("o: { required: true }", "p: 1", ["TS505"]),
        ("p: { type: string }", "p: x", ["TS406"]),
        ("p: { required: false }", "", ["TS406"]),
        ("p: { default: x }", "p: 1", ["TS501"]),
        ("p: { type: integer, constraints: [ length: 3 ] }", "p: 1", ["TS511"]),
    ],
)
def test_refinements_of_properties(refinement: str, assigned: str, expected: list[str]) -> None:
    assert codes(read(REFINE % (refinement, assigned))) == expected


def test_a_fixed_value_stays() -> None:
    text = REFINE % ("p: 3", "") + ""
    assert graph_of(text).nodes["n"].properties["p"] == 3
    again = text.replace("topology_template", "  C: { derived_from: B, properties: { p: 4 } }\ntopology_template")
    assert codes(read(again)) == ["TS406"]


def test_capabilities_are_refined_with_derived_types() -> None:
    text = (
        "capability_types: { E: { derived_from: tosca.capabilities.Endpoint, properties: { z: { type: string } } } }\n"
        "node_types:\n  A: { capabilities: { c: { type: Endpoint, properties: { port: { default: 80 } } } } }\n"
        "  B: { derived_from: A, capabilities: { c: { type: E } } }\n"
        + NODES.format("B")
        + "      capabilities: { c: { properties: { z: x } } }\n"
    )
    assert graph_of(text).nodes["n"].capabilities["c"].properties["z"] == "x"
    assert codes(read(text.replace("type: E }", "type: Node }"))) == ["TS407", "TS504"]


def test_requirements_are_refined_by_name() -> None:
    graph = graph_of(
        "node_types:\n  A: { requirements: [ r: { capability: Node, occurrences: [ 1, 1 ] } ] }\n"
        "  B: { derived_from: A, requirements: [ r: { capability: Node, occurrences: [ 0, 1 ] } ] }\n"
        + NODES.format("B")
    )
    assert graph.edges == ()


AGAIN = """
capability_types: { C: { derived_from: tosca.capabilities.Container }, D: { derived_from: C } }
node_types:
  Offers: { derived_from: tosca.nodes.Root, capabilities: { c: C } }
  OffersMore: { derived_from: tosca.nodes.Root, capabilities: { c: D } }
  A: { derived_from: tosca.nodes.Root, requirements: [ r: { capability: C, node: Offers } ] }
  B: { derived_from: A, requirements: [ r: { capability: %s } ] }
topology_template:
  node_templates: { b: { type: B, requirements: [ r: other ] }, other: { type: OffersMore } }
"""


def test_a_requirement_written_again_keeps_the_node_type_that_offers_what_it_asks_for() -> None:
    """1.3, 3.7.3 has no rule for it. Of `Offers` none has the capability `D`, so it can no longer be meant."""
    assert codes(read(AGAIN % "C")) == ["TS603"]
    assert graph_of(AGAIN % "D").edges[0].target == "other"


def test_defaults_of_types_are_checked_where_they_are_written() -> None:
    text = "node_types:\n  A:\n    properties:\n      p:\n        type: integer\n        default: many\n"
    reading = read(text)
    assert [(found.code, found.span.line, found.span.column) for found in reading.diagnostics] == [("TS501", 7, 18)]


@pytest.mark.parametrize("default", ["{ $get_input: x }", "[ 1, { get_input: n } ]"])
def test_a_wrong_default_that_may_be_a_call_is_told_once(default: str) -> None:
    text = (
        "node_types: { A: { properties: { p: { type: list, entry_schema: string, default: %s } } } }\n"
        "topology_template:\n  inputs: { n: { type: string } }\n  node_templates: { a: { type: A }, b: { type: A } }\n"
    )
    assert codes(read(text % default)) == ["TS501"]


def test_unknown_names_inside_of_types() -> None:
    text = (
        "node_types:\n  A:\n    capabilities: { c: { type: Nod } }\n"
        "    requirements: [ r: { capability: Nodd, node: Roott, relationship: DependOn } ]\n"
        "    interfaces: { I: { type: Standart } }\n    artifacts: { a: { type: Fil, file: x } }\n"
        "    properties: { p: { type: list, entry_schema: strin } }\n"
        "capability_types: { C: { valid_source_types: [ Compte ] } }\n"
        "relationship_types: { R: { valid_target_types: [ Endpoin ] } }\n"
        "group_types: { G: { members: [ Compt ] } }\npolicy_types: { P: { targets: [ Databas ] } }\n"
        + NODES.format("A")
    )
    assert codes(read(text)) == ["TS401"] * 11
