"""Values that are known already, of inputs and of functions, as values of a type."""

from collections.abc import Callable, Mapping
from typing import Any

from topology.tosca.findings import Findings, Path
from topology.tosca.grammar.reading import UNBOUNDED
from topology.tosca.scalars import resolve
from topology.tosca.tree import Node, scalar
from topology.tosca.types.model import DataType, Property, Schema
from topology.tosca.values.calls import may_call
from topology.tosca.values.constraint import Constraint
from topology.tosca.values.mistakes import Mistakes
from topology.tosca.values.primitive import INVALID, coerce
from topology.tosca.values.secrets import Secrets
from topology.tosca.values.typed import UNKNOWABLE, Typed, is_settled
from topology.tosca.values.validation import Validation
from topology.values.value import Call, Concat, Secret, Unknown, Value, as_text

_NOT_KNOWN = (Secret, Unknown, Concat, Call)
_COLLECTIONS = (tuple, Mapping)

Fulfils = Callable[[Validation, Typed, Any, Node, Path], bool]


class Fitter:
    """Fits known values into types. ``default`` gives the default of a property that a value leaves out.

    ``holder`` is who ``SELF`` means in validation clauses, which ``is_valid`` evaluates.
    """

    def __init__(
        self,
        findings: Findings,
        secrets: Secrets,
        default: Callable[[Property, Path], Value],
        is_valid: Fulfils,
    ) -> None:
        self.mistakes = Mistakes(findings)
        self._secrets = secrets
        self._default = default
        self._is_valid = is_valid

    def fit(self, value: Value, schema: Schema, at: Node, path: Path, holder: Any = None) -> Value:
        """The value as one of the type, or UNKNOWABLE after a finding."""
        if isinstance(value, _NOT_KNOWN):
            return value
        fitted = self._kind(value, schema, at, path)
        if fitted is INVALID:
            self.mistakes.wrong_value(value, schema.type, at, path)
            return UNKNOWABLE
        if fitted is not UNKNOWABLE and not self.fulfils(fitted, schema, at, path, holder):
            return UNKNOWABLE
        return fitted  # type: ignore[no-any-return]

    def fulfils(self, value: Value, schema: Schema, at: Node, path: Path, holder: Any = None) -> bool:
        """Whether a value fulfils all constraints; the first that it does not is reported."""
        if not is_settled(value):
            return True
        members = schema.type.members
        for check in (*members.constraints, *schema.constraints):
            is_met = (
                check.holds(value)
                if isinstance(check, Constraint)
                else self._is_valid(check, Typed(value, schema), holder, at, path)
            )
            if not is_met:
                self.mistakes.violated(check, value, schema.type, at, path)
                return False
        return members.number is None or self._number_fulfils(value, members.number, at, path)

    def _number_fulfils(self, value: Value, number: Schema, at: Node, path: Path) -> bool:
        """Whether the number before the unit fulfils what its own type asks for."""
        written = resolve(scalar(str(value).split(" ")[0], True, at.start, at.end))
        return self.fulfils(written, number, at, path)

    def _kind(self, value: Value, schema: Schema, at: Node, path: Path) -> Any:
        data_type = schema.type
        if data_type.primitive is None:
            return self._complex(value, data_type, at, path)
        if data_type.primitive in ("map", "list"):
            return self._collection(value, schema, at, path)
        if data_type.primitive == "range":
            return value if isinstance(value, tuple) and is_range(value) else INVALID
        if type(value) is not str and isinstance(value, _COLLECTIONS):
            return INVALID
        return coerce(value, as_text(value), data_type.primitive, data_type.units)

    def _collection(self, value: Value, schema: Schema, at: Node, path: Path) -> Any:
        entry = schema.entry or schema.type.entry
        if schema.type.primitive == "map" and isinstance(value, Mapping):
            keys = schema.key or schema.type.key
            for key in value if keys is not None else ():
                self._entry(key, keys, at, (*path, key))
            return {key: self._entry(item, entry, at, (*path, key)) for key, item in value.items()}
        if schema.type.primitive == "list" and isinstance(value, tuple):
            return tuple(self._entry(item, entry, at, (*path, index)) for index, item in enumerate(value))
        return INVALID

    def _entry(self, value: Value, schema: Schema | None, at: Node, path: Path) -> Value:
        return value if schema is None else self.fit(value, schema, at, path)

    def _complex(self, value: Value, data_type: DataType, at: Node, path: Path) -> Any:
        if not isinstance(value, Mapping):
            return UNKNOWABLE if data_type.is_partial else INVALID
        what = f"The data type {data_type.name}"
        fitted: dict[str, Value] = dict(value) if data_type.is_partial else {}
        for name in value:
            if name not in data_type.properties and not data_type.is_partial:
                self.mistakes.unknown_name(name, data_type.properties, what, at, path)
        for name, definition in data_type.properties.items():
            inner = (*path, name)
            if name in value and _is_literal(definition):
                fitted[name] = self._default(definition, (*inner, definition.fallback_key))
                if value[name] != fitted[name]:
                    self.mistakes.fixed(definition, at, inner)
            elif name in value:
                item = self._entry(value[name], definition.schema, at, inner)
                fitted[name] = self._secrets.seal(item, inner) if definition.is_secret else item
            elif definition.has_default:
                fitted[name] = self._default(definition, (*inner, definition.fallback_key))
            elif definition.required:
                self.mistakes.missing(definition, what, at, path)
        return fitted


def _is_literal(definition: Property) -> bool:
    """Whether a property has a fixed value that is the same wherever it is asked for."""
    fixed = definition.fixed if definition.is_final and not definition.is_secret else None
    return fixed is not None and not may_call(fixed)


def is_range(bounds: tuple[Value, ...]) -> bool:
    """Whether values are the two bounds of a range (section 3.3.3)."""
    if len(bounds) != 2 or not all(_is_bound(bound) for bound in bounds) or bounds[0] == UNBOUNDED:
        return False
    lower, upper = bounds
    return upper == UNBOUNDED or (isinstance(lower, int) and isinstance(upper, int) and lower <= upper)


def _is_bound(value: Value) -> bool:
    return value == UNBOUNDED or (isinstance(value, int) and not isinstance(value, bool))


def may_fit(given: Schema, wanted: Schema) -> bool:
    """Whether a value of one type, not known yet, may turn out to be one of another."""
    source, target = given.type, wanted.type
    if source.is_partial or target.is_partial or target.name in source.lineage or source.name in target.lineage:
        return _entries_may_fit(given, wanted)
    if source.primitive is None or target.primitive is None:
        return False
    if source.primitive == target.primitive:
        return _entries_may_fit(given, wanted)
    kinds = (source.primitive, target.primitive)
    if "string" in kinds:
        return any(kind.startswith(_SPELLED) for kind in kinds)
    return kinds == ("integer", "float")


_SPELLED = ("version", "timestamp", "scalar", "bytes")
"""The simple types that are written as texts, with all that begin so."""


def _entries_may_fit(given: Schema, wanted: Schema) -> bool:
    source, target = given.entry or given.type.entry, wanted.entry or wanted.type.entry
    return source is None or target is None or may_fit(source, target)
