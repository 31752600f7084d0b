"""What relationships take of the capabilities that they lead to: TOSCA 2.0, 8.5.5; occurrences of 1.3, 3.7.2."""

import math
from typing import TypeAlias

from topology.diagnostics.diagnostic import Related
from topology.graph.bags import Bags
from topology.graph.context import EdgeContext, NodeContext
from topology.graph.wanted import Wanted
from topology.tosca.findings import Findings, nearest
from topology.tosca.tree import span_of
from topology.tosca.types.model import CapabilitySlot, Property, Schema
from topology.tosca.values.convert import Converter
from topology.tosca.values.primitive import comparable
from topology.tosca.values.scalar_unit import UNITS, Amount
from topology.values.value import Value

Key: TypeAlias = tuple[str, str]
"""A node's address and the name of one of its capabilities."""

_MEASURED = frozenset({"integer", "float", "scalar", *UNITS})


class Allocations:
    """Keeps account: relationships per capability, and what is taken of each of its properties."""

    def __init__(self, converter: Converter, bags: Bags, findings: Findings) -> None:
        self._converter = converter
        self._bags = bags
        self._findings = findings
        self._taken: dict[Key, dict[str, Amount]] = {}
        self._relationships: dict[Key, int] = {}

    def values(self, wanted: Wanted, slot: CapabilitySlot, relationship: EdgeContext) -> dict[str, Value]:
        """What a relationship would take, in whose context it is written (10.3).

        A name that the capability does not have, or no amount, is TS615.
        """
        found: dict[str, Value] = {}
        for name, (key, node) in wanted.assignment.allocation.items():
            path = (*wanted.path, "allocation", name)
            definition = slot.properties.get(name)
            if definition is None or not _is_measured(definition):
                if not slot.type.is_partial:
                    what = "no property" if definition is None else "no amount in its property"
                    message = f"The capability type {slot.type.ref.name} has {what} `{name}`."
                    legal = [each for each, found in slot.properties.items() if _is_measured(found)]
                    help_text = nearest(name, legal)
                    self._findings.error("TS615", message, span_of(key), path, help=help_text, spec="2.0:8.5.5")
                continue
            found[name] = self._converter.convert(node, definition.schema, relationship, path)
        return found

    def fits(self, target: NodeContext, slot: CapabilitySlot, values: dict[str, Value]) -> bool:
        """Whether a capability has room for one more relationship. What is not known yet does not count against it."""
        upper = _upper(target, slot)
        if upper is not None and self._relationships.get((target.name, slot.name), 0) >= upper:
            return False
        return not values or all(self._has(target, slot, name, value) for name, value in values.items())

    def _has(self, target: NodeContext, slot: CapabilitySlot, name: str, value: Value) -> bool:
        left, wanted = self.available(target, slot, name), _amount(value, slot.properties[name].schema)
        return left is None or wanted is None or wanted <= left

    def available(self, target: NodeContext, slot: CapabilitySlot, name: str) -> "Amount | None":
        """What is left of a property in its own base units; None where it is not known."""
        typed = self._bags.get(target.capabilities[slot.name], name)
        whole = _amount(typed.value, typed.schema) if typed is not None else None
        return None if whole is None else whole - self._taken.get((target.name, slot.name), {}).get(name, 0)

    def take(self, target: NodeContext, slot: CapabilitySlot, values: dict[str, Value]) -> None:
        """Book a relationship."""
        key = target.name, slot.name
        self._relationships[key] = self._relationships.get(key, 0) + 1
        if values:
            taken = self._taken.setdefault(key, {})
            for name, value in values.items():
                taken[name] = taken.get(name, 0) + (_amount(value, slot.properties[name].schema) or 0)

    def report_full(self, wanted: Wanted, target: NodeContext, slot: CapabilitySlot) -> None:
        """The named target has no room for the relationship (TS614)."""
        upper = _upper(target, slot)
        reason = "has not enough left for this allocation"
        spec = "2.0:8.5.5"
        if upper is not None and self._relationships.get((target.name, slot.name), 0) >= upper:
            reason, spec = f"takes {upper} relationships at most (`occurrences`)", "3.7.2"
        message = f"The capability `{slot.name}` of `{target.name}` {reason}."
        help_text = "Ask for less, or name another node."
        related = (Related(f"`{target.name}` is defined here.", target.template.span),)
        self._findings.error("TS614", message, wanted.place, wanted.path, help=help_text, spec=spec, related=related)


def _upper(target: NodeContext, slot: CapabilitySlot) -> int | None:
    """How many relationships a capability takes at most, by its template or else by its type."""
    given = target.template.capabilities.get(slot.name)
    return (given.occurrences if given is not None and given.occurrences else slot.occurrences)[1]


def _is_measured(definition: Property) -> bool:
    schema = definition.schema
    return schema is None or schema.type.is_partial or schema.type.primitive in _MEASURED


def _amount(value: Value, schema: Schema | None) -> "Amount | None":
    from fractions import Fraction  # noqa: PLC0415 - few templates allocate

    if schema is None:
        return None
    found = comparable(value, schema.type.primitive, schema.type.units)
    if isinstance(found, float):
        return Fraction(str(found)) if math.isfinite(found) else None
    return found if isinstance(found, int | Fraction) else None
