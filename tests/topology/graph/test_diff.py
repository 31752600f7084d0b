from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from tests.topology.graph import strategies
from tests.topology.graph.build import edge, graph, node
from topology.diagnostics import Span
from topology.graph.diff import Difference, difference
from topology.graph.model import SourceMap


def test_nodes_that_came_went_and_changed():
    old = graph([node("web", properties={"port": 80}), "db", "old"], [("web", "db")])
    new = graph([node("web", properties={"port": 81}), "db", "new"], [("web", "db")])
    assert difference(old, new) == Difference(("new",), ("old",), {"web": ("properties",)})


def test_a_changed_edge_is_a_change_of_its_source():
    old = graph(["web", "db", "cache"], [("web", "db")])
    new = graph(["web", "db", "cache"], [("web", "cache")])
    assert difference(old, new).changed == {"web": ("requirements",)}


def test_the_order_of_different_requirements_does_not_count():
    first, second = edge("web", "db", requirement="a"), edge("web", "db", requirement="b")
    assert difference(graph(["web", "db"], [first, second]), graph(["web", "db"], [second, first])).is_empty


def test_where_things_stand_does_not_count():
    moved = replace(node("web"), source=SourceMap(Span("service.yaml", 9, 9, 9, 9)))
    assert difference(graph(["web"]), graph([moved])).is_empty


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=20)
@given(strategies.graphs)
def test_a_graph_does_not_differ_from_itself(same):
    assert difference(same, same).is_empty
