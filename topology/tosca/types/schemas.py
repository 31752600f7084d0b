"""Schemas of keys and entries as refinements narrow them: TOSCA 2.0, 9.3.

A type may be exchanged for a derived one, and validation clauses add up. 1.x has no such rules.
"""

from collections.abc import Callable
from typing import TypeAlias

from topology.tosca.findings import Findings
from topology.tosca.grammar.data_type import DataType as DataTypeDefinition
from topology.tosca.grammar.property_definition import PropertyDefinition
from topology.tosca.grammar.schema_definition import SchemaDefinition
from topology.tosca.tree import span_of
from topology.tosca.types.model import DataType, Schema

Written: TypeAlias = DataTypeDefinition | PropertyDefinition | SchemaDefinition
Part: TypeAlias = Callable[[Schema | DataType], Schema | None]


def key_of(found: Schema) -> Schema | None:
    """What the keys of a schema's maps must be, by the schema or else by its type."""
    return found.key or found.type.key


def entry_of(found: Schema) -> Schema | None:
    """What the entries of a schema's maps and lists must be, by the schema or else by its type."""
    return found.entry or found.type.entry


def refine(own: Schema, inherited: Schema, written: Written, findings: Findings) -> None:
    """Add to a schema what it inherits."""
    own.constraints = (*inherited.constraints, *own.constraints)
    own.key = _combined(own, inherited, written, written.key_schema, lambda of: of.key, findings)
    own.entry = _combined(own, inherited, written, written.entry_schema, lambda of: of.entry, findings)


def _combined(  # noqa: PLR0917 - two schemas, where they are written, and which part of them
    own: Schema,
    inherited: Schema,
    outer: Written,
    written: SchemaDefinition | None,
    part: Part,
    findings: Findings,
) -> Schema | None:
    mine, theirs = part(own), part(inherited)
    if mine is None and (theirs is None or own.type.name == inherited.type.name):
        return theirs
    mine, theirs = mine or part(own.type), theirs or part(inherited.type)
    if mine is None or theirs is None or mine is theirs:
        return mine or theirs
    if written is None and mine.type.name in theirs.type.lineage:
        mine, theirs = theirs, mine
    return narrowed(mine, theirs, written or outer, findings)


def narrowed(own: Schema, inherited: Schema, written: Written, findings: Findings) -> Schema:
    """A schema of keys or entries that refines an inherited one; a type that does not derive from its is TS407."""
    if not own.type.is_partial and inherited.type.name not in own.type.lineage:
        message = f"What is inherited has the type {inherited.type.name} here; {own.type.name} does not derive from it."
        help_text = f"Use {inherited.type.name} or a type derived from it."
        at = span_of(getattr(written, "type", None) or written.node)
        findings.error("TS407", message, at, written.path, help=help_text, spec="2.0:9.3")
        return own
    made = Schema(own.type, own.constraints, own.key, own.entry)
    refine(made, inherited, written, findings)
    return made
