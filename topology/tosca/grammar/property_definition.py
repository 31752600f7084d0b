"""Sections 3.6.10 and 3.6.14: property definition and parameter definition.

A property that refines an inherited one uses the grammar of parameters (section 3.6.10.6), and whether it refines is
known only when the types are resolved. So both are read alike here; the ``types`` phase asks for what is missing.
"""

from topology.record import field
from topology.tosca.findings import Path, nearest
from topology.tosca.grammar.constraint_clause import ConstraintClause
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    anything,
    boolean,
    fields,
    metadata,
    name,
    text,
)
from topology.tosca.grammar.schema_definition import SchemaDefinition, constraints, read_schema_definition
from topology.tosca.tree import MappingNode, Node, Scalar, span_of

STATUS = ("supported", "unsupported", "experimental", "deprecated")


class PropertyDefinition(Definition):
    """A property, or a parameter when it has a value; ``required`` is None where it is not written."""

    type: Scalar | None = None
    description: str | None = None
    required: bool | None = None
    default: Node | None = None
    value: Node | None = None
    status: str | None = None
    constraints: list[ConstraintClause] = field(default_factory=list)
    key_schema: SchemaDefinition | None = None
    entry_schema: SchemaDefinition | None = None
    external_schema: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


def _status(g: Grammar, node: Node, path: Path) -> str | None:
    found = text(g, node, path)
    if found is not None and found not in STATUS:
        message = f"`{found}` is no status of a property."
        g.findings.error("TS304", message, span_of(node), path, help=nearest(found, STATUS), spec="3.6.10.3")
        return None
    return found


KEYS = Keys(
    "a property definition",
    "3.6.10",
    {
        "type": name,
        "description": text,
        "required": boolean,
        "default": anything,
        "value": anything,
        "status": _status,
        "constraints": constraints,
        "key_schema": read_schema_definition,
        "entry_schema": read_schema_definition,
        "external-schema": text,
        "metadata": metadata,
    },
)


def read_property_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyDefinition | None:
    """A definition as a map of keynames; anything but a map is the fixed value of a refinement."""
    if not isinstance(node, MappingNode):
        return PropertyDefinition(key, node, path, value=node)
    return _read(g, key, node, path)


def read_parameter_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyDefinition | None:
    """A definition as a map of keynames, or a mere value, such as a function, in its place (section 3.6.14.2)."""
    if isinstance(node, MappingNode) and (not node.entries or any(text in KEYS.readers for text in node.entries)):
        return _read(g, key, node, path)
    return PropertyDefinition(key, node, path, value=node)


def _read(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyDefinition | None:
    found = fields(g, node, path, KEYS, key)
    if found is None:
        return None
    if "external-schema" in found:
        found["external_schema"] = found.pop("external-schema")
    return PropertyDefinition(key, node, path, **found)
