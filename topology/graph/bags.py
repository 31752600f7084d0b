"""Values of properties, found when they are first asked for, so that they may refer to each other in any order."""

from topology.graph.context import Bag
from topology.graph.values import Value
from topology.tosca.findings import is_misspelt
from topology.tosca.tree import span_of
from topology.tosca.values.convert import UNKNOWABLE, Converter, Typed, calls_function, default_of


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
        return Typed(bag.values[name], definition.schema) if name in bag.values else None

    def all(self, bag: Bag) -> dict[str, Value]:
        """Every property that has a value. Unknown names, missing and wrong values are reported."""
        self._converter.check_names(bag.definitions, bag.assigned, bag.path, bag.what, bag.is_partial)
        for name in bag.definitions:
            if name not in bag.values:
                self._evaluate(bag, name)
        return bag.values

    def is_shared(self, bag: Bag) -> bool:
        """Whether all values are literal defaults, so that they are the same for every entity."""
        return not bag.assigned and all(self._has_literal_default(name, bag) for name in bag.definitions)

    def _has_literal_default(self, name: str, bag: Bag) -> bool:
        definition = bag.definitions[name]
        default = default_of(definition)
        if default is None:
            return not definition.required
        found = self._is_literal.get(id(definition))
        if found is None:
            found = self._is_literal[id(definition)] = not calls_function(default)
        return found

    def _evaluate(self, bag: Bag, name: str) -> None:
        definition = bag.definitions[name]
        entry = bag.assigned.get(name)
        if entry is not None:
            bag.busy.add(name)
            path = (*bag.path, name)
            node = entry[1]
            bag.values[name] = self._converter.convert(node, definition.schema, bag.holder, path, definition.is_secret)
            bag.busy.discard(name)
            return
        default = default_of(definition)
        if default is None:
            if definition.required and not bag.is_partial:
                if not is_misspelt(name, bag.assigned, bag.definitions):
                    self._converter.report_missing(definition, bag.path, bag.what, bag.span)
                bag.values[name] = UNKNOWABLE
            return
        if self._has_literal_default(name, bag):
            if id(definition) not in self._defaults:
                path = (*definition.definition.path, "default")
                value = self._converter.convert(default, definition.schema, None, path, definition.is_secret)
                self._defaults[id(definition)] = value
            bag.values[name] = self._defaults[id(definition)]
            return
        bag.busy.add(name)
        path = (*bag.path, name)
        bag.values[name] = self._converter.convert(default, definition.schema, bag.holder, path, definition.is_secret)
        bag.busy.discard(name)

    def _report_circle(self, bag: Bag, name: str) -> None:
        entry = bag.assigned.get(name)
        span = span_of(entry[0]) if entry else bag.span
        message = f"The value of `{name}` needs itself."
        help_text = "Give one of the properties in this circle a value that does not refer back."
        self._converter.findings.error("TS525", message, span, (*bag.path, name), help=help_text, spec="4.4.2")
