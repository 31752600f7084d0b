"""Trees against schemas: literals become values of their type, functions are left to whoever knows them.

A secret never becomes a known value: its text goes to ``Secrets``, and a reference takes its place.
"""

from collections.abc import Callable, Mapping
from typing import Any

from topology.graph.values import Value
from topology.record import Record
from topology.tosca.findings import Findings, Path, is_misspelt
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode
from topology.tosca.types.model import Property, Schema
from topology.tosca.values.fit import UNKNOWABLE, Fitter, is_range, is_settled, may_fit
from topology.tosca.values.primitive import COLLECTIONS, INVALID, primitive_value
from topology.tosca.values.secrets import Secrets

FUNCTIONS = frozenset(
    {
        "get_input",
        "get_property",
        "get_attribute",
        "get_operation_output",
        "get_nodes_of_type",
        "get_artifact",
        "concat",
        "join",
        "token",
    }
)

MAX_LEVEL = 110
STEPS_OF_A_CALL = 3
"""A call goes three times as deep as a part of a literal; both together stay well within Python's own limit."""


def function_name(node: Node) -> str | None:
    """The function that a map of one entry calls, or None."""
    if type(node) is MappingNode and len(node.entries) == 1:
        name = next(iter(node.entries))
        return name if name in FUNCTIONS else None
    return None


def calls_function(node: Node) -> bool:
    """Whether a function is called anywhere in a tree."""
    if isinstance(node, Scalar):
        return False
    if isinstance(node, SequenceNode):
        return any(calls_function(item) for item in node.items)
    return function_name(node) is not None or any(calls_function(value) for _, value in node.entries.values())


class Typed(Record):
    """A value with what is known of its type."""

    value: Value
    schema: Schema | None = None


Call = Callable[[str, MappingNode, Any, Path], Typed]


class Converter:
    """Reads trees as values. One per reading."""

    def __init__(self, findings: Findings, call: Call) -> None:
        self.findings = findings
        self.secrets = Secrets()
        self.fitter = Fitter(findings, self.secrets, self._default)
        self.mistakes = self.fitter.mistakes
        self._call = call
        self._level = 0

    def convert(self, node: Node, schema: Schema | None, holder: Any, path: Path, *, is_secret: bool = False) -> Value:
        """The value of a tree, or UNKNOWABLE after a finding. ``holder`` is who ``SELF`` means.

        Trees and functions may lead on and on; beyond a depth they are given up (TS527).
        """
        if type(node) is Scalar and schema is not None and not is_secret and not schema.type.is_secret:
            return self._literal(node, schema, holder, path)
        if self._level >= MAX_LEVEL:
            self.mistakes.too_far(node, path)
            return UNKNOWABLE
        self._level += 1
        try:
            return self._convert(node, schema, holder, path, is_secret)
        finally:
            self._level -= 1

    def _convert(self, node: Node, schema: Schema | None, holder: Any, path: Path, is_secret: bool) -> Value:
        name = function_name(node)
        if name is not None and type(node) is MappingNode and not (schema and name in schema.type.properties):
            self._level += STEPS_OF_A_CALL
            typed = self._call(name, node, holder, path)
            self._level -= STEPS_OF_A_CALL
            value = self._accept(typed, schema, node.entries[name][0], path)
        elif schema is not None:
            value = self._literal(node, schema, holder, path)
        else:
            value = self._untyped(node, holder, path)
        is_sealed = is_secret or (schema is not None and schema.type.is_secret)
        return self.secrets.seal(value, path) if is_sealed else value

    def _untyped(self, node: Node, holder: Any, path: Path) -> Value:
        if isinstance(node, Scalar):
            return resolve(node)
        if isinstance(node, SequenceNode):
            return tuple(self.convert(item, None, holder, (*path, index)) for index, item in enumerate(node.items))
        entries = node.entries.items()
        return {key: self.convert(item, None, holder, (*path, key)) for key, (_, item) in entries}

    def _literal(self, node: Node, schema: Schema, holder: Any, path: Path) -> Value:
        data_type = schema.type
        primitive = data_type.primitive
        value: Any
        if primitive is None:
            value = self._complex(node, schema, holder, path)
        elif primitive in COLLECTIONS:
            value = self._collection(node, schema, holder, path)
        else:
            value = primitive_value(node, primitive) if type(node) is Scalar else INVALID
        if value is INVALID:
            self.mistakes.wrong_literal(node, data_type, path)
            return UNKNOWABLE
        if value is not UNKNOWABLE and (data_type.constraints or schema.constraints):
            self.fitter.fulfils(value, schema, node, path)
        return value  # type: ignore[no-any-return]

    def _collection(self, node: Node, schema: Schema, holder: Any, path: Path) -> Any:
        primitive = schema.type.primitive
        entry = schema.entry or schema.type.entry
        if primitive == "map" and isinstance(node, MappingNode):
            self._check_keys(node, schema, holder, path)
            entries = node.entries.items()
            return {key: self.convert(value, entry, holder, (*path, key)) for key, (_, value) in entries}
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
            node = entry[1] if entry is not None else definition.fallback
            if node is not None:
                is_secret = definition.is_secret
                values[name] = self.convert(node, definition.schema, holder, (*path, name), is_secret=is_secret)
            elif definition.required and not owner.is_partial and not is_misspelt(name, assigned, definitions):
                self.mistakes.missing(definition, owner.what, owner.at, path)
        return values

    def _default(self, definition: Property, path: Path) -> Value:
        node = definition.fallback
        if node is None:
            return None
        return self.convert(node, definition.schema, None, path, is_secret=definition.is_secret)

    def _accept(self, typed: Typed, schema: Schema | None, at: Node, path: Path) -> Value:
        """A value that a function gave, as one of the wanted type; UNKNOWABLE after a finding."""
        value = typed.value
        if value is UNKNOWABLE or schema is None:
            return value
        if is_settled(value):
            return self.fitter.fit(value, schema, at, path)
        if typed.schema is not None and not may_fit(typed.schema, schema):
            self.mistakes.wrong_function(typed.schema, schema, at, path)
            return UNKNOWABLE
        return value


class Owner(Record):
    """Whose properties are assigned, what is shown when one is missing, and whether all of its names are known."""

    what: str
    at: Node
    is_partial: bool = False
