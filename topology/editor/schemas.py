"""What a value at a path must be: the schema of a property, or of a part of it."""

from topology.editor.analysis import Analysis
from topology.editor.grammar import NoFindings
from topology.editor.members import members_at
from topology.editor.tree_paths import key_at, node_at
from topology.tosca.findings import Path
from topology.tosca.grammar.property_definition import PropertyDefinition, read_parameter_definition
from topology.tosca.grammar.reading import Grammar
from topology.tosca.types.model import Property, Schema
from topology.tosca.values.constraint import Constraint

_VALUES = frozenset({"properties", "attributes", "inputs"})
_OF_DEFINITION = frozenset({"default", "value"})
_EXPRESSIONS = frozenset({"validation", "node_filter", "substitution_filter", "condition"})
"""What is an expression in 2.0."""


def schema_at(analysis: Analysis, path: Path) -> Schema | None:
    """The schema of the value at a path; None where it is no value, or one of unknown type."""
    for length in range(len(path), 0, -1):
        written = analysis.written(path[:length])
        if written is None:
            continue
        if written.keyname in _VALUES and length < len(path):
            member = members_at(analysis, path[:length]).get(str(path[length]))
            return _inner(member.schema if member else None, path[length + 1 :])
        if written.keyname in _OF_DEFINITION:
            found = definition_at(analysis, path[: length - 1])
            return _inner(found.schema if found else None, path[length:])
        return None
    return None


def is_value(analysis: Analysis, path: Path) -> bool:
    """Whether a path leads to a value or a part of one, where functions may be called."""
    for length in range(len(path), 0, -1):
        written = analysis.written(path[:length])
        if written is not None:
            is_expression = not analysis.dialect.is_simple and written.keyname in _EXPRESSIONS
            is_entry = written.keyname in _VALUES and length < len(path)
            return is_expression or is_entry or written.keyname in _OF_DEFINITION
    return False


def definition_at(analysis: Analysis, path: Path) -> Property | None:
    """The property or parameter that is defined at a path of this document."""
    key, node = key_at(analysis.tree, path), node_at(analysis.tree, path)
    if key is None or node is None:
        return None
    findings = NoFindings()
    read: PropertyDefinition | None = read_parameter_definition(Grammar(findings, analysis.dialect), key, node, path)
    return analysis.types.data.parameter(read, analysis.scope) if read is not None else None


def _inner(schema: Schema | None, path: Path) -> Schema | None:
    for step in path:
        if schema is None:
            return None
        properties = schema.type.properties
        if isinstance(step, str) and step in properties:
            schema = properties[step].schema
        else:
            schema = schema.entry or schema.type.entry
    return schema


def legal_values(schema: Schema) -> list[str]:
    """The values that a schema lists: those of its constraint ``valid_values``, and those of Booleans."""
    if schema.type.primitive == "boolean":
        return ["true", "false"]
    for constraint in (*schema.constraints, *schema.type.constraints):
        if not isinstance(constraint, Constraint):
            continue
        if constraint.operator == "valid_values" and isinstance(constraint.operand, tuple):
            return [_text(value) for value in constraint.operand]
        if constraint.operator == "equal":
            return [_text(constraint.operand)]
    return []


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
