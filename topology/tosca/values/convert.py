"""Trees and values against schemas: literals become values of their type, functions are left to whoever knows them.

A secret never becomes a known value: its text goes to ``Secrets``, and a reference takes its place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from topology.diagnostics.span import Span
from topology.graph.values import Concat, Secret, Unknown, Value, as_text, leaves
from topology.tosca.findings import Findings, Path, is_misspelt, nearest
from topology.tosca.grammar.reading import UNBOUNDED
from topology.tosca.scalars import resolve
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, kind_of, span_of
from topology.tosca.values.primitive import COLLECTIONS, INVALID, coerce, primitive_value
from topology.tosca.values.scalar_unit import UNITS

if TYPE_CHECKING:
    from topology.tosca.types.model import DataType, Property, Schema

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

UNKNOWABLE = Unknown("", ())
"""Stands for a value whose mistake is reported already; nothing more is said about it."""


def function_name(node: Node) -> str | None:
    """The function that a map of one entry calls, or None."""
    if type(node) is MappingNode and len(node.entries) == 1:
        name = next(iter(node.entries))
        return name if name in FUNCTIONS else None
    return None


def calls_function(node: Node) -> bool:
    """Whether a function is called anywhere in a tree."""
    if type(node) is Scalar:
        return False
    if type(node) is SequenceNode:
        return any(calls_function(item) for item in node.items)
    assert type(node) is MappingNode
    return function_name(node) is not None or any(calls_function(value) for _, value in node.entries.values())


MAX_LEVEL = 110
STEPS_OF_A_CALL = 3
"""A call goes three times as deep as a part of a literal; both together stay well within Python's own limit."""


@dataclass(slots=True, eq=False)
class Typed:
    """A value with what is known of its type."""

    value: Value
    schema: "Schema | None" = None


Call = Callable[[str, MappingNode, Any, Path], Typed]


