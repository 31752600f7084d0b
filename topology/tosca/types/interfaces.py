"""Interfaces of types: inputs and operations with what they inherit and refine (sections 3.6.17, 3.6.20, 3.7.5)."""

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from topology.tosca.grammar.interface_definition import TYPE_KEYS, InterfaceDefinition
from topology.tosca.grammar.interface_type import KEYS as INTERFACE_TYPE_KEYS
from topology.tosca.grammar.interface_type import InterfaceType as InterfaceTypeDefinition
from topology.tosca.grammar.operation_definition import OperationDefinition
from topology.tosca.grammar.unread import unread_entries
from topology.tosca.tree import MappingNode, span_of
from topology.tosca.types.model import InterfaceSlot, InterfaceType, OtherParameters, Property
from topology.tosca.types.refinement import refining
from topology.tosca.types.scope import Scope

if TYPE_CHECKING:
    from topology.tosca.types.types import Types

OperationInputs = dict[str, dict[str, Property]]


class InterfaceTypes:
    """Adds to interface types, and to the interfaces of other types, what they write themselves."""

    def __init__(self, types: "Types") -> None:
        self._types = types

    def extend(self, built: InterfaceType) -> InterfaceType:
        """An interface type, which begins as a copy of its parent, with what it adds and refines itself."""
        definition, scope = built.entry.definition, built.entry.scope
        assert isinstance(definition, InterfaceTypeDefinition)
        built.inputs = self._types.data.parameters(definition.inputs, scope, built.inputs)
        built.operations = {**built.operations, **definition.operations}
        built.is_partial = built.is_partial or bool(_unread_operations(definition, INTERFACE_TYPE_KEYS.readers))
        built.operation_inputs = self._operation_inputs(definition.operations, scope, built.operation_inputs)
        read = definition.notifications
        built.notifications = built.notifications.union(read, unread_entries(definition.node, "notifications", read))
        built.others = self._others(definition, scope, built.others)
        return built

    def slots(
        self, definitions: Mapping[str, InterfaceDefinition], scope: Scope, inherited: Mapping[str, InterfaceSlot]
    ) -> dict[str, InterfaceSlot]:
        """Inherited interfaces with those of the next type."""
        found = dict(inherited)
        for name, definition in definitions.items():
            found[name] = self._slot(definition, scope, found.get(name))
        return found

    def _slot(self, definition: InterfaceDefinition, scope: Scope, parent: InterfaceSlot | None) -> InterfaceSlot:
        interface = parent.type if parent else None
        if definition.type is not None:
            interface = self._types.interface(definition.type, scope, (*definition.path, "type"))
            if interface is not None and parent is not None and parent.type is not None and not scope.dialect.is_simple:
                self._check_type(definition, interface, parent.type)
        elif parent is None:
            self._report_untyped(definition)
        inputs = {**(interface.inputs if interface else {}), **(parent.inputs if parent else {})}
        of_operations = {
            **(interface.operation_inputs if interface else {}),
            **(parent.operation_inputs if parent else {}),
        }
        if interface is not None:
            names, operations = self._types.names, definition.operations
            refining(names, operations, interface.operations, interface, scope, what="operation")
            refining(names, definition.notifications, interface.notifications, interface, scope, what="notification")
        known = (parent.operations if parent else frozenset[str]()) | (interface.operations if interface else {}).keys()
        return InterfaceSlot(
            definition.name.text,
            interface,
            (*(parent.definitions if parent else ()), definition),
            known.union(definition.operations, _unread_operations(definition, TYPE_KEYS.readers)),
            self._types.data.parameters(definition.inputs, scope, inputs),
            self._operation_inputs(definition.operations, scope, of_operations),
            self._others(
                definition, scope, {**(interface.others if interface else {}), **(parent.others if parent else {})}
            ),
        )

    def _check_type(self, definition: InterfaceDefinition, own: InterfaceType, inherited: InterfaceType) -> None:
        """TOSCA 2.0, 11.2: an inherited interface is refined by a derived type (TS407). 1.x does not say so."""
        if own.is_partial or inherited.ref.name in own.ref.lineage:
            return
        what = f"The inherited interface `{definition.name.text}` is of type {inherited.ref.name}"
        message, path = f"{what}; {own.ref.name} does not derive from it.", (*definition.path, "type")
        at, help_text = (
            span_of(definition.type or definition.name),
            f"Use {inherited.ref.name} or a type derived from it.",
        )
        self._types.findings.error("TS407", message, at, path, help=help_text, spec="2.0:11.2")

    def _others(
        self, definition: InterfaceTypeDefinition | InterfaceDefinition, scope: Scope, inherited: OtherParameters
    ) -> OtherParameters:
        """Outputs of operations, and parameters of notifications: TOSCA 2.0, 11.4 and 11.6."""
        operations, notifications = definition.operations, definition.notifications
        written = {("output", name): operation.results for name, operation in operations.items()}
        written |= {("notified", name): each.inputs for name, each in notifications.items()}
        written |= {("answered", name): each.results for name, each in notifications.items()}
        found = {
            key: self._types.data.parameters(parameters, scope, inherited.get(key, {}))
            for key, parameters in written.items()
            if parameters
        }
        return {**inherited, **found} if found else inherited

    def _operation_inputs(
        self, operations: Mapping[str, OperationDefinition], scope: Scope, inherited: OperationInputs
    ) -> OperationInputs:
        own = {
            name: self._types.data.parameters(operation.inputs, scope, inherited.get(name, {}))
            for name, operation in operations.items()
        }
        return {**inherited, **own}

    def _report_untyped(self, definition: InterfaceDefinition) -> None:
        message = f"The interface `{definition.name.text}` needs the keyname `type`."
        help_text = "Add `type:`; only an inherited interface can do without."
        self._types.findings.error("TS302", message, definition.span, definition.path, help=help_text, spec="3.6.20")


def _unread_operations(
    definition: InterfaceTypeDefinition | InterfaceDefinition, keynames: Container[str]
) -> list[str]:
    """The names of operations that are written, below `operations` or beside the keynames, and could not be read."""
    read, node = definition.operations, definition.node
    beside = node.entries if isinstance(node, MappingNode) else ()
    return [
        *unread_entries(node, "operations", read),
        *(name for name in beside if name not in keynames and name not in read),
    ]
