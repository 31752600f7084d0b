"""Activities of workflow steps and triggers: Simple Profile 1.3, 3.6.23; TOSCA 2.0, 13.2.3."""

from collections.abc import Iterable, Mapping

from topology.graph.behaviour import Activity, ActivityKind
from topology.graph.context import Match, NodeContext
from topology.graph.service import Service
from topology.graph.written import as_written
from topology.tosca.findings import nearest
from topology.tosca.grammar.activity_definition import ActivityDefinition
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.model import InterfaceSlot

SPEC = "3.6.23"


def build_activities(
    definitions: Iterable[ActivityDefinition], service: Service, interfaces: Mapping[str, InterfaceSlot] | None
) -> tuple[Activity, ...]:
    """Activities on something with interfaces, None where it is not known which; names of nothing are TS632.

    A delegated workflow is the orchestrator's own, so its name can be any.
    """
    for definition in definitions:
        if definition.kind == "inline":
            check_name(definition.subject, service.topology.workflows, "workflow", definition, service)
        elif definition.kind == "call_operation" and interfaces is not None:
            _check_operation(definition.subject, interfaces, definition, service)
    return tuple(_activity(definition) for definition in definitions)


def _activity(definition: ActivityDefinition) -> Activity:
    inputs = {name: as_written(node) for name, (_, node) in definition.inputs.items()}
    return Activity(ActivityKind(definition.kind), definition.subject.text, inputs)


def check_name(name: Scalar, known: Iterable[str], what: str, at: ActivityDefinition, service: Service) -> None:
    """Report a name that is not known (TS632)."""
    if name.text not in known:
        message = f"There is no {what} `{name.text}`."
        help_text = nearest(name.text, known)
        service.types.findings.error("TS632", message, span_of(name), at.path, help=help_text, spec=SPEC)


def _check_operation(
    name: Scalar, interfaces: Mapping[str, InterfaceSlot], at: ActivityDefinition, service: Service
) -> None:
    """``INTERFACE.OPERATION``; an interface's name may hold dots itself, and be its type's full name."""
    interface, _, operation = name.text.rpartition(".")
    slot = interfaces.get(interface) or next(
        (slot for slot in interfaces.values() if slot.type is not None and slot.type.ref.name == interface), None
    )
    if slot is not None and (operation in slot.operations or slot.type is None or slot.type.is_partial):
        return
    known = [f"{each.name}.{operation}" for each in interfaces.values() for operation in each.operations]
    check_name(name, known, "operation", at, service)


def interfaces_of(target: str, relationship: str | None, service: Service) -> Mapping[str, InterfaceSlot] | None:
    """The interfaces of a node template, or of the relationship of one of its requirements; None for a group."""
    context = service.contexts.get(target)
    if context is None or context.is_partial or context.type is None:
        return None
    if relationship is None:
        return context.type.interfaces
    match = _match(context, relationship, service)
    found = match.relationship if match is not None else None
    return None if found is None or found.is_partial else found.interfaces


def _match(context: NodeContext, requirement: str, service: Service) -> Match | None:
    return next((match for match in service.matcher.matches(context) if match.requirement == requirement), None)
