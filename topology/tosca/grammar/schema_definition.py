"""Schema definition, the type of the keys or entries of maps and lists: Simple Profile 1.3, 3.6.9; TOSCA 2.0, 9.3."""

from collections.abc import Mapping

from topology.record import Record, field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.constraint_clause import ConstraintClause, read_constraint_clause
from topology.tosca.grammar.reading import Grammar, Keys, Versioned, fields, is_word, list_of, name, since, text, until
from topology.tosca.grammar.validation_clause import ValidationClause, read_validation_clause
from topology.tosca.tree import Node, Scalar


class SchemaDefinition(Record):
    """A type with constraints, or a validation clause; for maps and lists the schemas of their keys and entries."""

    node: Node
    path: Path
    type: Scalar | None = None
    description: str | None = None
    constraints: list[ConstraintClause] = field(default_factory=list)
    validation: ValidationClause | None = None
    key_schema: "SchemaDefinition | None" = None
    entry_schema: "SchemaDefinition | None" = None


def read_schema_definition(g: Grammar, node: Node, path: Path) -> SchemaDefinition | None:
    """A map of keynames, or the mere name of a type, which the specification's own chapter 9 uses."""
    if is_word(node):
        return SchemaDefinition(node, path, node)
    found = fields(g, node, path, KEYS)
    return None if found is None else SchemaDefinition(node, path, **found)


CHECKS: Mapping[str, Versioned] = {
    "constraints": until(V1_3, list_of(read_constraint_clause)),
    "validation": since(V2_0, read_validation_clause),
}
"""The keynames that say which values of a type are allowed."""

KEYS = Keys(
    "a schema definition",
    "3.6.9",
    {
        "type": name,
        "description": text,
        **CHECKS,
        "key_schema": since(V1_3, read_schema_definition),
        "entry_schema": read_schema_definition,
    },
    required=("type",),
)
