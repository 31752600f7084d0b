"""Whether a node's values fulfil what a node filter asks for: Simple Profile 1.3, 3.6.5; TOSCA 2.0, 8.6."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from topology.graph.bags import Bags
from topology.graph.context import Bag, NodeContext
from topology.tosca.findings import Path
from topology.tosca.grammar.node_filter import CapabilityFilter, NodeFilter, PropertyFilter
from topology.tosca.tree import Node
from topology.tosca.types.types import Types
from topology.tosca.values.constraint import Constraint
from topology.tosca.values.convert import Converter
from topology.tosca.values.operand import build_constraint
from topology.tosca.values.typed import BOOLEAN, is_settled

Holding: TypeAlias = Callable[[NodeContext], Any]
"""Gives the relationship to a candidate, or the candidate itself, as what ``SELF`` means in a condition."""


class Filters:
    """Tests nodes against filters."""

    def __init__(self, types: Types, bags: Bags, converter: Converter) -> None:
        self._findings = types.findings
        self._bags = bags
        self._converter = converter
        self._built: dict[tuple[int, str | None], list[Constraint]] = {}

    def passes(self, node: NodeContext, filters: Iterable[NodeFilter], holding: Holding) -> bool:
        """Whether a node passes all filters. What is not known yet does not count against it."""
        return all(self._passes(node, found, holding) for found in filters)

    def _passes(self, node: NodeContext, found: NodeFilter, holding: Holding) -> bool:
        if found.condition is not None:
            return self.holds(found.condition, holding(node), found.path)
        return self._bag_passes(node.bag, found.properties) and all(
            self._capability_passes(node, capability) for capability in found.capabilities
        )

    def holds(self, condition: Node, holder: Any, path: Path) -> bool:
        """Whether a condition clause is not known to be false."""
        return self._converter.convert(condition, BOOLEAN, holder, path) is not False

    def _capability_passes(self, node: NodeContext, wanted: CapabilityFilter) -> bool:
        """A capability is looked for by its name first, and by its type then (section 3.6.5.4)."""
        name = wanted.name.text
        if name in node.capabilities:
            return self._bag_passes(node.capabilities[name], wanted.properties)
        return any(
            self._bag_passes(node.capabilities[slot.name], wanted.properties)
            for slot in node.slots.values()
            if any(ancestor == name or ancestor.endswith(f".{name}") for ancestor in slot.type.ref.lineage)
        )

    def _bag_passes(self, bag: Bag, filters: Iterable[PropertyFilter]) -> bool:
        return all(self._property_passes(bag, wanted) for wanted in filters)

    def _property_passes(self, bag: Bag, wanted: PropertyFilter) -> bool:
        typed = self._bags.get(bag, wanted.name.text)
        if typed is None:
            return False
        if not is_settled(typed.value):
            return True
        primitive = typed.schema.type.primitive if typed.schema else None
        return all(constraint.holds(typed.value) for constraint in self._constraints(wanted, primitive))

    def _constraints(self, wanted: PropertyFilter, primitive: str | None) -> list[Constraint]:
        key = id(wanted), primitive
        found = self._built.get(key)
        if found is None:
            built = (build_constraint(clause, primitive, self._findings) for clause in wanted.constraints)
            found = self._built[key] = [constraint for constraint in built if constraint is not None]
        return found
