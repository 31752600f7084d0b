"""Interfaces of nodes and relationships: what types define, and what templates add (sections 3.6.17 and 3.6.20)."""

import posixpath
from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from topology.graph.context import UNKNOWN_TYPE, Assigned, Holder, NodeContext
from topology.graph.model import Interface, Operation
from topology.record import Record
from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.grammar.interface_definition import InterfaceDefinition
from topology.tosca.grammar.operation_definition import ImplementationDefinition, OperationDefinition
from topology.tosca.grammar.unread import unread_entries
from topology.tosca.tree import Node, Scalar, SequenceNode
from topology.tosca.types.model import InterfaceSlot, Property
from topology.tosca.values.convert import Converter
from topology.values.value import Value


class _Input(Record):
    """An input of an operation: its definition where there is one, and what is written for it last.

    ``final`` is the definition that gives it a value for good.
    """

    definition: Property | None = None
    written: Node | None = None
    final: Property | None = None

    @property
    def is_missing(self) -> bool:
        """Whether it needs a value and has none."""
        found = self.definition
        return self.written is None and found is not None and found.required and not found.has_default


_Inputs: TypeAlias = dict[str, _Input]


class Interfaces:
    """Builds interfaces. What a template does not touch, and what calls no function, is built once per type."""

    def __init__(self, findings: Findings, converter: Converter) -> None:
        self._findings = findings
        self._converter = converter
        self._has_inputs: dict[int, bool] = {}
        self._shared: dict[int, Interface] = {}
        self._untouched: dict[int, tuple[Mapping[str, InterfaceSlot], dict[str, Interface] | None]] = {}
        self._bare: dict[str, Operation] = {}

    def build(
        self,
        slots: Mapping[str, InterfaceSlot],
        written: Sequence[Mapping[str, InterfaceDefinition]],
        holder: Holder | None,
        is_partial: bool,
    ) -> dict[str, Interface]:
        """The interfaces of an entity. One that its type does not know is TS609."""
        if slots and not any(written) and (untouched := self._untouched_of(slots, holder)) is not None:
            return untouched
        overrides: dict[str, list[InterfaceDefinition]] = {}
        for definitions in written:
            for name, definition in definitions.items():
                if name in slots:
                    overrides.setdefault(name, []).append(definition)
                elif not is_partial:
                    self._report_unknown(definition, slots, definitions, holder.bag.what if holder else "The type")
        return {name: self._interface(slot, overrides.get(name, []), holder) for name, slot in slots.items()}

    def _untouched_of(self, slots: Mapping[str, InterfaceSlot], holder: Holder | None) -> dict[str, Interface] | None:
        """The interfaces of a type where no template touches them; None where they differ all the same."""
        if id(slots) not in self._untouched:
            may_differ = any(map(self._differs, slots.values()))
            shared = None if may_differ else {name: self._interface(slot, [], holder) for name, slot in slots.items()}
            self._untouched[id(slots)] = slots, shared
        return self._untouched[id(slots)][1]

    def _report_unknown(
        self, definition: InterfaceDefinition, slots: Mapping[str, InterfaceSlot], written: Container[str], what: str
    ) -> None:
        name = definition.name.text
        message = f"{what} has no interface `{name}`."
        help_text = nearest(name, slots, taken=written)
        self._findings.error("TS609", message, definition.span, definition.path, help=help_text, spec="3.6.20")

    def _interface(self, slot: InterfaceSlot, overrides: list[InterfaceDefinition], holder: Holder | None) -> Interface:
        if self._differs(slot) or (overrides and any(definition.assigned for definition in overrides)):
            return self._make(slot, overrides, holder)
        shared = self._shared.get(id(slot))
        if shared is None:
            shared = self._shared[id(slot)] = self._make(slot, [], holder)
        return self._overridden(shared, slot, overrides, holder) if overrides else shared

    def _differs(self, slot: InterfaceSlot) -> bool:
        found = self._has_inputs.get(id(slot))
        if found is None:
            found = self._has_inputs[id(slot)] = _has_inputs(slot)
        return found

    def _overridden(
        self, shared: Interface, slot: InterfaceSlot, overrides: list[InterfaceDefinition], holder: Holder | None
    ) -> Interface:
        """An interface without inputs of its own, of which a template writes some operations."""
        operations = dict(shared.operations)
        notifications = shared.notifications
        for definition in overrides:
            self._check_operations(definition, slot)
            for name in definition.operations:
                operations[name] = self._operation(name, slot, overrides, {}, holder)
            if definition.notifications:
                notifications = self._notifications(slot, [*slot.definitions, *overrides], holder)
        return Interface(shared.name, shared.type, shared.inputs, operations, notifications)

    def _make(self, slot: InterfaceSlot, overrides: list[InterfaceDefinition], holder: Holder | None) -> Interface:
        definitions = [*slot.definitions, *overrides]
        for definition in overrides:
            self._check_operations(definition, slot)
        common = _defined(slot.inputs)
        for definition in definitions:
            self._assign(common, definition.assigned, definition.path)
        if overrides and common:
            self._check_complete(common, overrides)
        inputs = self._values(common, holder, definitions[-1]) if common else {}
        names = dict.fromkeys(slot.type.operations if slot.type else ())
        for definition in definitions:
            names |= dict.fromkeys(definition.operations)
        operations = {name: self._operation(name, slot, overrides, common, holder) for name in names}
        type_ref = slot.type.ref if slot.type else UNKNOWN_TYPE
        return Interface(slot.name, type_ref, inputs, operations, self._notifications(slot, definitions, holder))

    def _notifications(
        self, slot: InterfaceSlot, definitions: Iterable[InterfaceDefinition], holder: Holder | None
    ) -> dict[str, Operation]:
        """What the outside tells the entity: Simple Profile 1.3, 3.6.19; TOSCA 2.0, 11.6."""
        written: dict[str, list[OperationDefinition]] = {}
        if slot.type is not None and slot.type.notifications:
            written = {name: [] for name in sorted(slot.type.notifications)}
        for definition in definitions:
            for name, found in definition.notifications.items():
                written.setdefault(name, []).append(found)
        return {name: self._made(name, found, {}, holder) for name, found in written.items()}

    def _check_complete(self, common: Mapping[str, _Input], overrides: list[InterfaceDefinition]) -> None:
        """The inputs of an interface that a template writes have values, for all operations or for one of them."""
        operations = [operation for definition in overrides for operation in definition.operations.values()]
        given = {name for operation in operations for name in operation.assigned}
        for name, found in common.items():
            if found.is_missing and name not in given:
                self._report_missing(name, overrides[-1], "interface")

    def _assign(self, inputs: _Inputs, assigned: Assigned, path: Path) -> None:
        """Give inputs the values of a template, unless a value is fixed (TS406)."""
        for name, (key, node) in assigned.items():
            found = inputs.setdefault(name, _Input())
            if found.final is not None:
                self._converter.mistakes.fixed(found.final, key, (*path, "inputs", name))
            else:
                found.written = node

    def _report_missing(self, name: str, at: InterfaceDefinition | OperationDefinition, what: str) -> None:
        message = f"The {what} `{at.name.text}` needs the input `{name}`."
        help_text = f"Add `{name}:` to its inputs."
        path = (*at.path, "inputs")
        self._findings.error("TS505", message, at.span, path, help=help_text, spec="3.6.14")

    def _check_notifications(self, definition: InterfaceDefinition, slot: InterfaceSlot) -> None:
        if slot.type is None or slot.type.is_partial:
            return
        known = {*slot.type.notifications, *(name for each in slot.definitions for name in _notifications(each))}
        for name, notification in definition.notifications.items():
            if name not in known:
                message = f"The interface `{slot.name}` has no notification `{name}`."
                help_text, path = nearest(name, known, taken=definition.notifications), notification.path
                self._findings.error("TS609", message, notification.span, path, help=help_text, spec="3.6.20")

    def _check_operations(self, definition: InterfaceDefinition, slot: InterfaceSlot) -> None:
        if definition.notifications:
            self._check_notifications(definition, slot)
        if slot.type is None or slot.type.is_partial or definition.operations.keys() <= slot.operations:
            return
        for name, operation in definition.operations.items():
            if name not in slot.operations:
                message = f"The interface `{slot.name}` has no operation `{name}`."
                help_text = nearest(name, slot.operations, taken=definition.operations)
                self._findings.error("TS609", message, operation.span, operation.path, help=help_text, spec="3.6.20")

    def _operation(
        self,
        name: str,
        slot: InterfaceSlot,
        overrides: list[InterfaceDefinition],
        common: Mapping[str, _Input],
        holder: Holder | None,
    ) -> Operation:
        definitions = (*slot.definitions, *overrides)
        written = [found.operations[name] for found in definitions if name in found.operations]
        defined = slot.operation_inputs.get(name)
        if not (written or defined or common):
            return self._without_anything(name)
        if not (defined or common) and not any(operation.assigned for operation in written):
            return self._made(name, written, {}, holder)
        inputs = _defined(defined or {}, common)
        for operation in written:
            self._assign(inputs, operation.assigned, operation.path)
        last = written[-1] if written else None
        if last is not None and any(name in definition.operations for definition in overrides):
            for missing in (key for key, given in inputs.items() if given.is_missing and key not in common):
                self._report_missing(missing, last, "operation")
        return self._made(name, written, self._values(inputs, holder, last), holder)

    def _without_anything(self, name: str) -> Operation:
        """An operation of which there is only the name."""
        found = self._bare.get(name)
        if found is None:
            found = self._bare[name] = Operation(name)
        return found

    def _made(
        self, name: str, written: Iterable[OperationDefinition], inputs: Mapping[str, Value], holder: Holder | None
    ) -> Operation:
        """An operation or a notification of what was written for it, the last word last."""
        implementation: ImplementationDefinition | None = None
        outputs: dict[str, tuple[str, ...]] = {}
        for definition in written:
            implementation = definition.implementation or implementation
            if definition.outputs:
                outputs.update({output: _way(node) for output, node in definition.outputs.items()})
        if implementation is None:
            return Operation(name, inputs=inputs, outputs=outputs)
        return Operation(
            name,
            self._file(implementation.primary, holder),
            tuple(self._file(found, holder) or found.text for found in implementation.dependencies),
            inputs,
            outputs,
            implementation.timeout,
            implementation.operation_host.text if implementation.operation_host is not None else None,
        )

    @staticmethod
    def _file(found: Scalar | None, holder: Holder | None) -> str | None:
        """The file that an implementation means: an artifact's file where it names one."""
        if found is None:
            return None
        if isinstance(holder, NodeContext):
            own = holder.template.artifacts.get(found.text)
            if own is not None and own.file is not None:
                return located(own.file)
            if holder.type is not None and found.text in holder.type.artifacts:
                artifact = holder.type.artifacts[found.text][0]
                return located(artifact.file) if artifact.file is not None else None
        return located(found)

    def _values(
        self, inputs: Mapping[str, _Input], holder: Holder | None, at: InterfaceDefinition | OperationDefinition | None
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        path = (*at.path, "inputs") if at is not None else ()
        for name, given in inputs.items():
            definition = given.definition
            node = given.written
            if node is None and definition is not None:
                node = definition.fallback
            if node is not None:
                schema = definition.schema if definition is not None else None
                is_secret = definition is not None and definition.is_secret
                values[name] = self._converter.convert(node, schema, holder, (*path, name), is_secret=is_secret)
        return values


def located(file: Scalar) -> str:
    """A file's name relative to the template's root: names are relative to the file that writes them."""
    text, own = file.text, file.file
    folder = posixpath.dirname(own) if "/" in own else ""
    return text if not folder or ":" in text or text.startswith("/") else posixpath.normpath(f"{folder}/{text}")


def _way(node: Node) -> tuple[str, ...]:
    """The way to an attribute in which an output is stored, such as ``[ SELF, url ]``."""
    items = node.items if isinstance(node, SequenceNode) else []
    return tuple(item.text for item in items if isinstance(item, Scalar))


def _defined(definitions: Mapping[str, Property], common: Mapping[str, _Input] = MappingProxyType({})) -> _Inputs:
    """The inputs that a type defines. A mere value is one for the input of that name which all operations get."""
    inputs = {name: _Input(given.definition, given.written, given.final) for name, given in common.items()}
    for name, found in definitions.items():
        before = inputs.get(name)
        if found.schema is None and before is not None and before.definition is not None:
            before.written = found.fallback if found.has_default else before.written
            before.final = found if found.is_final else before.final
        else:
            inputs[name] = _Input(found, final=found if found.is_final else None)
    return inputs


def _notifications(definition: InterfaceDefinition) -> list[str]:
    """The names of notifications that a type writes, whether they could be read or not."""
    read = definition.notifications
    return [*read, *unread_entries(definition.node, "notifications", read)]


def _has_inputs(slot: InterfaceSlot) -> bool:
    """Whether values of an interface may differ between the entities of a type."""
    if slot.inputs or any(slot.operation_inputs.values()):
        return True
    if any(definition.notifications for definition in slot.definitions):
        return True
    operations = [each for definition in slot.definitions for each in definition.operations.values()]
    return any(each.implementation for each in operations)
