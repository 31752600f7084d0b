"""Section 3.7.5: interface type. Operations may stand beside the keynames, as section 5.8.4.1 itself writes them."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.interface_definition import read_bare_operations, split_operations
from topology.tosca.grammar.operation_definition import (
    OperationDefinition,
    read_notification,
    read_type_operation,
)
from topology.tosca.grammar.property_definition import PropertyDefinition, read_parameter_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of
from topology.tosca.tree import Node, Scalar, span_of


class InterfaceType(EntityType):
    """A type of interfaces: names of operations and their inputs, never their implementation."""

    inputs: dict[str, PropertyDefinition] = field(default_factory=dict)
    operations: dict[str, OperationDefinition] = field(default_factory=dict)
    notifications: dict[str, OperationDefinition] = field(default_factory=dict)


SPEC = "3.7.5"
KEYS = type_keys(
    "an interface type",
    SPEC,
    {
        "inputs": map_of(read_parameter_definition),
        "operations": map_of(read_type_operation),
        "notifications": map_of(read_notification),
    },
)


def read_interface_type(g: Grammar, key: Scalar, node: Node, path: Path) -> InterfaceType | None:
    """A map of keynames; an implementation in it is TS306."""
    known, bare = split_operations(node, KEYS)
    found = fields(g, known, path, KEYS, key)
    if found is None:
        return None
    found["operations"] = {**found.get("operations", {}), **read_bare_operations(g, bare, path, True)}
    read = InterfaceType(key, node, path, **found)
    for operation in (*read.operations.values(), *read.notifications.values()):
        if operation.implementation is not None:
            message = f"An interface type gives no implementation, but `{operation.name.text}` has one."
            help_text = "Implement the operation in a node type or in a template."
            place = span_of(operation.name)
            g.findings.error("TS306", message, place, operation.path, help=help_text, spec="3.7.5.4")
    return read
