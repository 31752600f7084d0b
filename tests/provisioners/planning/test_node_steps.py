"""One step for each change, in the graph's order."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from provisioners.planning.model import Action, Change, PlannedStep
from provisioners.planning.node_steps import node_steps
from provisioners.planning.order import creation_order
from tests.provisioners.graphs import edge, graph, node
from topology.graph.model import TopologyGraph

NAMES = [f"n{number}" for number in range(8)]


@st.composite
def graphs(draw: st.DrawFn) -> TopologyGraph:
    """Acyclic graphs: a node depends only on nodes written before it."""
    pairs = [(later, earlier) for index, later in enumerate(NAMES) for earlier in NAMES[:index]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))
    return graph(*map(node, NAMES), *(edge(source, "dependency", target) for source, target in chosen))


ACTIONS = st.lists(st.sampled_from(Action), min_size=len(NAMES), max_size=len(NAMES))


@settings(deadline=None)
@given(graphs(), ACTIONS)
def test_steps_are_unique_acyclic_and_cover_every_change(topology: TopologyGraph, actions: list[Action]) -> None:
    changes = [Change(name, "Container", action) for name, action in zip(NAMES, actions, strict=True)]
    steps = node_steps(topology, changes)
    assert sorted(step.addresses[0] for step in steps) == [c.address for c in changes if c.action is not Action.NOOP]
    assert len(finished_order(steps)) == len(steps)


@settings(deadline=None)
@given(graphs())
def test_making_follows_the_edges_even_through_unchanged_nodes(topology: TopologyGraph) -> None:
    changes = [
        Change(name, "Container", Action.NOOP if index % 2 else Action.CREATE) for index, name in enumerate(NAMES)
    ]
    steps = {step.addresses[0]: step for step in node_steps(topology, changes)}
    for edge_ in topology.edges:
        for further in topology.out_of(edge_.target):
            if {edge_.source, further.target} <= steps.keys() and edge_.target not in steps:
                assert f"create:{further.target}" in steps[edge_.source].depends_on


@settings(deadline=None)
@given(graphs())
def test_deleting_goes_the_other_way(topology: TopologyGraph) -> None:
    changes = [Change(name, "Container", Action.DELETE) for name in NAMES]
    steps = {step.addresses[0]: step for step in node_steps(topology, changes)}
    for edge_ in topology.edges:
        assert f"delete:{edge_.source}" in steps[edge_.target].depends_on


def test_deletions_wait_for_what_is_made() -> None:
    changes = [Change("a", "Container", Action.CREATE), Change("gone", "Container", Action.DELETE)]
    assert node_steps(graph(node("a")), changes)[1].depends_on == ("create:a",)


def test_the_order_of_creation_puts_dependencies_first() -> None:
    order = creation_order(
        graph(node("a"), node("b"), node("c"), edge("a", "dependency", "c"), edge("c", "dependency", "b"))
    )
    assert order.index("b") < order.index("c") < order.index("a")


def finished_order(steps: Iterable[PlannedStep]) -> list[str]:
    """Run all steps as their dependencies allow; shorter than the steps when they wait for each other."""
    waiting = {step.key: set(step.depends_on) for step in steps}
    done: list[str] = []
    while ready := [key for key, needs in waiting.items() if needs <= set(done)]:
        done.extend(ready)
        for key in ready:
            del waiting[key]
    return done
