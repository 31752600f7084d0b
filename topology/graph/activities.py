"""Activities of workflow steps and triggers: Simple Profile 1.3, 3.6.23; TOSCA 2.0, 13.2.3."""

from collections.abc import Container, Iterable, Mapping

from topology.graph.behaviour import Activity, ActivityKind
from topology.graph.context import Match, NodeContext
from topology.graph.service import Service
from topology.graph.written import as_written
from topology.record import Record
from topology.tosca.findings import nearest
from topology.tosca.grammar.activity_definition import ActivityDefinition
from topology.tosca.grammar.interface_definition import InterfaceDefinition
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode, span_of
from topology.tosca.types.model import InterfaceSlot

SPEC = "3.6.23"


class Subject(Record):
    """What activities act on: the interfaces of its type, and what its template writes for them, None if unknown."""

    interfaces: Mapping[str, InterfaceSlot]
    written: Mapping[str, InterfaceDefinition] | None = None


def build_activities(
    definitions: Iterable[ActivityDefinition],
    service: Service,
    subject: Subject | None,
    optional: Container[str] = (),
) -> tuple[Activity, ...]:
    """Activities on something with interfaces, None where it is not known which; names of nothing are TS632.

    ``optional`` are the workflow's inputs that may have no value; given to an operation that needs one they are TS640,
    and so is an input that is missing. A delegated workflow is the orchestrator's own, so its name can be any.
    """
    for definition in definitions:
        if definition.kind == "inline":
            check_name(definition.subject, service.topology.workflows, "workflow", definition, service)
        elif definition.kind == "call_operation" and subject is not None:
            _check_operation(definition.subject, subject, optional, definition, service)
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
    name: Scalar, subject: Subject, optional: Container[str], at: ActivityDefinition, service: Service
) -> None:
    """``INTERFACE.OPERATION``; an interface's name may hold dots itself, and be its type's full name."""
    interface, _, operation = name.text.rpartition(".")
    slots = subject.interfaces
    slot = slots.get(interface) or next(
        (slot for slot in slots.values() if slot.type is not None and slot.type.ref.name == interface), None
    )
    if slot is None or not (operation in slot.operations or slot.type is None or slot.type.is_partial):
        known = [f"{each.name}.{operation}" for each in slots.values() for operation in each.operations]
        check_name(name, known, "operation", at, service)
        return
    if subject.written is None:
        return
    given = {**_written(subject.written.get(slot.name), operation), **at.inputs}
    for parameter in {**slot.inputs, **slot.operation_inputs.get(operation, {})}.values():
        if parameter.required and not parameter.has_default:
            _check_input(parameter.name, given, optional, at, service)


def _written(definition: InterfaceDefinition | None, operation: str) -> Mapping[str, tuple[Scalar, Node]]:
    """The inputs that a template gives to an operation."""
    if definition is None:
        return {}
    own = definition.operations.get(operation)
    return {**definition.assigned, **(own.assigned if own is not None else {})}


def _check_input(
    name: str,
    given: Mapping[str, tuple[Scalar, Node]],
    optional: Container[str],
    at: ActivityDefinition,
    service: Service,
) -> None:
    """Report an input that is missing, or that an optional input of the workflow gives (TS640)."""
    operation = at.subject.text
    if name not in given:
        message, place = f"The operation `{operation}` needs the input `{name}`.", at.subject
        help_text = f"Give it under `inputs: {{ {name}: VALUE }}`."
    elif (source := _input_of(given[name][1])) is not None and source in optional:
        message, place = (
            f"`{operation}` needs the input `{name}`, but the workflow may have no `{source}`.",
            given[name][0],
        )
        help_text = f"Make the workflow's input `{source}` required, or give it a default."
    else:
        return
    service.types.findings.error("TS640", message, span_of(place), at.path, help=help_text, spec=SPEC)


def _input_of(node: Node) -> str | None:
    """The input that a value consists of, if it is nothing but a call of ``get_input``."""
    call = node.entries if isinstance(node, MappingNode) and len(node.entries) == 1 else {}
    for name, (_, argument) in call.items():
        if name in ("get_input", "$get_input"):
            first = argument.items[0] if isinstance(argument, SequenceNode) and len(argument.items) == 1 else argument
            return first.text if isinstance(first, Scalar) else None
    return None


def subject_of(target: str, relationship: str | None, service: Service) -> Subject | None:
    """A node template, or the relationship of one of its requirements; None for a group."""
    context = service.contexts.get(target)
    if context is None or context.is_partial or context.type is None:
        return None
    if relationship is None:
        return Subject(context.type.interfaces, context.template.interfaces)
    match = _match(context, relationship, service)
    found = match.relationship if match is not None else None
    return None if found is None or found.is_partial else Subject(found.interfaces)


def _match(context: NodeContext, requirement: str, service: Service) -> Match | None:
    return next((match for match in service.matcher.matches(context) if match.requirement == requirement), None)
