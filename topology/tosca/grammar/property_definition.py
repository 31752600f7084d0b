"""Property and parameter definition: Simple Profile 1.3, 3.6.10 and 3.6.14; TOSCA 2.0, 9.3 and 9.7.

A property that refines an inherited one uses the grammar of parameters (section 3.6.10.6), and whether it refines is
known only when the types are resolved. So both are read alike here; the ``types`` phase asks for what is missing.
"""

from topology.record import field, replace
from topology.tosca.dialect import V1_3, V2_0
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
    read_attribute_mapping,
    since,
    text,
    until,
    wrong_kind,
)
from topology.tosca.grammar.schema_definition import CHECKS, SchemaDefinition, read_schema_definition
from topology.tosca.grammar.validation_clause import ValidationClause
from topology.tosca.suggestion import slips
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, span_of

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
    validation: ValidationClause | None = None
    key_schema: SchemaDefinition | None = None
    entry_schema: SchemaDefinition | None = None
    external_schema: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    mapping: Node | None = None


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
        **CHECKS,
        "key_schema": since(V1_3, read_schema_definition),
        "entry_schema": read_schema_definition,
        "external-schema": until(V1_3, text),
        "metadata": metadata,
    },
)
PARAMETER_KEYS = replace(KEYS, entity="a parameter definition", spec="3.6.14")
INCOMING_KEYS = replace(PARAMETER_KEYS, readers={**KEYS.readers, "mapping": since(V2_0, read_attribute_mapping)})
"""What comes in may say where it is stored: inputs of templates and workflows, outputs of operations."""


def read_property_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyDefinition | None:
    """A definition as a map of keynames; anything else is the fixed value of a refinement, also a map of other keys."""
    if not isinstance(node, MappingNode) or _is_value(node):
        return PropertyDefinition(key, node, path, value=node)
    return _read(g, key, node, path, KEYS)


def _is_value(node: MappingNode) -> bool:
    """Whether a map holds no keyname, not even one with a slip in it."""
    written, keys = node.entries, KEYS.readers
    if not written or any(key in keys for key in written):
        return False
    return all(slips(key, keyname) > 1 for key in written for keyname in keys)


def read_parameter_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyDefinition | None:
    """A definition as a map of keynames, or a mere value, such as a function, in its place (section 3.6.14.2).

    Before 1.3 it was a map; only a function may stand in its place then.
    """
    if not isinstance(node, MappingNode) and g.dialect.order < V1_3:
        wrong_kind(g, node, path, "a parameter definition is a map of keynames", "3.6.14", at=key)
        return None
    if isinstance(node, MappingNode) and (not node.entries or any(text in KEYS.readers for text in node.entries)):
        return _read(g, key, node, path, PARAMETER_KEYS)
    return PropertyDefinition(key, node, path, value=node)


def read_incoming_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> PropertyDefinition | None:
    """TOSCA 2.0, 9.7: an incoming parameter as a map of keynames, or the mere attribute mapping in its place."""
    if isinstance(node, SequenceNode):
        return PropertyDefinition(key, node, path, mapping=read_attribute_mapping(g, node, path))
    found = _read(g, key, node, path, INCOMING_KEYS)
    if found is not None and found.value is not None and found.mapping is not None:
        message = "A parameter definition has only one of `value` and `mapping`."
        g.findings.error("TS321", message, found.span, path, help="Remove one of them.", spec="3.6.14")
    return found


def _read(g: Grammar, key: Scalar, node: Node, path: Path, keys: Keys) -> PropertyDefinition | None:
    found = fields(g, node, path, keys, key)
    if found is None:
        return None
    if "external-schema" in found:
        found["external_schema"] = found.pop("external-schema")
    return PropertyDefinition(key, node, path, **found)
