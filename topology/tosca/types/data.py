"""Data types, schemas and properties with what they inherit (sections 3.6.9, 3.6.10, 3.7.6)."""

from collections.abc import Iterable, Mapping
from functools import partial

from topology.diagnostics.diagnostic import Related
from topology.tosca.findings import Path
from topology.tosca.grammar.constraint_clause import ConstraintClause
from topology.tosca.grammar.data_type import DataType as DataTypeDefinition
from topology.tosca.grammar.property_definition import PropertyDefinition
from topology.tosca.grammar.schema_definition import SchemaDefinition
from topology.tosca.tree import MappingNode, Scalar, kind_of, span_of
from topology.tosca.types.kinds import DATA
from topology.tosca.types.model import DataType, Members, Property, Schema
from topology.tosca.types.resolve import Lineage, Names, is_primitive_name
from topology.tosca.types.scope import Entry, Scope
from topology.tosca.values.constraint import Constraint
from topology.tosca.values.operand import build_constraint

SECRET_TYPE = "toposmith.datatypes.Secret"  # noqa: S105 - the name of a type
CREDENTIAL_TYPE = "tosca.datatypes.Credential"

SPEC = "3.6.10"


class DataTypes:
    """Resolves data types and everything that is described by them. One per reading."""

    def __init__(self, names: Names, files: Mapping[str, Scope]) -> None:
        self._names = names
        self._findings = names.findings
        self._primitives: dict[str, DataType] = {}
        self._types: dict[int, DataType] = {}

    def named(self, name: Scalar, scope: Scope, path: Path) -> DataType | None:
        """The data type that a name means, or None where it is unknown."""
        if is_primitive_name(name.text) and scope.get(DATA, name.text) is None:
            return self._primitive(name.text.removeprefix("tosca:"))
        entry = self._names.find(DATA, name, scope, path)
        return self.resolve(entry) if entry is not None else None

    def resolve(self, entry: Entry) -> DataType:
        """A declared data type with what it inherits."""
        found = self._types.get(id(entry))
        return found if found is not None else self._build(entry)

    def _primitive(self, name: str) -> DataType:
        found = self._primitives.get(name)
        if found is None:
            found = self._primitives[name] = DataType(name, (name,), name)
        return found

    def _build(self, entry: Entry) -> DataType:
        line = self._names.lineage(entry)
        primitive = line.beyond.text.removeprefix("tosca:") if line.beyond is not None else None
        lineage = (*line.ref().lineage, *([primitive] if primitive else []))
        members = partial(self._members, line, primitive)
        built = DataType(entry.name, lineage, primitive, line.is_partial, SECRET_TYPE in lineage, members)
        self._types[id(entry)] = built
        return built

    def _members(self, line: Lineage, primitive: str | None) -> Members:
        """What a type consists of: what its parent does, and what it adds and refines itself."""
        entry = line.entries[0]
        definition = entry.definition
        assert isinstance(definition, DataTypeDefinition)
        inherited = self.resolve(line.entries[1]).members if len(line.entries) > 1 else Members()
        members = Members(
            self.properties(definition.properties, entry.scope, inherited.properties),
            inherited.constraints + self._constraints(definition.constraints, primitive),
            self._schema(definition.key_schema, entry.scope) or inherited.key,
            self._schema(definition.entry_schema, entry.scope) or inherited.entry,
        )
        if entry.name == CREDENTIAL_TYPE and "token" in members.properties:
            members.properties["token"].is_secret = True
        return members

    def _schema(self, definition: SchemaDefinition | None, scope: Scope) -> Schema | None:
        if definition is None or definition.type is None:
            return None
        return self._make(definition, definition.type, scope)

    def _make(
        self, definition: SchemaDefinition | PropertyDefinition, type_name: Scalar, scope: Scope
    ) -> Schema | None:
        data_type = self.named(type_name, scope, (*definition.path, "type"))
        if data_type is None:
            return None
        constraints = self._constraints(definition.constraints, data_type.primitive)
        key = self._schema(definition.key_schema, scope)
        return Schema(data_type, constraints, key, self._schema(definition.entry_schema, scope))

    def _constraints(self, clauses: Iterable[ConstraintClause], primitive: str | None) -> tuple[Constraint, ...]:
        built = (build_constraint(clause, primitive, self._findings) for clause in clauses)
        return tuple(constraint for constraint in built if constraint is not None)

    def properties(
        self, definitions: Mapping[str, PropertyDefinition], scope: Scope, inherited: Mapping[str, Property]
    ) -> dict[str, Property]:
        """Inherited properties with those of the next type: new ones, and refinements of inherited ones."""
        found = dict(inherited)
        for name, definition in definitions.items():
            parent = found.get(name)
            new = self._refined(definition, scope, parent) if parent else self.property(definition, scope)
            if new is not None:
                found[name] = new
        return found

    def property(self, definition: PropertyDefinition, scope: Scope) -> Property | None:
        """A property that is not inherited; without a type it is TS302, as a mere value TS303."""
        if definition.type is None:
            self._report_untyped(definition)
            schema = None
        else:
            schema = self._make(definition, definition.type, scope)
        return self._property(definition, schema, definition.required is not False)

    def parameter(self, definition: PropertyDefinition, scope: Scope) -> Property:
        """A parameter, whose type may be left out (section 3.6.14)."""
        schema = self._make(definition, definition.type, scope) if definition.type is not None else None
        return self._property(definition, schema, definition.required is not False)

    @staticmethod
    def _property(definition: PropertyDefinition, schema: Schema | None, required: bool) -> Property:
        is_secret = schema is not None and schema.type.is_secret
        name = definition.name.text
        return Property(name, schema, required, definition.default, definition.value, definition, is_secret)

    def _report_untyped(self, definition: PropertyDefinition) -> None:
        if isinstance(definition.node, MappingNode):
            if "type" not in definition.node.entries:
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
        if parent.fixed is not None and (definition.default is not None or definition.value is not None):
            self._report_refinement(definition, parent, "has a fixed value that cannot be changed")
        return Property(
            parent.name,
            schema,
            parent.required if definition.required is None else definition.required,
            definition.default if definition.default is not None else parent.default,
            definition.value if definition.value is not None else parent.fixed,
            definition,
            parent.is_secret or (schema is not None and schema.type.is_secret),
        )

    def _refined_schema(self, definition: PropertyDefinition, scope: Scope, parent: Property) -> Schema | None:
        inherited = parent.schema
        if definition.type is None:
            if inherited is None:
                return None
            own = Schema(inherited.type, self._constraints(definition.constraints, inherited.type.primitive))
            own.key = self._schema(definition.key_schema, scope)
            own.entry = self._schema(definition.entry_schema, scope)
        else:
            made = self._make(definition, definition.type, scope)
            if made is None or inherited is None:
                return made
            own = made
            if inherited.type.name not in own.type.lineage and not own.type.is_partial:
                what = f"has the type {inherited.type.name}, and {own.type.name} does not derive from it"
                self._report_refinement(definition, parent, what)
        own.constraints = (*inherited.constraints, *own.constraints)
        own.key = own.key or inherited.key
        own.entry = own.entry or inherited.entry
        return own

    def _report_refinement(self, definition: PropertyDefinition, parent: Property, what: str) -> None:
        related = () if parent.definition.span.line == 1 else (Related("Inherited from here.", parent.definition.span),)
        message = f"The inherited property `{parent.name}` {what}."
        help_text = "Choose another name, or refine it only in the ways that section 3.6.10.6 lists."
        self._findings.error(
            "TS406", message, definition.span, definition.path, help=help_text, spec="3.6.10.6", related=related
        )
