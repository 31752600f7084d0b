"""Interface definition, in types and in templates: Simple Profile 1.3, 3.6.20; TOSCA 2.0, 11.2 and 11.3.

Operations stand under ``operations``. Up to version 1.2 their names stood beside ``type`` and ``inputs``, which 1.3
still allows where neither ``operations`` nor ``notifications`` is used (section 3.6.20.3), and 2.0 does not.
"""

from collections.abc import Mapping

from topology.tosca.dialect import V1_3
from topology.tosca.findings import Path
from topology.tosca.grammar.operation_definition import (
    OperationDefinition,
    read_notification,
    read_template_operation,
    read_type_notification,
    read_type_operation,
)
from topology.tosca.grammar.property_definition import PropertyDefinition, read_parameter_definition
from topology.tosca.grammar.reading import (
    NOTHING,
    Definition,
    Grammar,
    Keys,
    NamedReader,
    assignments,
    fields,
    map_of,
    name,
    since,
    text,
    until,
)
from topology.tosca.tree import MappingNode, Node, Scalar, mapping

SPEC = "3.6.20"


class InterfaceDefinition(Definition):
    """An interface with its operations. Inputs are parameters in a type and values in a template."""

    type: Scalar | None = None
    description: str | None = None
    inputs: Mapping[str, PropertyDefinition] = NOTHING
    assigned: Mapping[str, tuple[Scalar, Node]] = NOTHING
    operations: Mapping[str, OperationDefinition] = NOTHING
    notifications: Mapping[str, OperationDefinition] = NOTHING


TYPE_KEYS = Keys(
    "an interface definition",
    SPEC,
    {
        "type": name,
        "description": text,
        "inputs": map_of(read_parameter_definition),
        "operations": since(V1_3, map_of(read_type_operation)),
        "notifications": since(V1_3, map_of(read_type_notification)),
    },
)
TEMPLATE_KEYS = Keys(
    "an interface definition",
    SPEC,
    {
        "type": until(V1_3, name),
        "description": text,
        "inputs": assignments,
        "operations": since(V1_3, map_of(read_template_operation)),
        "notifications": since(V1_3, map_of(read_notification)),
    },
)


def read_type_interface(g: Grammar, key: Scalar, node: Node, path: Path) -> InterfaceDefinition | None:
    """An interface of a node or relationship type."""
    return _read(g, key, node, path, TYPE_KEYS)


def read_template_interface(g: Grammar, key: Scalar, node: Node, path: Path) -> InterfaceDefinition | None:
    """An interface of a template."""
    return _read(g, key, node, path, TEMPLATE_KEYS)


def _read(g: Grammar, key: Scalar, node: Node, path: Path, keys: Keys) -> InterfaceDefinition | None:
    in_type = keys is TYPE_KEYS
    known, bare = split_operations(g, node, keys)
    found = fields(g, known, path, keys, key)
    if found is None:
        return None
    if bare:
        found["operations"] = {**found.get("operations", {}), **read_bare_operations(g, bare, path, in_type)}
    if not in_type and "inputs" in found:
        found["assigned"] = found.pop("inputs")
    return InterfaceDefinition(key, node, path, **found)


def split_operations(g: Grammar, node: Node, keys: Keys) -> tuple[Node, dict[str, tuple[Scalar, Node]]]:
    """A map without the operations that stand beside the keynames, and those operations."""
    if not isinstance(node, MappingNode) or not g.dialect.is_simple:
        return node, {}
    if "operations" in node.entries or "notifications" in node.entries:
        return node, {}
    known = mapping(node.flow, node.start, node.end)
    bare: dict[str, tuple[Scalar, Node]] = {}
    for text_, entry in node.entries.items():
        (known.entries if text_ in keys.readers else bare)[text_] = entry
    return known, bare


def read_bare_operations(
    g: Grammar, bare: dict[str, tuple[Scalar, Node]], path: Path, in_type: bool
) -> dict[str, OperationDefinition]:
    """The operations that stand beside the keynames."""
    reader: NamedReader = read_type_operation if in_type else read_template_operation
    read = {text_: reader(g, key, value, (*path, text_)) for text_, (key, value) in bare.items()}
    return {text_: operation for text_, operation in read.items() if operation is not None}
