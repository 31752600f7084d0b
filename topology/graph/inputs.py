"""Inputs of a topology: what they are, and the values that they have while the template is read."""

from collections.abc import Mapping

from topology.diagnostics.span import Span
from topology.graph.model import Input
from topology.graph.sources import source_map
from topology.tosca.findings import nearest
from topology.tosca.grammar.property_definition import PropertyDefinition
from topology.tosca.types.model import Property, Schema
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.tosca.values.convert import Converter
from topology.tosca.values.typed import Typed
from topology.tosca.values.validation import Check
from topology.values.value import Secret, Unknown, Value

SPEC = "3.9.2.1"


class Inputs:
    """Declared inputs, and a value for each: the given one, the default, a secret's reference, or unknown."""

    def __init__(
        self,
        definitions: Mapping[str, PropertyDefinition],
        scope: Scope,
        types: Types,
        converter: Converter,
        given: Mapping[str, Value] | None,
    ) -> None:
        self._findings = types.findings
        self._converter = converter
        self._given = given
        self.declared: dict[str, Input] = {}
        self.values: dict[str, Typed] = {}
        for name, definition in definitions.items():
            self._declare(name, definition, types.data.parameter(definition, scope))
        self._report_unknown(definitions)
        types.data.check_clauses()

    def _declare(self, name: str, definition: PropertyDefinition, found: Property) -> None:
        default = found.fallback
        path = (*definition.path, "default" if definition.value is None else "value")
        value: Value = None
        if default is not None:
            value = self._converter.convert(default, found.schema, None, path, is_secret=found.is_secret)
        self.declared[name] = Input(
            name=name,
            type=found.schema.type.name if found.schema else "string",
            required=found.required and default is None,
            secret=found.is_secret,
            source=source_map(definition.name, definition.node),
            description=definition.description,
            default=value,
            constraints=tuple(map(str, _constraints(found.schema))),
        )
        origin = default if name not in (self._given or {}) else None
        self.values[name] = Typed(self._value(name, found, value, default is not None), found.schema, origin)

    def _value(self, name: str, found: Property, default: Value, has_default: bool) -> Value:
        given = self._given
        if given is not None and name in given:
            return self._fit(name, found, given[name])
        if has_default:
            return default
        if given is not None and found.required:
            message = f"The input `{name}` needs a value."
            help_text = f"Give one with `--input {name}=...`, or a default in the template."
            self._findings.error(
                "TS530", message, found.definition.span, found.definition.path, help=help_text, spec=SPEC
            )
        if found.is_secret:
            return Secret(f"input:{name}")
        return Unknown("", ("inputs", name))

    def _fit(self, name: str, found: Property, value: Value) -> Value:
        if found.is_secret:
            return value if isinstance(value, Secret) else self._secret(name, found, value)
        if found.schema is None:
            return value
        return self._converter.fitter.fit(value, found.schema, found.definition.name, (*found.definition.path, name))

    def _secret(self, name: str, found: Property, value: Value) -> Secret:
        """The reference to a secret. Its text is checked here, is in no message, and is not kept."""
        for check in _constraints(found.schema):
            if not self._converter.holds(check, Typed(value, found.schema)):
                message = f"The secret input `{name}` must be {check}."
                self._findings.error(
                    "TS532", message, found.definition.span, found.definition.path, help="Give another one.", spec=SPEC
                )
        return Secret(f"input:{name}")

    def _report_unknown(self, definitions: Mapping[str, PropertyDefinition]) -> None:
        for name in self._given or {}:
            if name not in definitions:
                message = f"The template has no input `{name}`."
                span = min((definition.span for definition in definitions.values()), default=None)
                place = Span.start_of(span.file) if span else Span.start_of("")
                help_text = nearest(name, definitions) or "Leave it out."
                self._findings.error(
                    "TS531", message, place, ("topology_template", "inputs"), help=help_text, spec=SPEC
                )


def _constraints(schema: Schema | None) -> tuple[Check, ...]:
    return (*schema.type.constraints, *schema.constraints) if schema is not None else ()