@dataclass(slots=True, eq=False)
class Secrets:
    """The texts of secret literals by their references."""

    texts: dict[str, str] = field(default_factory=dict)

    def seal(self, value: Value, path: Path) -> Value:
        """A reference in place of a known value; what is secret or unknown already stays."""
        if isinstance(value, Secret | Unknown) or value is None:
            return value
        if isinstance(value, Concat):
            parts = enumerate(value.parts)
            return Concat(tuple(self.seal(part, (*path, index)) for index, part in parts))
        if isinstance(value, Mapping):
            return {key: self.seal(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, tuple):
            return tuple(self.seal(item, (*path, index)) for index, item in enumerate(value))
        reference = f"template:{'/'.join(map(str, _short(path)))}"
        self.texts[reference] = as_text(value)
        return Secret(reference)


def _short(path: Path) -> Path:
    """A path as references show it: from the node's name on."""
    if path[:1] == ("topology_template",):
        path = path[1:]
    return path[1:] if path[:1] == ("node_templates",) else path


def is_settled(value: Value) -> bool:
    """Whether a value is known in all of its parts."""
    if type(value) in _SETTLED:
        return True
    return not any(isinstance(leaf, Secret | Unknown | Concat) for leaf in leaves(value))


_SETTLED = frozenset({str, int, float, bool, type(None)})


class Converter:
    """Reads trees as values. One per reading."""

    def __init__(self, findings: Findings, call: Call) -> None:
        self.findings = findings
        self.secrets = Secrets()
        self._call = call
        self._level = 0

    def convert(self, node: Node, schema: "Schema | None", holder: Any, path: Path, is_secret: bool = False) -> Value:
        """The value of a tree, or UNKNOWABLE after a finding. ``holder`` is who ``SELF`` means.

        Trees and functions may lead on and on; beyond a depth they are given up (TS527).
        """
        if type(node) is Scalar and schema is not None and not is_secret and not schema.type.is_secret:
            return self._literal(node, schema, holder, path)
        if self._level >= MAX_LEVEL:
            message = f"{_subject(path)} is found by too many steps from one value to the next."
            self.findings.error("TS527", message, span_of(node), path, help="Refer to the last value directly.")
            return UNKNOWABLE
        self._level += 1
        try:
            return self._convert(node, schema, holder, path, is_secret)
        finally:
            self._level -= 1

    def _convert(self, node: Node, schema: "Schema | None", holder: Any, path: Path, is_secret: bool) -> Value:
        name = function_name(node)
        if name is not None and type(node) is MappingNode and not _is_property(schema, name):
            self._level += STEPS_OF_A_CALL
            typed = self._call(name, node, holder, path)
            self._level -= STEPS_OF_A_CALL
            return self.accept(typed, schema, span_of(next(iter(node.entries.values()))[0]), path, is_secret)
        if schema is None:
            return self._untyped(node, holder, path, is_secret)
        if is_secret or schema.type.is_secret:
            value = self._literal(node, schema, holder, path)
            return value if value is UNKNOWABLE else self.secrets.seal(value, path)
        return self._literal(node, schema, holder, path)

    def _untyped(self, node: Node, holder: Any, path: Path, is_secret: bool) -> Value:
        value: Value
        if isinstance(node, Scalar):
            value = resolve(node)
        elif isinstance(node, SequenceNode):
            value = tuple(self.convert(item, None, holder, (*path, index)) for index, item in enumerate(node.items))
        else:
            entries = node.entries.items()
            value = {key: self.convert(item, None, holder, (*path, key)) for key, (_, item) in entries}
        return self.secrets.seal(value, path) if is_secret else value

    def _literal(self, node: Node, schema: "Schema", holder: Any, path: Path) -> Value:
        data_type = schema.type
        primitive = data_type.primitive
        if primitive is None:
            return self._complex(node, schema, holder, path)
        if primitive in COLLECTIONS:
            value = self._collection(node, schema, holder, path)
        elif type(node) is Scalar:
            value = primitive_value(node, primitive)
            if value is INVALID:
                value = self._wrong(node, data_type, path)
        else:
            value = self._wrong(node, data_type, path)
        if value is not UNKNOWABLE and (data_type.constraints or schema.constraints):
            self._check_constraints(value, schema, span_of(node), path)
        return value

    def _collection(self, node: Node, schema: "Schema", holder: Any, path: Path) -> Value:
        primitive = schema.type.primitive
        entry = schema.entry or schema.type.entry
        if primitive == "map" and isinstance(node, MappingNode):
            key_schema = schema.key or schema.type.key
            if key_schema is not None:
                for key, _ in node.entries.values():
                    self.convert(key, key_schema, holder, (*path, key.text))
            return {key: self.convert(value, entry, holder, (*path, key)) for key, (_, value) in node.entries.items()}
        if primitive == "list" and isinstance(node, SequenceNode):
            items = enumerate(node.items)
            return tuple(self.convert(item, entry, holder, (*path, index)) for index, item in items)
        if primitive == "range" and isinstance(node, SequenceNode):
            return self._range(node, schema, path)
        return self._wrong(node, schema.type, path)

    def _range(self, node: SequenceNode, schema: "Schema", path: Path) -> Value:
        bounds = tuple(resolve(item) if isinstance(item, Scalar) else None for item in node.items)
        if is_range(bounds):
            return bounds
        return self._wrong(node, schema.type, path)

    def _complex(self, node: Node, schema: "Schema", holder: Any, path: Path) -> Value:
        data_type = schema.type
        if not isinstance(node, MappingNode):
            return UNKNOWABLE if data_type.is_partial else self._wrong(node, data_type, path)
        what = f"The data type {data_type.name}"
        values = self.assign(
            data_type.properties, node.entries, holder, path, (what, span_of(node)), data_type.is_partial
        )
        if schema.constraints or data_type.constraints:
            self._check_constraints(values, schema, span_of(node), path)
        return values

    def assign(
        self,
        definitions: "Mapping[str, Property]",
        assigned: Mapping[str, tuple[Scalar, Node]],
        holder: Any,
        path: Path,
        owner: tuple[str, Span],
        is_partial: bool = False,
    ) -> dict[str, Value]:
        """Values of properties by their definitions: those assigned, and the defaults of the rest."""
        what, span = owner
        self.check_names(definitions, assigned, path, what, is_partial)
        values: dict[str, Value] = {}
        for name, definition in definitions.items():
            entry = assigned.get(name)
            if entry is not None:
                node = entry[1]
                values[name] = self.convert(node, definition.schema, holder, (*path, name), definition.is_secret)
            elif (default := default_of(definition)) is not None:
                values[name] = self.convert(default, definition.schema, holder, (*path, name), definition.is_secret)
            elif definition.required and not is_partial and not is_misspelt(name, assigned, definitions):
                self.report_missing(definition, path, what, span)
        return values

    def check_names(
        self,
        definitions: "Mapping[str, Property]",
        assigned: Mapping[str, tuple[Scalar, Node]],
        path: Path,
        what: str,
        is_partial: bool = False,
    ) -> None:
        """Report each assigned name that is not defined (TS504)."""
        if is_partial:
            return
        for name, (key, _) in assigned.items():
            if name not in definitions:
                message = f"{what} has no property `{name}`."
                help_text = nearest(name, definitions) or "Remove it."
                self.findings.error("TS504", message, span_of(key), (*path, name), help=help_text, spec="3.6.11")

    def report_missing(self, definition: "Property", path: Path, what: str, span: Span) -> None:
        """Report a required property without value (TS505)."""
        message = f"{what} needs the property `{definition.name}`."
        kind = f" of type {definition.schema.type.name}" if definition.schema else ""
        help_text = f"Add `{definition.name}:` with a value{kind}."
        self.findings.error("TS505", message, span, (*path, definition.name), help=help_text, spec="3.6.10.5")

    def _wrong(self, node: Node, data_type: "DataType", path: Path) -> Value:
        """Report a literal that is not of its type (TS501, TS502 for units)."""
        primitive = data_type.primitive
        found = f"`{node.text}`" if isinstance(node, Scalar) and node.text else kind_of(node)
        message = f"{_subject(path)} is {_named(data_type)}, but here is {found}."
        code, help_text = "TS501", _hint(node, primitive)
        if primitive is not None and primitive.startswith("scalar-unit.") and isinstance(node, Scalar):
            code, help_text = "TS502", _units_hint(primitive)
        self.findings.error(code, message, span_of(node), path, help=help_text, spec="3.3")
        return UNKNOWABLE

    def _check_constraints(self, value: Value, schema: "Schema", span: Span, path: Path) -> bool:
        if not is_settled(value):
            return True
        for constraint in (*schema.type.constraints, *schema.constraints):
            if not constraint.holds(value):
                shown = (
                    f", but is `{value}`" if isinstance(value, str | int | float) and not schema.type.is_secret else ""
                )
                message = f"{_subject(path)} must be {constraint}{shown}."
                self.findings.error("TS513", message, span, path, spec="3.6.3")
                return False
        return True

    def accept(self, typed: Typed, schema: "Schema | None", span: Span, path: Path, is_secret: bool = False) -> Value:
        """A value that a function gave, as one of the wanted type; UNKNOWABLE after a finding (TS503, TS513)."""
        value = typed.value
        if value is UNKNOWABLE or schema is None:
            return self.secrets.seal(value, path) if is_secret else value
        if is_settled(value):
            value = self.fit(value, schema, span, path)
        elif typed.schema is not None and not _may_fit(typed.schema, schema):
            gives = typed.schema.type.name
            message = f"{_subject(path)} is {_named(schema.type)}, but the function gives a value of type {gives}."
            self.findings.error("TS503", message, span, path, spec="4.4")
            return UNKNOWABLE
        sealed = is_secret or schema.type.is_secret
        return self.secrets.seal(value, path) if sealed and value is not UNKNOWABLE else value

    def fit(self, value: Value, schema: "Schema", span: Span, path: Path) -> Value:
        """A known value as one of a type, or UNKNOWABLE after a finding; for inputs and results of functions."""
        if isinstance(value, Secret | Unknown | Concat):
            return value
        data_type = schema.type
        fitted = self._fit_kind(value, schema, span, path)
        if fitted is INVALID:
            shown = "nothing" if value is None else "another value" if data_type.is_secret else f"`{_shown(value)}`"
            message = f"{_subject(path)} is {_named(data_type)}, but the value is {shown}."
            self.findings.error("TS501", message, span, path, spec="3.3")
            return UNKNOWABLE
        if fitted is not UNKNOWABLE and not self._check_constraints(fitted, schema, span, path):
            return UNKNOWABLE
        return fitted  # type: ignore[no-any-return]

    def _fit_kind(self, value: Value, schema: "Schema", span: Span, path: Path) -> Any:
        data_type = schema.type
        entry = schema.entry or data_type.entry
        if data_type.primitive is None:
            if not isinstance(value, Mapping):
                return UNKNOWABLE if data_type.is_partial else INVALID
            return self._fit_complex(value, data_type, span, path)
        if data_type.primitive == "map":
            if not isinstance(value, Mapping):
                return INVALID
            return {key: self._fit_entry(item, entry, span, (*path, key)) for key, item in value.items()}
        if data_type.primitive == "list":
            if not isinstance(value, tuple):
                return INVALID
            return tuple(self._fit_entry(item, entry, span, (*path, index)) for index, item in enumerate(value))
        if data_type.primitive == "range":
            return value if isinstance(value, tuple) and is_range(value) else INVALID
        return INVALID if isinstance(value, tuple | Mapping) else coerce(value, as_text(value), data_type.primitive)

    def _fit_entry(self, value: Value, schema: "Schema | None", span: Span, path: Path) -> Value:
        return value if schema is None else self.fit(value, schema, span, path)

    def _fit_complex(self, value: Mapping[str, Value], data_type: "DataType", span: Span, path: Path) -> Value:
        fitted: dict[str, Value] = dict(value) if data_type.is_partial else {}
        what = f"The data type {data_type.name}"
        for name in value:
            if name not in data_type.properties and not data_type.is_partial:
                message = f"{what} has no property `{name}`."
                help_text = nearest(name, data_type.properties)
                self.findings.error("TS504", message, span, (*path, name), help=help_text, spec="3.6.11")
        for name, definition in data_type.properties.items():
            inner = (*path, name)
            if name in value:
                item = self._fit_entry(value[name], definition.schema, span, inner)
                fitted[name] = self.secrets.seal(item, inner) if definition.is_secret else item
            elif (default := default_of(definition)) is not None:
                fitted[name] = self.convert(default, definition.schema, None, inner, definition.is_secret)
            elif definition.required:
                self.report_missing(definition, path, what, span)
        return fitted


def default_of(definition: "Property") -> Node | None:
    """What a property has when nothing is assigned: its fixed value or its default."""
    return definition.fixed if definition.fixed is not None else definition.default


def is_range(bounds: tuple[Value, ...]) -> bool:
    """Whether values are the two bounds of a range (section 3.3.3)."""
    if len(bounds) != 2 or not all(_is_bound(bound) for bound in bounds) or bounds[0] == UNBOUNDED:
        return False
    lower, upper = bounds
    return upper == UNBOUNDED or (isinstance(lower, int) and isinstance(upper, int) and lower <= upper)


def _is_bound(value: Value) -> bool:
    return value == UNBOUNDED or (isinstance(value, int) and not isinstance(value, bool))


def _is_property(schema: "Schema | None", name: str) -> bool:
    return schema is not None and name in schema.type.properties


def _may_fit(given: "Schema", wanted: "Schema") -> bool:
    """Whether a value of one type, not known yet, may turn out to be one of another."""
    source, target = given.type, wanted.type
    if source.is_partial or target.is_partial or target.name in source.lineage or source.name in target.lineage:
        return _entries_may_fit(given, wanted)
    if source.primitive is None or target.primitive is None:
        return False
    if source.primitive == target.primitive:
        return _entries_may_fit(given, wanted)
    if source.primitive == "string":
        return target.primitive in ("version", "timestamp") or target.primitive.startswith("scalar-unit.")
    if target.primitive == "string":
        return source.primitive in ("version", "timestamp") or source.primitive.startswith("scalar-unit.")
    return source.primitive == "integer" and target.primitive == "float"


def _entries_may_fit(given: "Schema", wanted: "Schema") -> bool:
    source, target = given.entry or given.type.entry, wanted.entry or wanted.type.entry
    return source is None or target is None or _may_fit(source, target)


def _subject(path: Path) -> str:
    if path and isinstance(path[-1], int):
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        return f"Entry {path[-1]} of `{name}`"
    if len(path) > 1 and path[-1] in ("default", "value"):
        return f"The {path[-1]} of `{path[-2]}`"
    return f"`{path[-1]}`" if path else "The value"


def _named(data_type: "DataType") -> str:
    name = data_type.name
    if name == data_type.primitive:
        return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return f"a {name}" if data_type.primitive is None else f"a {name} ({data_type.primitive})"


def _hint(node: Node, primitive: str | None) -> str | None:
    if not isinstance(node, Scalar):
        return None
    if primitive == "string" and node.plain and node.text:
        return f'Write it in quotes: "{node.text}".' if '"' not in node.text else "Write it in quotes."
    if primitive == "boolean":
        return "Write `true` or `false`."
    if not node.plain and primitive in ("integer", "float"):
        return "Write it without quotes."
    return None


def _units_hint(primitive: str) -> str:
    return f"Write a number and one of the units {', '.join(UNITS[primitive])}."


def _shown(value: Value) -> str:
    text = as_text(value) if not isinstance(value, Mapping | tuple) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
