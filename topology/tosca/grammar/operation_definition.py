"""Sections 3.6.15 to 3.6.19: attribute mapping, operation and notification with their implementations."""

from collections.abc import Callable
from typing import Any

from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.artifact_definition import KEYS as ARTIFACT_KEYS
from topology.tosca.grammar.property_definition import PropertyDefinition, read_parameter_definition
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    Reader,
    assignments,
    fields,
    integer,
    list_of,
    map_of,
    name,
    text,
    wrong_kind,
)
from topology.tosca.tree import Node, Scalar, SequenceNode, is_null


class ImplementationDefinition(Record):
    """What carries an operation out: files or artifacts by name, and where it runs."""

    primary: Scalar | None = None
    dependencies: list[Scalar] = field(default_factory=list)
    timeout: int | None = None
    operation_host: Scalar | None = None


class OperationDefinition(Definition):
    """An operation or a notification. Inputs are parameters in a type and values in a template."""

    description: str | None = None
    implementation: ImplementationDefinition | None = None
    inputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    assigned: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    outputs: dict[str, Node] = field(default_factory=dict)


def _artifact(g: Grammar, node: Node, path: Path) -> Scalar | None:
    """The name of an artifact or a file, or an artifact written in place, of which the file is kept."""
    if isinstance(node, Scalar) and not is_null(node):
        return node
    found = fields(g, node, path, _INLINE_ARTIFACT)
    return found.get("file") if found else None


_INLINE_ARTIFACT = Keys("an artifact", "3.6.7", ARTIFACT_KEYS.readers, required=("file",))

IMPLEMENTATION = Keys(
    "an operation implementation",
    "3.6.16",
    {
        "primary": _artifact,
        "dependencies": list_of(_artifact),
        "timeout": integer,
        "operation_host": name,
    },
)


def read_implementation(g: Grammar, node: Node, path: Path) -> ImplementationDefinition | None:
    """A map of keynames, or the mere name of the primary artifact."""
    if isinstance(node, Scalar) and not is_null(node):
        return ImplementationDefinition(node)
    found = fields(g, node, path, IMPLEMENTATION)
    return None if found is None else ImplementationDefinition(**found)


def _mapping(g: Grammar, key: Scalar, node: Node, path: Path) -> Node | None:
    """Section 3.6.15: where an output is stored; a list of names."""
    if isinstance(node, SequenceNode) and len(node.items) >= 2:
        return node
    wrong_kind(g, node, path, "an attribute mapping is a list such as `[ SELF, attribute ]`", "3.6.15")
    return None


_INPUTS = map_of(read_parameter_definition)
_OUTPUTS = map_of(_mapping)


def _keys(inputs: Reader, entity: str, spec: str) -> Keys:
    readers = {"description": text, "implementation": read_implementation, "inputs": inputs, "outputs": _OUTPUTS}
    return Keys(entity, spec, readers)


TYPE_KEYS = _keys(_INPUTS, "an operation definition", "3.6.17")
TEMPLATE_KEYS = _keys(assignments, "an operation definition", "3.6.17")
NOTIFICATION_KEYS = Keys(
    "a notification definition",
    "3.6.19",
    {"description": text, "implementation": read_implementation, "outputs": _OUTPUTS},
)


def _reader(keys: Keys, rename: str) -> Callable[[Grammar, Scalar, Node, Path], OperationDefinition | None]:
    def read(g: Grammar, key: Scalar, node: Node, path: Path) -> OperationDefinition | None:
        if is_null(node):
            return OperationDefinition(key, node, path)
        if isinstance(node, Scalar):
            return OperationDefinition(key, node, path, implementation=ImplementationDefinition(node))
        found: dict[str, Any] | None = fields(g, node, path, keys, key)
        if found is None:
            return None
        if "inputs" in found:
            found[rename] = found.pop("inputs")
        return OperationDefinition(key, node, path, **found)

    return read


read_type_operation = _reader(TYPE_KEYS, "inputs")
read_template_operation = _reader(TEMPLATE_KEYS, "assigned")
read_notification = _reader(NOTIFICATION_KEYS, "assigned")
