"""Section 3.7.6: data type."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.constraint_clause import ConstraintClause
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of
from topology.tosca.grammar.schema_definition import SchemaDefinition, constraints, read_schema_definition
from topology.tosca.tree import Node, Scalar


class DataType(EntityType):
    """A type of values: of properties when it is complex, with constraints when it derives from a simple one."""

    constraints: list[ConstraintClause] = field(default_factory=list)
    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    key_schema: SchemaDefinition | None = None
    entry_schema: SchemaDefinition | None = None


KEYS = type_keys(
    "a data type",
    "3.7.6",
    {
        "constraints": constraints,
        "properties": map_of(read_property_definition),
        "key_schema": read_schema_definition,
        "entry_schema": read_schema_definition,
    },
)


def read_data_type(g: Grammar, key: Scalar, node: Node, path: Path) -> DataType | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    return None if found is None else DataType(key, node, path, **found)
