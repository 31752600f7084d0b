"""The order of work: what others depend on comes first."""

from collections.abc import Mapping

from topology.graph.model import TopologyGraph


def layers(graph: TopologyGraph) -> tuple[tuple[str, ...], ...]:
    """Addresses in layers: the nodes of a layer depend on earlier layers only, and may be worked on at once.

    Within a layer the order of the template is kept. Nodes on a cycle, and all that depend on them, are left out:
    see :mod:`topology.graph.cycles`.
    """
    missing = {address: len(_dependencies(graph, address)) for address in graph.nodes}
    found: list[tuple[str, ...]] = []
    layer = tuple(address for address, count in missing.items() if count == 0)
    position = _positions(graph)
    while layer:
        found.append(layer)
        freed: list[str] = []
        for address in layer:
            for dependant in _dependants(graph, address):
                missing[dependant] -= 1
                if missing[dependant] == 0:
                    freed.append(dependant)
        layer = tuple(sorted(freed, key=position.__getitem__))
    return tuple(found)


def _positions(graph: TopologyGraph) -> Mapping[str, int]:
    return {address: index for index, address in enumerate(graph.nodes)}


def _dependencies(graph: TopologyGraph, address: str) -> frozenset[str]:
    return frozenset(edge.target for edge in graph.out_of(address))


def _dependants(graph: TopologyGraph, address: str) -> frozenset[str]:
    return frozenset(edge.source for edge in graph.into(address))
