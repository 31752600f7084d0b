"""The order of work follows the edges, save for those that break a circle."""

from graphlib import CycleError

import pytest

from provisioners.planning.order import creation_order, dependants, dependencies
from tests.provisioners.graphs import edge, graph, node
from topology.record import replace


def test_what_others_depend_on_comes_first() -> None:
    topology = graph(node("web"), node("db"), edge("web", "connection", "db"))
    assert creation_order(topology) == ("db", "web")


def test_a_circle_that_is_broken_has_an_order() -> None:
    back = replace(edge("db", "connection", "web"), orders=False)
    topology = graph(node("web"), node("db"), edge("web", "connection", "db"), back)
    assert creation_order(topology) == ("db", "web")
    everything = frozenset(topology.nodes)
    assert dependencies(topology, "db", everything) == ()
    assert dependants(topology, "db", everything) == ("web",)


def test_a_circle_that_is_not_broken_has_none() -> None:
    topology = graph(node("web"), node("db"), edge("web", "connection", "db"), edge("db", "connection", "web"))
    with pytest.raises(CycleError):
        creation_order(topology)
