"""What differs between two graphs, node by node and section by section."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from topology.graph.model import Edge, Node, TopologyGraph

_NOT_COMPARED = frozenset({"address", "source"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Addresses that came and went, and the changed sections of those that stayed, such as ``("properties",)``.

    A node's outgoing edges count as its section ``requirements``.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def difference(old: TopologyGraph, new: TopologyGraph) -> Difference:
    """What has to change so that ``old`` becomes ``new``; where things stand in their files does not count."""
    kept = [address for address in new.nodes if address in old.nodes]
    sections = {address: _sections(old, new, address) for address in kept}
    return Difference(
        added=tuple(address for address in new.nodes if address not in old.nodes),
        removed=tuple(address for address in old.nodes if address not in new.nodes),
        changed={address: changed for address, changed in sections.items() if changed},
    )


def _sections(old: TopologyGraph, new: TopologyGraph, address: str) -> tuple[str, ...]:
    before, after = old.nodes[address], new.nodes[address]
    names = [item.name for item in fields(Node) if item.name not in _NOT_COMPARED]
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    if _by_slot(old.out_of(address)) != _by_slot(new.out_of(address)):
        changed.append("requirements")
    return tuple(changed)


def _by_slot(edges: tuple[Edge, ...]) -> Mapping[tuple[str, int], Edge]:
    return {(edge.requirement, edge.index): edge for edge in edges}
