"""Operation, notification and their implementations: Simple Profile 1.3, 3.6.15 to 3.6.19; TOSCA 2.0, 11.4 to 11.8."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from topology.record import Record
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.artifact_definition import KEYS as ARTIFACT_KEYS
from topology.tosca.grammar.property_definition import (
    PropertyDefinition,
    read_incoming_definition,
    read_parameter_definition,
)
from topology.tosca.grammar.reading import (
    NOTHING,
    Definition,
    Grammar,
    Keys,
    Reader,
    Versioned,
    assignments,
    by_version,
    fields,
    integer,
    is_word,
    list_of,
    map_of,
    name,
    read_attribute_mapping,
    since,
    text,
    until,
)
from topology.tosca.tree import Node, Scalar


class ImplementationDefinition(Record):
    """What carries an operation out: files or artifacts by name, and where it runs."""

    primary: Scalar | None = None
    dependencies: Sequence[Scalar] = ()
    timeout: int | None = None
    operation_host: Scalar | None = None


class OperationDefinition(Definition):
    """An operation or a notification. Inputs are parameters in a type and values in a template.

    ``outputs`` are attribute mappings; in types of 2.0 they are of ``results``, the parameters that come back.
    """

    description: str | None = None
    implementation: ImplementationDefinition | None = None
    inputs: Mapping[str, PropertyDefinition] = NOTHING
    assigned: Mapping[str, tuple[Scalar, Node]] = NOTHING
    outputs: Mapping[str, Node] = NOTHING
    results: Mapping[str, PropertyDefinition] = NOTHING


def _artifact(g: Grammar, node: Node, path: Path) -> Scalar | None:
    """The name of an artifact or a file, or an artifact written in place, of which the file is kept."""
    if is_word(node):
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
        "operation_host": until(V1_3, name),
    },
)


def read_implementation(g: Grammar, node: Node, path: Path) -> ImplementationDefinition | None:
    """A map of keynames, or the mere name of the primary artifact."""
    if is_word(node):
        return ImplementationDefinition(node)
    found = fields(g, node, path, IMPLEMENTATION)
    return None if found is None else ImplementationDefinition(**found)


def _mapping(g: Grammar, key: Scalar, node: Node, path: Path) -> Node | None:
    return read_attribute_mapping(g, node, path)


_INPUTS = map_of(read_parameter_definition)
_MAPPINGS = map_of(_mapping)
_RESULTS = by_version(_MAPPINGS, (V2_0, map_of(read_incoming_definition)))


def _keys(inputs: Reader | Versioned, outputs: Reader | Versioned, entity: str, spec: str) -> Keys:
    readers = {"description": text, "implementation": read_implementation, "inputs": inputs, "outputs": outputs}
    return Keys(entity, spec, readers)


TYPE_KEYS = _keys(_INPUTS, _RESULTS, "an operation definition", "3.6.17")
TEMPLATE_KEYS = _keys(assignments, _MAPPINGS, "an operation definition", "3.6.17")
TYPE_NOTIFICATION_KEYS = _keys(since(V2_0, _INPUTS), _RESULTS, "a notification definition", "3.6.19")
NOTIFICATION_KEYS = _keys(since(V2_0, assignments), _MAPPINGS, "a notification definition", "3.6.19")


def _reader(keys: Keys, rename: str) -> Callable[[Grammar, Scalar, Node, Path], OperationDefinition | None]:
    in_type = rename == "inputs"

    def read(g: Grammar, key: Scalar, node: Node, path: Path) -> OperationDefinition | None:
        if is_word(node):
            return OperationDefinition(key, node, path, implementation=ImplementationDefinition(node))
        found: dict[str, Any] | None = fields(g, node, path, keys, key)
        if found is None:
            return None
        if "inputs" in found:
            found[rename] = found.pop("inputs")
        if in_type and not g.dialect.is_simple:
            _split_results(found)
        return OperationDefinition(key, node, path, **found)

    return read


def _split_results(found: dict[str, Any]) -> None:
    """Take the attribute mappings of output parameters out of them."""
    results: dict[str, PropertyDefinition] = found.pop("outputs", {})
    found["results"] = results
    found["outputs"] = {text_: result.mapping for text_, result in results.items() if result.mapping is not None}


read_type_operation = _reader(TYPE_KEYS, "inputs")
read_template_operation = _reader(TEMPLATE_KEYS, "assigned")
read_type_notification = _reader(TYPE_NOTIFICATION_KEYS, "inputs")
read_notification = _reader(NOTIFICATION_KEYS, "assigned")
