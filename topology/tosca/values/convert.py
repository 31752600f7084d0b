"""Trees against schemas: literals become values of their type, functions are left to whoever knows them.

A secret never becomes a known value: its text goes to ``Secrets``, and a reference takes its place.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from topology.record import Record
from topology.tosca.call_key import CallKey
from topology.tosca.dialect import SIMPLE_1_3, Dialect
from topology.tosca.findings import Findings, Path, is_misspelt
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, mapping, scalar
from topology.tosca.types.model import DataType, Property, Schema
from topology.tosca.types.scope import Scope
from topology.tosca.values.budget import Budget
from topology.tosca.values.calls import Invocation, invocation, is_call, unescape
from topology.tosca.values.constraint import Constraint
from topology.tosca.values.fit import Fitter, is_range, may_fit
from topology.tosca.values.primitive import COLLECTIONS, INVALID, primitive_value
from topology.tosca.values.secrets import Secrets
from topology.tosca.values.typed import STRING, UNKNOWABLE, Typed, is_settled
from topology.tosca.values.validation import Check, Validation
from topology.values.value import Call, Unknown, Value, leaves, secrets_in

MAX_LEVEL = 110
STEPS_OF_A_CALL = 3
"""A call goes three times as deep as a part of a literal; both together stay well within Python's own limit."""

Known: TypeAlias = tuple[Mapping[str, Any], Mapping[str, Any]]
"""Values of scalars by their texts: of those that are quoted, and of those that are plain."""

_NONE_KNOWN: Known = MappingProxyType({}), MappingProxyType({})

CallFunction = Callable[[Invocation, Any, Path, Schema | None], Typed]
"""What calls functions; it is told who calls, where, and of which type the result is to be."""


class Subject(Record):
    """Who calls, while a validation clause is evaluated: ``$value`` is the value, ``SELF`` is the holder."""

    value: Typed
    holder: Any


class _Deferred(Record):
    """A validation clause that asks for other values, to be evaluated when they are all there."""

    validation: Validation
    value: Typed
    holder: Any
    at: Node
    path: Path


