"""In which order the nodes of a graph are worked on: what others depend on comes first."""

from collections.abc import Callable, Iterable
from graphlib import TopologicalSorter

from topology.graph.model import TopologyGraph


def creation_order(graph: TopologyGraph) -> tuple[str, ...]:
    """All addresses, dependencies before dependants.

    Edges that break a circle do not count. Raises ``graphlib.CycleError`` for a graph that is cyclic nevertheless;
    reading a template refuses those.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for address in graph.nodes:
        sorter.add(address, *graph.waits_for(address))
    return tuple(sorter.static_order())


def dependencies(graph: TopologyGraph, address: str, among: frozenset[str]) -> tuple[str, ...]:
    """The nodes of ``among`` that a node depends on, directly or through nodes that are not among them."""
    return _reach(address, among, graph.waits_for)


def dependants(graph: TopologyGraph, address: str, among: frozenset[str]) -> tuple[str, ...]:
    """The nodes of ``among`` that depend on a node, directly or through nodes that are not among them."""
    return _reach(address, among, graph.awaited_by)


def _reach(start: str, among: frozenset[str], neighbours: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    seen = {start}
    queue = list(neighbours(start))
    while queue:
        address = queue.pop(0)
        if address in seen:
            continue
        seen.add(address)
        if address in among:
            found[address] = None
        else:
            queue.extend(neighbours(address))
    return tuple(found)
