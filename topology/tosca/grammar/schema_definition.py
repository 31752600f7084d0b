"""Section 3.6.9: schema definition, the type of the keys or entries of maps and lists."""

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.constraint_clause import ConstraintClause, read_constraint_clause
from topology.tosca.grammar.reading import Grammar, Keys, fields, list_of, name, text
from topology.tosca.tree import Node, Scalar, is_null


class SchemaDefinition(Record):
    """A type with constraints and, for maps and lists, the schemas of their keys and entries."""

    node: Node
    path: Path
    type: Scalar | None = None
    description: str | None = None
    constraints: list[ConstraintClause] = field(default_factory=list)
    key_schema: "SchemaDefinition | None" = None
    entry_schema: "SchemaDefinition | None" = None


def read_schema_definition(g: Grammar, node: Node, path: Path) -> SchemaDefinition | None:
    """A map of keynames, or the mere name of a type, which the specification's own chapter 9 uses."""
    if isinstance(node, Scalar) and not is_null(node):
        return SchemaDefinition(node, path, node)
    found = fields(g, node, path, KEYS)
    return None if found is None else SchemaDefinition(node, path, **found)


constraints = list_of(read_constraint_clause)

KEYS = Keys(
    "a schema definition",
    "3.6.9",
    {
        "type": name,
        "description": text,
        "constraints": constraints,
        "key_schema": read_schema_definition,
        "entry_schema": read_schema_definition,
    },
    required=("type",),
)
