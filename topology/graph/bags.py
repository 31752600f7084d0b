"""Values of properties, found when they are first asked for, so that they may refer to each other in any order."""

from collections.abc import Mapping
from typing import Any

from topology.graph.context import Bag
from topology.record import Record
from topology.tosca.findings import is_misspelt, nearest
from topology.tosca.tree import Node, Scalar, span_of
from topology.tosca.types.model import Property
from topology.tosca.values.calls import may_call
from topology.tosca.values.convert import Converter, Known
from topology.tosca.values.primitive import INVALID
from topology.tosca.values.typed import UNKNOWABLE, Typed
from topology.tosca.values.validation import Validation
from topology.values.value import Value

_NONE: Any = object()
"""In a plan's place for a value: there is none, and none is needed."""


class _Plan(Record):
    """What is known of a property before anybody looks at an entity: most values are found here.

    ``fallback`` is its value where nothing is assigned, INVALID while that is not known or where it differs between
    entities. ``known`` has the values of literals.
    """

    definition: Property
    known: Known
    is_literal: bool
    fallback: Any


class _Plans(Record):
    """The plans for some definitions, which are kept so that no others get their identity."""

    definitions: Mapping[str, Property]
    by_name: Mapping[str, _Plan]


class Bags:
    """Evaluates bags. What all entities of a type have in common is found once, and kept in plans."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._plans: dict[int, _Plans] = {}
        self._busy: set[tuple[int, str]] = set()

    def get(self, bag: Bag, name: str) -> Typed | None:
        """A property's value and schema; None if there is no such property or it has no value.

        A value that needs itself is TS525.
        """
        definition = bag.definitions.get(name)
        if definition is None:
            return Typed(UNKNOWABLE) if bag.is_partial else None
        if name not in bag.values:
            if (id(bag), name) in self._busy:
                self._report_circle(bag, name)
                return Typed(UNKNOWABLE)
            self._evaluate(bag, self._plans_of(bag)[name])
        if name not in bag.values:
            return None
        entry = bag.assigned.get(name) if not definition.is_final else None
        return Typed(bag.values[name], definition.schema, entry[1] if entry is not None else definition.fallback)

    def all(self, bag: Bag) -> dict[str, Value]:
        """Every property that has a value. Unknown names, missing and wrong values are reported."""
        if not (bag.assigned or bag.definitions):
            return bag.values
        assigned, values, plans = bag.assigned, bag.values, self._plans_of(bag)
        if values:
            plans = {name: plan for name, plan in plans.items() if name not in values}
        if not (bag.is_partial or assigned.keys() <= bag.definitions.keys()):
            self._converter.mistakes.unknown_names(assigned, bag.definitions, bag.what, bag.path)
        for name, plan in plans.items():
            if name not in assigned:
                value = plan.fallback
                if value is _NONE:
                    continue
            else:
                _, node = assigned[name]
                value = plan.known[node.plain].get(node.text, INVALID) if type(node) is Scalar else INVALID
            if value is not INVALID:
                values[name] = value
            elif name not in values:
                self._evaluate(bag, plan)
        return values

    def attributes(self, bag: Bag) -> dict[str, Value]:
        """The attributes that a template assigns; the rest is the platform's. An unknown one is TS514."""
        if not bag.assigned_attributes:
            return {}
        path = (*bag.path[:-1], "attributes")
        known = {**bag.definitions, **bag.attributes}
        values: dict[str, Value] = {}
        for name, (key, node) in bag.assigned_attributes.items():
            if name in known:
                schema = known[name].schema
                values[name] = self._converter.convert(
                    node, schema, bag.holder, (*path, name), is_secret=known[name].is_secret
                )
            elif not bag.is_partial:
                message = f"{bag.what} has no attribute `{name}`."
                help_text = nearest(name, known, taken=bag.assigned_attributes)
                self._converter.findings.error(
                    "TS514", message, span_of(key), (*path, name), help=help_text, spec="3.6.13"
                )
        return values

    def is_shared(self, bag: Bag) -> bool:
        """Whether all values are literal defaults, so that they are the same for every entity."""
        if bag.assigned:
            return False
        return all(plan.is_literal or plan.fallback is _NONE for plan in self._plans_of(bag).values())

    def _plans_of(self, bag: Bag) -> Mapping[str, _Plan]:
        found = self._plans.get(id(bag.definitions))
        if found is None:
            plans = {name: self._plan(definition) for name, definition in bag.definitions.items()}
            found = self._plans[id(bag.definitions)] = _Plans(bag.definitions, plans)
        return found.by_name

    def _plan(self, definition: Property) -> _Plan:
        node = definition.fallback
        schema = None if definition.is_final else definition.schema
        known = self._converter.known(schema, is_secret=definition.is_secret)
        is_literal = node is not None and not may_call(node) and not _asks_self(definition)
        is_needless = node is None and not definition.required
        return _Plan(definition, known, is_literal, _NONE if is_needless else INVALID)

    def _evaluate(self, bag: Bag, plan: _Plan) -> None:
        definition = plan.definition
        name = definition.name
        entry = bag.assigned.get(name)
        if entry is not None and definition.is_final:
            self._converter.mistakes.fixed(definition, entry[0], (*bag.path, name))
            entry = None
        if entry is not None:
            bag.values[name] = self._value(bag, definition, entry[1])
        elif (default := definition.fallback) is None:
            self._leave_out(bag, definition)
        elif plan.is_literal:
            bag.values[name] = self._default(plan, default)
        else:
            bag.values[name] = self._value(bag, definition, default, definition.fallback_key)

    def _value(self, bag: Bag, definition: Property, node: Node, *inside: str) -> Value:
        """The value of a tree; a property that asks for itself meanwhile is found to be busy.

        ``inside`` leads to a default, whose mistakes are told in the words in which its type tells them: once.
        """
        name, schema = definition.name, definition.schema
        if type(node) is Scalar and schema is not None and node.text[:1] != "$":
            path = (*bag.path, name, *inside)
            return self._converter.convert(node, schema, bag.holder, path, is_secret=definition.is_secret)
        busy = id(bag), name
        self._busy.add(busy)
        path = (*bag.path, name, *inside)
        value = self._converter.convert(node, definition.schema, bag.holder, path, is_secret=definition.is_secret)
        self._busy.discard(busy)
        return value

    def _default(self, plan: _Plan, node: Node) -> Value:
        """The value of a literal default, found when the first entity needs it."""
        if plan.fallback is INVALID:
            definition = plan.definition
            path = (*definition.definition.path, definition.fallback_key)
            is_secret = definition.is_secret
            plan.fallback = self._converter.convert(node, definition.schema, None, path, is_secret=is_secret)
        return plan.fallback  # type: ignore[no-any-return]

    def _leave_out(self, bag: Bag, definition: Property) -> None:
        if definition.required and not bag.is_partial:
            if not is_misspelt(definition.name, bag.assigned, bag.definitions):
                self._converter.mistakes.missing(definition, bag.what, bag.at, bag.path)
            bag.values[definition.name] = UNKNOWABLE

    def _report_circle(self, bag: Bag, name: str) -> None:
        entry = bag.assigned.get(name)
        span = span_of(entry[0] if entry else bag.at)
        message = f"The value of `{name}` needs itself."
        help_text = "Give one of the properties in this circle a value that does not refer back."
        self._converter.findings.error("TS525", message, span, (*bag.path, name), help=help_text, spec="4.4.2")


def _asks_self(definition: Property) -> bool:
    """Whether a validation clause compares the property with others of the same entity."""
    schema = definition.schema
    checks = (*schema.type.constraints, *schema.constraints) if schema is not None else ()
    return any(isinstance(check, Validation) and check.asks_self for check in checks)
