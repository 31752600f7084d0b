import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.topology.graph.build import graph
from topology.graph.cycles import cycles, cycles_in
from topology.graph.order import layers

addresses = [f"n{index}" for index in range(8)]
pairs = st.lists(st.tuples(st.sampled_from(addresses), st.sampled_from(addresses)), max_size=16)


def test_dependencies_come_in_earlier_layers_and_the_templates_order_is_kept():
    shop = graph(["web", "shop", "db", "disk", "net"], [("web", "db"), ("shop", "db"), ("db", "disk"), ("web", "net")])
    assert layers(shop) == (("disk", "net"), ("db",), ("web", "shop"))


def test_two_edges_between_the_same_nodes_count_once():
    assert layers(graph(["a", "b"], [("a", "b"), ("a", "b")])) == (("b",), ("a",))


def test_a_cycle_and_what_depends_on_it_are_left_out_and_the_path_is_told():
    looped = graph(["free", "a", "b", "c", "late"], [("a", "b"), ("b", "c"), ("c", "a"), ("late", "a")])
    assert layers(looped) == (("free",),)
    assert cycles(looped) == (("a", "b", "c"),)


def test_a_node_that_depends_on_itself_is_a_cycle_of_one():
    assert cycles(graph(["a"], [("a", "a")])) == (("a",),)


def test_each_knot_is_told_once_by_its_shortest_path():
    knots = {"a": ["b", "c"], "b": ["c"], "c": ["a"], "x": ["y"], "y": ["x", "a"]}
    assert cycles_in(knots) == (("a", "c"), ("x", "y"))


def test_a_long_chain_is_no_problem():
    names = [str(index) for index in range(5000)]
    chain = graph(names, itertools.pairwise(names))
    assert len(layers(chain)) == 5000
    assert cycles(graph(names, [*itertools.pairwise(names), (names[-1], names[0])])) == (tuple(names),)


@given(pairs)
def test_layers_hold_exactly_what_no_cycle_is_reached_from(edges):
    tested = graph(addresses, edges)
    rank = {address: index for index, layer in enumerate(layers(tested)) for address in layer}
    for source, target in edges:
        if source in rank:
            assert rank[target] < rank[source]
    assert (len(rank) == len(addresses)) == (cycles(tested) == ())


@given(pairs)
def test_every_cycle_is_a_path_that_returns(edges):
    for path in cycles(graph(addresses, edges)):
        assert len(set(path)) == len(path)
        for source, target in zip(path, [*path[1:], path[0]], strict=True):
            assert (source, target) in edges
