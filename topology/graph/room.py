"""Whether candidates have room for one relationship."""

from functools import cached_property

from topology.graph.allocations import Allocations
from topology.graph.context import NodeContext
from topology.graph.offers import Offers
from topology.graph.relationships import Relationships
from topology.graph.wanted import Wanted
from topology.tosca.tree import Scalar
from topology.tosca.types.model import CapabilitySlot
from topology.values.value import Value


class Room:
    """What one relationship takes, and which candidates can give it. ``used`` are targets that are taken already.

    Relationships with the same ``key`` take the same: where one found no room, no later one will.
    """

    def __init__(
        self, wanted: Wanted, offers: Offers, allocations: Allocations, relationships: Relationships, used: set[int]
    ) -> None:
        self._wanted = wanted
        self._relationships = relationships
        self._offers = offers
        self._allocations = allocations
        self._used = used
        self._slots: dict[int, CapabilitySlot | None] = {}
        self._amounts: dict[int, dict[str, Value]] = {}

    @cached_property
    def key(self) -> object:
        """None where amounts are not literals, so that they may differ."""
        wanted = self._wanted
        written = wanted.assignment.allocation.items()
        taken = [(name, node.text) for name, (_, node) in written if isinstance(node, Scalar) and node.text[:1] != "$"]
        if len(taken) < len(wanted.assignment.allocation):
            return None
        capability = wanted.assignment.capability
        return tuple(taken), capability.text if capability is not None else None, id(wanted.slot)

    def has(self, candidate: NodeContext) -> bool:
        """Whether a candidate can be the target."""
        return id(candidate) not in self._used and not self.is_full(candidate)

    def slot(self, candidate: NodeContext) -> CapabilitySlot | None:
        """The candidate's capability that the relationship would lead to, looked for once."""
        key = id(candidate)
        if key not in self._slots:
            self._slots[key] = self._offers.fitting(self._wanted, candidate)
        return self._slots[key]

    def is_full(self, candidate: NodeContext) -> bool:
        """Whether the candidate's capability has not enough left. A candidate without it is not full."""
        slot = self.slot(candidate)
        return slot is not None and not self._allocations.fits(candidate, slot, self.amounts(candidate, slot))

    def amounts(self, candidate: NodeContext, slot: CapabilitySlot) -> dict[str, Value]:
        """What the relationship takes of a capability's properties; literals are the same for all of a type."""
        if not self._wanted.assignment.allocation:
            return {}
        key = id(slot) if self.key is not None else id(candidate)
        found = self._amounts.get(key)
        if found is None:
            relationship = self._relationships.assigned(self._wanted, candidate, slot)
            found = self._amounts[key] = self._allocations.values(self._wanted, slot, relationship)
        return found
