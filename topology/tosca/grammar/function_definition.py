"""Function definition and its signatures: TOSCA 2.0, 10.4."""

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.operation_definition import ImplementationDefinition, read_implementation
from topology.tosca.grammar.reading import (
    Described,
    Grammar,
    Keys,
    boolean,
    definition_reader,
    fields,
    list_of,
    metadata,
    text,
)
from topology.tosca.grammar.schema_definition import SchemaDefinition, read_schema_definition
from topology.tosca.tree import Node, is_null

SPEC = "2.0:10.4"


class SignatureDefinition(Record):
    """One way of calling a function: its arguments, and its result, which may be anything where it is None."""

    node: Node
    path: Path
    arguments: list[SchemaDefinition] = field(default_factory=list)
    optional_arguments: list[SchemaDefinition] = field(default_factory=list)
    variadic: bool = False
    result: SchemaDefinition | None = None
    implementation: ImplementationDefinition | None = None


class FunctionDefinition(Described):
    """A function of the template's own with its signatures, of which the first that fits a call is meant."""

    signatures: list[SignatureDefinition] = field(default_factory=list)


_SCHEMAS = list_of(read_schema_definition)
_SIGNATURE = Keys(
    "a function's signature",
    SPEC,
    {
        "arguments": _SCHEMAS,
        "optional_arguments": _SCHEMAS,
        "variadic": boolean,
        "result": read_schema_definition,
        "implementation": read_implementation,
    },
)


def _signature(g: Grammar, node: Node, path: Path) -> SignatureDefinition | None:
    """A map of keynames; an empty element leaves the signature of a refined function as it is."""
    if is_null(node):
        return SignatureDefinition(node, path)
    found = fields(g, node, path, _SIGNATURE)
    return None if found is None else SignatureDefinition(node, path, **found)


KEYS = Keys(
    "a function definition",
    SPEC,
    {"signatures": list_of(_signature), "description": text, "metadata": metadata},
    required=("signatures",),
)

read_function_definition = definition_reader(FunctionDefinition, KEYS)
"""Reads a map of keynames."""
