"""Values of properties, found when they are first asked for, so that they may refer to each other in any order."""

from topology.graph.context import Bag
from topology.tosca.findings import is_misspelt, nearest
from topology.tosca.tree import Node, span_of
from topology.tosca.types.model import Property
from topology.tosca.values.calls import may_call
from topology.tosca.values.convert import Converter
from topology.tosca.values.typed import UNKNOWABLE, Typed
from topology.tosca.values.validation import Validation
from topology.values.value import Value


class Bags:
    """Evaluates bags. Defaults without functions are evaluated once for all entities of a type."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._defaults: dict[int, Value] = {}
        self._is_literal: dict[int, bool] = {}

    def get(self, bag: Bag, name: str) -> Typed | None:
        """A property's value and schema; None if there is no such property or it has no value.

        A value that needs itself is TS525.
        """
        definition = bag.definitions.get(name)
        if definition is None:
            return Typed(UNKNOWABLE) if bag.is_partial else None
        if name not in bag.values:
            if name in bag.busy:
                self._report_circle(bag, name)
                return Typed(UNKNOWABLE)
            self._evaluate(bag, name)
        if name not in bag.values:
            return None
        entry = bag.assigned.get(name)
        return Typed(bag.values[name], definition.schema, entry[1] if entry is not None else definition.fallback)

    def all(self, bag: Bag) -> dict[str, Value]:
        """Every property that has a value. Unknown names, missing and wrong values are reported."""
        if bag.assigned and not bag.is_partial:
            self._converter.mistakes.unknown_names(bag.assigned, bag.definitions, bag.what, bag.path)
        for name in bag.definitions:
            if name not in bag.values:
                self._evaluate(bag, name)
        return bag.values

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
        return not bag.assigned and all(self._is_settled_by_type(found) for found in bag.definitions.values())

    def _is_settled_by_type(self, definition: Property) -> bool:
        return self._has_literal_default(definition) if definition.has_default else not definition.required

    def _has_literal_default(self, definition: Property) -> bool:
        found = self._is_literal.get(id(definition))
        if found is None:
            node = definition.fallback
            is_literal = node is not None and not may_call(node) and not _asks_self(definition)
            found = self._is_literal[id(definition)] = is_literal
        return found

    def _evaluate(self, bag: Bag, name: str) -> None:
        definition = bag.definitions[name]
        entry = bag.assigned.get(name)
        if entry is not None:
            bag.values[name] = self._value(bag, definition, entry[1])
        elif (default := definition.fallback) is None:
            self._leave_out(bag, definition)
        elif self._has_literal_default(definition):
            bag.values[name] = self._default(definition, default)
        else:
            bag.values[name] = self._value(bag, definition, default, definition.fallback_key)

    def _value(self, bag: Bag, definition: Property, node: Node, *inside: str) -> Value:
        """The value of a tree; a property that asks for itself meanwhile is found to be busy.

        ``inside`` leads to a default, whose mistakes are told in the words in which its type tells them: once.
        """
        name = definition.name
        bag.busy.add(name)
        path = (*bag.path, name, *inside)
        value = self._converter.convert(node, definition.schema, bag.holder, path, is_secret=definition.is_secret)
        bag.busy.discard(name)
        return value

    def _default(self, definition: Property, node: Node) -> Value:
        if id(definition) not in self._defaults:
            path = (*definition.definition.path, definition.fallback_key)
            is_secret = definition.is_secret
            value = self._converter.convert(node, definition.schema, None, path, is_secret=is_secret)
            self._defaults[id(definition)] = value
        return self._defaults[id(definition)]

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
