"""Data type, in 2.0 scalar types too: Simple Profile 1.3, 3.7.6; TOSCA 2.0, 9.1.2.2 and 9.2."""

from collections.abc import Mapping

from topology.record import field
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.grammar.constraint_clause import ConstraintClause
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import assignments, definition_reader, map_of, name, since
from topology.tosca.grammar.schema_definition import CHECKS, SchemaDefinition, read_schema_definition
from topology.tosca.grammar.validation_clause import ValidationClause
from topology.tosca.tree import Node, Scalar


class DataType(EntityType):
    """A type of values: of properties when it is complex, with constraints when it derives from a simple one.

    A scalar type of 2.0 has units, each with a number to multiply by; a prefix multiplies every unit.
    """

    constraints: list[ConstraintClause] = field(default_factory=list)
    validation: ValidationClause | None = None
    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    key_schema: SchemaDefinition | None = None
    entry_schema: SchemaDefinition | None = None
    data_type: Scalar | None = None
    units: Mapping[str, tuple[Scalar, Node]] | None = None
    canonical_unit: Scalar | None = None
    prefixes: Mapping[str, tuple[Scalar, Node]] | None = None


KEYS = type_keys(
    "a data type",
    "3.7.6",
    {
        **CHECKS,
        "properties": map_of(read_property_definition),
        "key_schema": since(V1_3, read_schema_definition),
        "entry_schema": read_schema_definition,
        "data_type": since(V2_0, name),
        "units": since(V2_0, assignments),
        "canonical_unit": since(V2_0, name),
        "prefixes": since(V2_0, assignments),
    },
)

read_data_type = definition_reader(DataType, KEYS)
"""Reads a map of keynames."""
