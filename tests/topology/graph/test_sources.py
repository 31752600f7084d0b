from tests.topology.reading_aid import graph_of

TEXT = """imports: [ toposmith:1.0 ]
topology_template:
  node_templates:
    web:
      type: toposmith.nodes.Container
      properties:
        privileged: true
        ports:
          - target: 80
            published: 8080
      requirements:
        - dependency:
            node: other
    other: { type: Root }
"""


def test_places_of_an_entity_are_found_by_path() -> None:
    source = graph_of(TEXT).nodes["web"].source
    assert (source.own.line, source.own.column) == (5, 5)
    assert (source.locate("properties", "privileged").line, source.locate("properties", "privileged").column) == (8, 21)
    assert source.locate("properties", "ports", 0, "published").line == 11
    assert source.locate("properties", "ports").line == 9
    assert source.locate("properties", "ports", 7).line == 9
    assert source.locate("properties", "not", "written").line == 7
    assert source.locate("elsewhere") == source.own


def test_places_can_be_listed() -> None:
    spans = dict(graph_of(TEXT).nodes["web"].source.spans)
    assert ("properties", "ports", 0, "target") in spans
    assert ("type",) in spans
    assert len(spans) == 11


def test_edges_know_where_they_are_written() -> None:
    (edge,) = graph_of(TEXT).edges
    assert (edge.origin.own.line, edge.origin.locate("node").line) == (13, 14)


def test_a_file_without_topology_has_an_empty_graph() -> None:
    graph = graph_of("metadata: { template_name: library }\ndescription: types only\n")
    assert (graph.name, graph.description, graph.nodes) == ("library", "types only", {})
    assert graph.version == "tosca_simple_yaml_1_3"
