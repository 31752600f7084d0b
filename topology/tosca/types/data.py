"""Data types, schemas and properties with what they inherit: Simple Profile 1.3, 3.6.9, 3.6.10, 3.7.6; TOSCA 2.0, 9."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast

from topology.diagnostics.diagnostic import Related
from topology.record import replace
from topology.tosca.dialect import V1_3, V2_0, Dialect
from topology.tosca.findings import Path, is_misspelt
from topology.tosca.functions.signature import Signature
from topology.tosca.grammar.data_type import DataType as DataTypeDefinition
from topology.tosca.grammar.property_definition import KEYS, PropertyDefinition
from topology.tosca.grammar.schema_definition import SchemaDefinition
from topology.tosca.tree import MappingNode, Scalar, kind_of, span_of
from topology.tosca.types.kinds import DATA
from topology.tosca.types.model import DataType, Members, Property, Schema
from topology.tosca.types.resolve import Lineage, Names, is_primitive_name
from topology.tosca.types.schemas import entry_of, key_of, narrowed, refine
from topology.tosca.types.scope import Declared, Entry, Scope
from topology.tosca.values.constraint import Constraint
from topology.tosca.values.operand import build_constraint
from topology.tosca.values.primitive import STRICT_TIMESTAMP
from topology.tosca.values.validation import Check

if TYPE_CHECKING:
    from topology.tosca.grammar.function_definition import SignatureDefinition
    from topology.tosca.types.clauses import Clauses

SECRET_TYPE = "toposmith.datatypes.Secret"  # noqa: S105 - the name of a type
CREDENTIAL_TYPE = "tosca.datatypes.Credential"

SYNTAXES = {"tosca.datatypes.json": "JSON", "tosca.datatypes.xml": "XML"}
"""Types whose texts are written in another language (Simple Profile 1.3, 5.3.2 and 5.3.4)."""

_SCALAR_ONLY: tuple[str | None, ...] = ("scalar",)
_KEYNAMES_OF: Mapping[str, tuple[str | None, ...]] = {
    "properties": (None,),
    "key_schema": ("map",),
    "entry_schema": ("list", "map"),
    "data_type": _SCALAR_ONLY,
    "units": _SCALAR_ONLY,
    "canonical_unit": _SCALAR_ONLY,
    "prefixes": _SCALAR_ONLY,
}
"""Which simple types a data type of 2.0 must derive from to have a keyname; None: from none."""

_KEYWORDS = KEYS.readers

SPEC = "3.6.10"

_Checked: TypeAlias = DataTypeDefinition | SchemaDefinition | PropertyDefinition


class DataTypes:
    """Resolves data types and everything that is described by them. One per reading."""

    def __init__(self, names: Names, files: Mapping[str, Scope]) -> None:
        self._names = names
        self._findings = names.findings
        self._files = files
        self._primitives: dict[tuple[str, bool], DataType] = {}
        self._clauses: Clauses | None = None
        self._signatures: dict[int, list[Signature]] = {}
        self._types: dict[int, DataType] = {}

    def named(self, name: Scalar, scope: Scope, path: Path) -> DataType | None:
        """The data type that a name means, or None where it is unknown."""
        if is_primitive_name(name.text, scope.dialect) and scope.get(DATA, name.text) is None:
            return self._simple_type(name, scope, path)
        entry = self._names.find(DATA, name, scope, path)
        return self.resolve(entry) if entry is not None else None

    def _simple_type(self, name: Scalar, scope: Scope, path: Path) -> DataType | None:
        if scope.dialect.is_simple:
            return self._primitive(name.text.removeprefix("tosca:"), is_simple=True)
        if name.text == "scalar":
            message = "The type `scalar` has no units, so no value can be of it."
            help_text = "Derive a type from it under `data_types:`, and use that."
            self._findings.error("TS542", message, span_of(name), path, help=help_text, spec="2.0:9.1.2.2")
            return None
        return self._primitive(name.text, is_simple=False)

    def resolve(self, entry: Entry) -> DataType:
        """A declared data type with what it inherits."""
        found = self._types.get(id(entry))
        return found if found is not None else self._build(entry)

    def _primitive(self, name: str, *, is_simple: bool) -> DataType:
        found = self._primitives.get((name, is_simple))
        if found is None:
            primitive = STRICT_TIMESTAMP if name == "timestamp" and not is_simple else name
            found = DataType(name, (name,), primitive)
            if name == "integer" and not is_simple:
                found.resolve = _of_64_bits
            self._primitives[name, is_simple] = found
        return found

    def _build(self, entry: Entry) -> DataType:
        line = self._names.lineage(entry)
        primitive = None
        lineage = line.ref().lineage
        if line.beyond is not None:
            base = self._primitive(line.beyond.text.removeprefix("tosca:"), is_simple=entry.scope.dialect.is_simple)
            primitive = base.primitive
            lineage = (*lineage, base.name)
        built = DataType(entry.name, lineage, primitive, line.is_partial, SECRET_TYPE in lineage)
        built.resolve = partial(self._members, line, built)
        self._types[id(entry)] = built
        return built

    def _members(self, line: Lineage, built: DataType) -> Members:
        """What a type consists of: what its parent does, and what it adds and refines itself."""
        entry = line.entries[0]
        definition = entry.definition
        assert isinstance(definition, DataTypeDefinition)
        inherited = self._inherited(line, built)
        if not built.is_partial:
            self._check_keynames(definition, built, entry.scope.dialect)
        members = Members(
            self.properties(definition.properties, entry.scope, inherited.properties),
            inherited.constraints,
            self._narrowed(definition.key_schema, entry.scope, inherited.key),
            self._narrowed(definition.entry_schema, entry.scope, inherited.entry),
        )
        if built.primitive == "scalar":
            self._add_units(members, line)
        if line.beyond is not None and len(line.entries) == 1 and _needs_entries(built, entry.scope.dialect):
            self._require_entries(definition, line.beyond, members.entry)
        own = replace(built, resolve=lambda: members)
        members.constraints += self._checks(definition, built, own)
        if entry.name == CREDENTIAL_TYPE and "token" in members.properties:
            members.properties["token"].is_secret = True
        if entry.name in SYNTAXES:
            members.constraints += (Constraint("syntax", SYNTAXES[entry.name], "string"),)
        return members

    def _inherited(self, line: Lineage, built: DataType) -> Members:
        if len(line.entries) > 1:
            return self.resolve(line.entries[1]).members
        is_simple = line.entries[0].scope.dialect.is_simple
        return _of_64_bits() if built.primitive == "integer" and not is_simple else Members()

    def _add_units(self, members: Members, line: Lineage) -> None:
        """The units of a scalar type, and the type of its number, which the nearest to ``scalar`` names."""
        from topology.tosca.types.scalar_types import ScalarTypes  # noqa: PLC0415 - for templates of 2.0 only

        definitions = [cast("DataTypeDefinition", entry.definition) for entry in reversed(line.entries)]
        base, scope = definitions[0], line.entries[-1].scope
        number = self.named(base.data_type, scope, (*base.path, "data_type")) if base.data_type is not None else None
        members.number = Schema(number) if number is not None else None
        is_whole = number is not None and number.primitive == "integer"
        members.units = ScalarTypes(self._findings).units(definitions, is_whole=is_whole)

    def _check_keynames(self, definition: DataTypeDefinition, built: DataType, dialect: Dialect) -> None:
        """TOSCA 2.0, 9.2: the keynames that the kind of a data type decides (TS543); in 1.x of properties only.

        In 1.x a simple type cannot be extended, so the finding is where the type names it.
        """
        assert isinstance(definition.node, MappingNode)
        for name, (key, _) in definition.node.entries.items():
            kinds = _KEYNAMES_OF.get(name)
            if kinds is None or built.primitive in kinds or (dialect.is_simple and name != "properties"):
                continue
            message = f"The data type `{definition.name.text}` cannot have the keyname `{name}`."
            of = "complex types" if None in kinds else f"types derived from {' or '.join(map(str, kinds))}"
            path, spec = (*definition.path, name), "3.7.6" if dialect.is_simple else "2.0:9.2"
            place = definition.derived_from if dialect.is_simple and definition.derived_from is not None else key
            self._findings.error("TS543", message, span_of(place), path, help=f"Only {of} have it.", spec=spec)

    def _schema(
        self,
        definition: SchemaDefinition | None,
        scope: Scope,
        refined: Schema | None = None,
        part: Callable[[Schema], Schema | None] = entry_of,
    ) -> Schema | None:
        """The schema of keys or entries; ``refined`` is what has the inherited one as its ``part``."""
        if definition is None or definition.type is None:
            return None
        return self._make(definition, definition.type, scope, part(refined) if refined is not None else None)

    def _narrowed(self, definition: SchemaDefinition | None, scope: Scope, inherited: Schema | None) -> Schema | None:
        """The schema of a data type's keys or entries, which until 1.3 replaces the inherited one."""
        if definition is None or definition.type is None:
            return inherited
        own = self._make(definition, definition.type, scope, inherited)
        if own is None or inherited is None or scope.dialect.is_simple:
            return own or inherited
        return narrowed(own, inherited, definition, self._findings)

    def _make(
        self,
        definition: SchemaDefinition | PropertyDefinition,
        type_name: Scalar,
        scope: Scope,
        inherited: Schema | None = None,
    ) -> Schema | None:
        """What a type's name and the keynames beside it ask of values, without what is inherited."""
        data_type = self.named(type_name, scope, (*definition.path, "type"))
        if data_type is None:
            return None
        constraints = self._checks(definition, data_type, data_type)
        key = self._schema(definition.key_schema, scope, inherited, key_of)
        made = Schema(data_type, constraints, key, self._schema(definition.entry_schema, scope, inherited))
        if _needs_entries(data_type, scope.dialect):
            known = entry_of(inherited) if inherited is not None else None
            self._require_entries(definition, type_name, known or data_type.entry)
        return made

    def _require_entries(self, definition: _Checked, type_name: Scalar, inherited: Schema | None) -> None:
        """TOSCA 2.0, 9.2 and 9.3: a list or a map says what its entries are (TS302), unless its type does."""
        node = definition.node
        written = node.entries if isinstance(node, MappingNode) else {}
        if inherited is None and "entry_schema" not in written and not is_misspelt("entry_schema", written, _KEYWORDS):
            message = f"A {type_name.text} needs the keyname `entry_schema`."
            help_text = "Add `entry_schema:` with the type of the entries."
            path = definition.path
            self._findings.error("TS302", message, span_of(type_name), path, help=help_text, spec="2.0:9.3")

    def _checks(self, definition: _Checked, data_type: DataType, known: DataType) -> tuple[Check, ...]:
        """What a definition's constraints or its validation clause ask of values, as far as the type is known."""
        clause = definition.validation
        if clause is not None:
            return self.clauses.build(clause, data_type, known)
        if not definition.constraints:
            return ()
        is_complex = known.primitive is None and not known.is_partial
        clauses = definition.constraints
        built = (build_constraint(clause, known.primitive, self._findings, is_complex=is_complex) for clause in clauses)
        return tuple(constraint for constraint in built if constraint is not None)

    @property
    def clauses(self) -> "Clauses":
        """The validation clauses, which few templates have."""
        if self._clauses is None:
            from topology.tosca.types.clauses import Clauses  # noqa: PLC0415 - for templates of 2.0 only

            self._clauses = Clauses(self._findings, self._files, self)
        return self._clauses

    def check_clauses(self) -> None:
        """Look at the validation clauses found so far, for their findings' sake."""
        if self._clauses is not None:
            self._clauses.check()

    def signatures(self, declared: Declared) -> list[Signature]:
        """The ways in which a function of the template's own can be called, with those that a refinement adds."""
        found = self._signatures.get(id(declared.definition))
        if found is None:
            own = declared.definition.signatures
            found = [self._signature(signature, declared.scope) for signature in own]
            more = declared.refinement.signatures[len(own) :] if declared.refinement is not None else ()
            found += [self._signature(signature, declared.scope) for signature in more]
            self._signatures[id(declared.definition)] = found
        return found

    def _signature(self, definition: "SignatureDefinition", scope: Scope) -> Signature:
        return Signature(
            tuple(self._schema(schema, scope) for schema in definition.arguments),
            tuple(self._schema(schema, scope) for schema in definition.optional_arguments),
            definition.variadic,
            self._schema(definition.result, scope),
        )

    def properties(
        self, definitions: Mapping[str, PropertyDefinition], scope: Scope, inherited: Mapping[str, Property]
    ) -> dict[str, Property]:
        """Inherited properties with those of the next type: new ones, and refinements of inherited ones."""
        return self._extended(definitions, scope, inherited, self.property)

    def parameters(
        self, definitions: Mapping[str, PropertyDefinition], scope: Scope, inherited: Mapping[str, Property]
    ) -> dict[str, Property]:
        """Inputs of an interface or operation of a type. Until 1.2 they are properties, whose type is written."""
        new = self.parameter if scope.dialect.order >= V1_3 else self.property
        return self._extended(definitions, scope, inherited, new)

    def _extended(
        self,
        definitions: Mapping[str, PropertyDefinition],
        scope: Scope,
        inherited: Mapping[str, Property],
        new: Callable[[PropertyDefinition, Scope], Property | None],
    ) -> dict[str, Property]:
        found = dict(inherited)
        for name, definition in definitions.items():
            parent = found.get(name)
            made = self._refined(definition, scope, parent) if parent else new(definition, scope)
            if made is not None:
                found[name] = made
        return found

    def property(self, definition: PropertyDefinition, scope: Scope) -> Property | None:
        """A property that is not inherited; without a type it is TS302, as a mere value TS303."""
        if definition.type is None:
            self._report_untyped(definition)
            schema = None
        else:
            schema = self._make(definition, definition.type, scope)
        return self._property(definition, schema, scope)

    def parameter(self, definition: PropertyDefinition, scope: Scope) -> Property:
        """A parameter, whose type may be left out (section 3.6.14)."""
        schema = self._make(definition, definition.type, scope) if definition.type is not None else None
        return self._property(definition, schema, scope)

    @staticmethod
    def _property(definition: PropertyDefinition, schema: Schema | None, scope: Scope) -> Property:
        return Property(
            definition.name.text,
            schema,
            definition.required is not False,
            definition.default,
            definition.value,
            definition,
            schema is not None and schema.type.is_secret,
            _is_final(definition, scope.dialect),
        )

    def _report_untyped(self, definition: PropertyDefinition) -> None:
        if isinstance(definition.node, MappingNode):
            written = definition.node.entries
            if "type" not in written and not is_misspelt("type", written, KEYS.readers):
                message = f"The definition of `{definition.name.text}` needs the keyname `type`."
                self._findings.error("TS302", message, definition.span, definition.path, help="Add `type:`.", spec=SPEC)
            return
        message = f"A property definition is a map of keynames, but here is {kind_of(definition.node)}."
        place = span_of(definition.node) if kind_of(definition.node) != "nothing" else definition.span
        self._findings.error("TS303", message, place, definition.path, spec=SPEC)

    def _refined(self, definition: PropertyDefinition, scope: Scope, parent: Property) -> Property:
        """Section 3.6.10.6: a refinement keeps what it does not write."""
        schema = self._refined_schema(definition, scope, parent)
        if definition.required is False and parent.required and parent.default is None:
            self._report_refinement(definition, parent, "is required and cannot become optional")
        if (
            parent.fixed is not None
            and not _is_input(definition)
            and (definition.default is not None or definition.value is not None)
        ):
            self._report_refinement(definition, parent, "has a fixed value that cannot be changed")
        return Property(
            parent.name,
            schema,
            parent.required if definition.required is None else definition.required,
            definition.default if definition.default is not None else parent.default,
            definition.value if definition.value is not None else parent.fixed,
            definition,
            parent.is_secret or (schema is not None and schema.type.is_secret),
            parent.is_final or _is_final(definition, scope.dialect),
        )

    def _refined_schema(self, definition: PropertyDefinition, scope: Scope, parent: Property) -> Schema | None:
        inherited = parent.schema
        if definition.type is None:
            if inherited is None:
                return None
            own = Schema(inherited.type, self._checks(definition, inherited.type, inherited.type))
            own.key = self._schema(definition.key_schema, scope, inherited, key_of)
            own.entry = self._schema(definition.entry_schema, scope, inherited)
        else:
            made = self._make(definition, definition.type, scope, inherited)
            if made is None or inherited is None:
                return made
            own = made
            if inherited.type.name not in own.type.lineage and not own.type.is_partial:
                what = f"has the type {inherited.type.name}, and {own.type.name} does not derive from it"
                self._report_refinement(definition, parent, what)
                return own
        if not scope.dialect.is_simple:
            refine(own, inherited, definition, self._findings)
            return own
        own.constraints = (*inherited.constraints, *own.constraints)
        own.key = own.key or inherited.key
        own.entry = own.entry or inherited.entry
        return own

    def _report_refinement(self, definition: PropertyDefinition, parent: Property, what: str) -> None:
        related = () if parent.definition.span.line == 1 else (Related("Inherited from here.", parent.definition.span),)
        kind = "input" if _is_input(definition) else "property"
        message = f"The inherited {kind} `{parent.name}` {what}."
        help_text = "Choose another name, or refine it only in the ways that section 3.6.10.6 lists."
        self._findings.error(
            "TS406", message, definition.span, definition.path, help=help_text, spec="3.6.10.6", related=related
        )


def _needs_entries(data_type: DataType, dialect: Dialect) -> bool:
    return not dialect.is_simple and data_type.primitive in _KEYNAMES_OF["entry_schema"]


def _of_64_bits() -> Members:
    """What every integer of TOSCA 2.0 fulfils: section 9.1.1.2."""
    return Members(constraints=(Constraint("in_range", (-(2**63), 2**63 - 1), "integer"),))


def _is_final(definition: PropertyDefinition, dialect: Dialect) -> bool:
    """Whether a fixed value stays. Before 1.3 it is no more than a default; so is that of an input until 2.0."""
    first = V2_0 if _is_input(definition) else V1_3
    return definition.value is not None and dialect.order >= first


def _is_input(definition: PropertyDefinition) -> bool:
    """Whether it is of an interface or operation, where a type may give another value than the inherited one."""
    return definition.path[-2:-1] == ("inputs",)
