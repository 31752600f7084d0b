"""Interface type: Simple Profile 1.3, 3.7.5; TOSCA 2.0, 11.1.

In 1.x operations may stand beside the keynames, as section 5.8.4.1 itself writes them.
"""

from topology.diagnostics.diagnostic import Severity
from topology.record import field
from topology.tosca.dialect import V1_2, V1_3
from topology.tosca.findings import Path
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.interface_definition import read_bare_operations, split_operations
from topology.tosca.grammar.operation_definition import (
    OperationDefinition,
    read_type_notification,
    read_type_operation,
)
from topology.tosca.grammar.property_definition import PropertyDefinition, read_parameter_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of, since
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
        "operations": since(V1_3, map_of(read_type_operation)),
        "notifications": since(V1_3, map_of(read_type_notification)),
    },
)


def read_interface_type(g: Grammar, key: Scalar, node: Node, path: Path) -> InterfaceType | None:
    """A map of keynames; an implementation in it is TS306, a warning in 1.0 and 1.1, whose text does not forbid it."""
    known, bare = split_operations(g, node, KEYS)
    found = fields(g, known, path, KEYS, key)
    if found is None:
        return None
    found["operations"] = {**found.get("operations", {}), **read_bare_operations(g, bare, path, True)}
    read = InterfaceType(key, node, path, **found)
    for operation in (*read.operations.values(), *read.notifications.values()):
        if operation.implementation is not None:
            _report(g, operation, "implementation", operation.name)
        for result in operation.results.values():
            if result.mapping is not None:
                _report(g, operation, "attribute mapping", result.name)
    return read


def _report(g: Grammar, operation: OperationDefinition, what: str, at: Scalar) -> None:
    message = f"An interface type gives no {what}, but `{operation.name.text}` has one."
    help_text = "Say it in a node type or in a template."
    severity = Severity.ERROR if g.dialect.order >= V1_2 else Severity.WARNING
    path = operation.path
    g.findings.error("TS306", message, span_of(at), path, help=help_text, spec="3.7.5.4", severity=severity)