class Converter:
    """Reads trees as values. One per reading; ``files`` has the scopes of the files, which tell their versions."""

    def __init__(
        self, findings: Findings, call: CallFunction, files: Mapping[str, Scope] = MappingProxyType({})
    ) -> None:
        self.findings = findings
        self.secrets = Secrets()
        self.fitter = Fitter(findings, self.secrets, self._default, self._fulfils)
        self.mistakes = self.fitter.mistakes
        self._call = call
        self._files = files
        self._modern = frozenset(name for name, scope in files.items() if not scope.dialect.is_simple)
        self._level = 0
        self._budget = Budget()
        self._deferred: list[_Deferred] = []
        self._known: dict[Schema, tuple[dict[str, Any], dict[str, Any]]] = {}
        self._given: dict[tuple[Schema, str], Any] = {}

    def known(self, schema: Schema | None, *, is_secret: bool = False) -> Known:
        """The scalars that are known to be right for a schema, constraints and all, with their values.

        The same few texts stand in many places, so more are known as more is read. Of secrets none is.
        """
        if schema is None or is_secret or schema.type.is_secret:
            return _NONE_KNOWN
        return self._known.setdefault(schema, ({}, {}))

    def _is_modern(self, node: Node) -> bool:
        """Whether a node is written in TOSCA 2.0."""
        return node.file in self._modern

    def dialect_of(self, node: Node) -> Dialect:
        """The version of the file that a node is written in."""
        scope = self._files.get(node.file)
        return scope.dialect if scope is not None else SIMPLE_1_3

    def convert(self, node: Node, schema: Schema | None, holder: Any, path: Path, *, is_secret: bool = False) -> Value:
        """The value of a tree, or UNKNOWABLE after a finding. ``holder`` is who ``SELF`` means.

        Trees and functions may lead on and on; beyond a depth they are given up (TS527).
        """
        if type(node) is Scalar and schema is not None and not (is_secret or schema.type.is_secret):
            known = self._known.get(schema, _NONE_KNOWN)[node.plain].get(node.text, INVALID)
            if known is not INVALID:
                return known  # type: ignore[no-any-return]
            if node.text[:1] != "$" or not self._is_modern(node):
                return self._literal(node, schema, holder, path)
        if self._level >= MAX_LEVEL:
            self.mistakes.too_far(node, path)
            return UNKNOWABLE
        self._level += 1
        try:
            return self._convert(node, schema, holder, path, is_secret)
        finally:
            self._level -= 1

    def evaluate(self, node: Node, holder: Any, path: Path) -> Typed:
        """An argument of a function, with what is known of its type."""
        is_simple = not (self._modern and self._is_modern(node))
        if is_simple and type(node) is Scalar:
            return Typed(resolve(node))
        found = invocation(node, is_simple=is_simple)
        if found is None:
            return Typed(self.convert(node, None, holder, path))
        if self._level >= MAX_LEVEL:
            self.mistakes.too_far(node, path)
            return Typed(UNKNOWABLE)
        self._level += 1
        try:
            return self._invoke(found, holder, path)
        finally:
            self._level -= 1

    def _invoke(self, found: Invocation, holder: Any, path: Path, wanted: Schema | None = None) -> Typed:
        self._level += STEPS_OF_A_CALL
        typed = self._call(found, holder, path, wanted)
        self._level -= STEPS_OF_A_CALL
        if not self._budget.pays(typed.value):
            self.mistakes.too_large(found.at, path)
            return Typed(UNKNOWABLE)
        return typed

    def _convert(self, node: Node, schema: Schema | None, holder: Any, path: Path, is_secret: bool) -> Value:
        is_simple = not (self._modern and self._is_modern(node))
        found = invocation(node, is_simple=is_simple)
        value: Value
        if found is None or (is_simple and schema is not None and _has_property(schema.type, found.name)):
            node = node if is_simple else self._unescaped(node, path)
            value = (
                self._literal(node, schema, holder, path) if schema is not None else self._untyped(node, holder, path)
            )
        elif found.name == "get_input" and schema is not None:
            value = self._input(found, schema, holder, path)
        else:
            value = self._accept(self._invoke(found, holder, path, schema), schema, found.at, holder, path)
        is_sealed = is_secret or (schema is not None and schema.type.is_secret)
        return self.secrets.seal(value, path) if is_sealed else value

    def _input(self, found: Invocation, schema: Schema, holder: Any, path: Path) -> Value:
        """The value of an input. A simple one gives the same to all who ask for it, so it is fitted to a type once."""
        name = found.arguments.text if isinstance(found.arguments, Scalar) else ""
        given = self._given.get((schema, name), INVALID)
        if given is INVALID or not self._budget.pays(given):
            given = self._accept(self._invoke(found, holder, path, schema), schema, found.at, holder, path)
            if given is not UNKNOWABLE and name and name[0] != "$" and _is_for_all(schema):
                self._given[schema, name] = given
        return given  # type: ignore[no-any-return]

    def _unescaped(self, node: Node, path: Path) -> Node:
        """A literal of 2.0 with the first of two dollar signs left out; a call beside other keys is TS540."""
        if type(node) is Scalar:
            return scalar(unescape(node.text), node.plain, node.start, node.end) if node.text[:1] == "$" else node
        if type(node) is not MappingNode or not any(key[:1] == "$" for key in node.entries):
            return node
        literal = mapping(node.flow, node.start, node.end)
        for text, (key, value) in node.entries.items():
            if is_call(text):
                self.mistakes.malformed_call(key, path)
            else:
                literal.entries[unescape(text)] = key, value
        return literal

    def _untyped(self, node: Node, holder: Any, path: Path) -> Value:
        if isinstance(node, Scalar):
            return resolve(node)
        if isinstance(node, SequenceNode):
            return tuple(self.convert(item, None, holder, (*path, index)) for index, item in enumerate(node.items))
        if len(node.entries) == 1 and node.file not in self._modern:
            self.mistakes.misspelt_call(node, path)
        return self._entries(node, None, None, holder, path)

    def _entries(
        self, node: MappingNode, key_schema: Schema | None, schema: Schema | None, holder: Any, path: Path
    ) -> Value:
        """The entries of a map; of one with a key that is not known yet, what the key waits for (TOSCA 2.0, 10.1)."""
        entries = node.entries
        found = {key: self.convert(value, schema, holder, (*path, key)) for key, (_, value) in entries.items()}
        for text, (key, _) in entries.items():
            if type(key) is CallKey:
                name = self.convert(key.call, key_schema or STRING, holder, (*path, text))
                if not isinstance(name, str):
                    return next((leaf for leaf in leaves(name) if isinstance(leaf, Unknown)), UNKNOWABLE)
                if name in found:
                    self.mistakes.key_twice(key, name, path)
                found[name] = found.pop(text)
        return found

    def _literal(self, node: Node, schema: Schema, holder: Any, path: Path) -> Value:
        data_type = schema.type
        primitive = data_type.primitive
        value: Any
        if primitive is None:
            value = self._complex(node, schema, holder, path)
        elif primitive in COLLECTIONS:
            value = self._collection(node, schema, holder, path)
        else:
            units = data_type.units if primitive == "scalar" else None
            value = primitive_value(node, primitive, units) if type(node) is Scalar else INVALID
        if value is INVALID:
            self.mistakes.wrong_literal(node, data_type, path)
            return UNKNOWABLE
        if value is not UNKNOWABLE and (data_type.constraints or schema.constraints or primitive == "scalar"):
            is_fit = self.fitter.fulfils(value, schema, node, path, holder)
            if is_fit and type(node) is Scalar and not _asks_holder(schema):
                self._remember(node, schema, value)
        elif type(node) is Scalar and value is not UNKNOWABLE:
            self._remember(node, schema, value)
        return value  # type: ignore[no-any-return]

    def _remember(self, node: Scalar, schema: Schema, value: Value) -> None:
        """Keep a right literal. What begins with a dollar sign means one thing in 1.x and another in 2.0."""
        if node.text[:1] != "$" and not schema.type.is_secret:
            self._known.setdefault(schema, ({}, {}))[node.plain][node.text] = value

    def _collection(self, node: Node, schema: Schema, holder: Any, path: Path) -> Any:
        primitive = schema.type.primitive
        entry = schema.entry or schema.type.entry
        if primitive == "map" and isinstance(node, MappingNode):
            self._check_keys(node, schema, holder, path)
            return self._entries(node, schema.key or schema.type.key, entry, holder, path)
        if primitive == "list" and isinstance(node, SequenceNode):
            items = enumerate(node.items)
            return tuple(self.convert(item, entry, holder, (*path, index)) for index, item in items)
        if primitive == "range" and isinstance(node, SequenceNode):
            bounds = tuple(resolve(item) if isinstance(item, Scalar) else None for item in node.items)
            return bounds if is_range(bounds) else INVALID
        return INVALID

    def _check_keys(self, node: MappingNode, schema: Schema, holder: Any, path: Path) -> None:
        key_schema = schema.key or schema.type.key
        if key_schema is not None:
            for key, _ in node.entries.values():
                if type(key) is not CallKey:
                    self.convert(key, key_schema, holder, (*path, key.text))

    def _complex(self, node: Node, schema: Schema, holder: Any, path: Path) -> Any:
        data_type = schema.type
        if not isinstance(node, MappingNode):
            return UNKNOWABLE if data_type.is_partial else INVALID
        owner = Owner(f"The data type {data_type.name}", node, data_type.is_partial)
        return self.assign(data_type.properties, node.entries, holder, path, owner)

    def assign(
        self,
        definitions: Mapping[str, Property],
        assigned: Mapping[str, tuple[Scalar, Node]],
        holder: Any,
        path: Path,
        owner: "Owner",
    ) -> dict[str, Value]:
        """Values of properties by their definitions: those assigned, and the defaults of the rest."""
        if not owner.is_partial:
            self.mistakes.unknown_names(assigned, definitions, owner.what, path)
        values: dict[str, Value] = {}
        for name, definition in definitions.items():
            entry = assigned.get(name)
            if entry is not None and definition.is_final:
                self.mistakes.fixed(definition, entry[0], (*path, name))
                entry = None
            node = entry[1] if entry is not None else definition.fallback
            if node is not None:
                inner = (*path, name) if entry is not None else (*path, name, definition.fallback_key)
                values[name] = self.convert(node, definition.schema, holder, inner, is_secret=definition.is_secret)
            elif definition.required and not owner.is_partial and not is_misspelt(name, assigned, definitions):
                self.mistakes.missing(definition, owner.what, owner.at, path)
        return values

    def _default(self, definition: Property, path: Path) -> Value:
        node = definition.fallback
        if node is None:
            return None
        return self.convert(node, definition.schema, None, path, is_secret=definition.is_secret)

    def _accept(self, typed: Typed, schema: Schema | None, at: Node, holder: Any, path: Path) -> Value:
        """A value that a function gave, as one of the wanted type; UNKNOWABLE after a finding."""
        value = typed.value
        if type(value) is Call and secrets_in(value):
            self.mistakes.needs_secret(value.function, at, path)
            return UNKNOWABLE
        if value is UNKNOWABLE or schema is None or (type(value) is str and _takes_any_text(schema)):
            return value
        if is_settled(value):
            self.mistakes.origin = typed.origin
            fitted = self.fitter.fit(value, schema, at, path, holder)
            self.mistakes.origin = None
            return fitted
        if typed.schema is not None and not may_fit(typed.schema, schema):
            self.mistakes.wrong_function(typed.schema, schema, at, path)
            return UNKNOWABLE
        return value

    def _fulfils(self, validation: Validation, value: Typed, holder: Any, at: Node, path: Path) -> bool:
        """Whether a validation clause is not false of a value. One that asks for other values is left for later."""
        if validation.asks_self and holder is None:
            return True
        if validation.asks_graph:
            self._deferred.append(_Deferred(validation, value, holder, at, path))
            return True
        return self.evaluate(validation.node, Subject(value, holder), validation.path).value is not False

    def holds(self, check: Check, value: Typed) -> bool:
        """Whether a known value fulfils a check that asks for no other values."""
        if isinstance(check, Constraint):
            return check.holds(value.value)
        return check.asks_graph or self.evaluate(check.node, Subject(value, None), check.path).value is not False

    def finish(self) -> None:
        """Evaluate the validation clauses that were left for later; call it when all values are there."""
        while self._deferred:
            left = self._deferred.pop()
            subject = Subject(left.value, left.holder)
            if self.evaluate(left.validation.node, subject, left.validation.path).value is False:
                schema = left.value.schema
                assert schema is not None
                self.mistakes.violated(left.validation, left.value.value, schema.type, left.at, left.path)


def _takes_any_text(schema: Schema) -> bool:
    return schema.type.primitive == "string" and not (schema.constraints or schema.type.constraints)


def _has_property(data_type: DataType, name: str) -> bool:
    return data_type.primitive is None and name in data_type.properties


def _is_for_all(schema: Schema) -> bool:
    """Whether what is right for a type is so wherever it stands."""
    primitive = schema.type.primitive
    return primitive is not None and primitive not in COLLECTIONS and not _asks_holder(schema)


def _asks_holder(schema: Schema) -> bool:
    """Whether a validation clause may look at more than the value."""
    return any(isinstance(check, Validation) for check in (*schema.type.constraints, *schema.constraints))


class Owner(Record):
    """Whose properties are assigned, what is shown when one is missing, and whether all of its names are known."""

    what: str
    at: Node
    is_partial: bool = False
