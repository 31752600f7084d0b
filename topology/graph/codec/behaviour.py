"""Workflows and triggers as JSON."""

from typing import Any

from topology.graph.behaviour import Activity, ActivityKind, Precondition, Step, Trigger, Workflow
from topology.graph.codec.fields import Fields, GraphFormatError, keyed, list_of, map_of, text, whole
from topology.graph.codec.values import decode_value, encode_value, encode_values, written
from topology.graph.source_map import SourceMap

Json = dict[str, Any]


def encode_workflow(workflow: Workflow) -> Json:
    """A workflow without its place."""
    return {
        "name": workflow.name,
        **written(
            description=workflow.description,
            inputs=encode_values(workflow.inputs),
            preconditions=[_encode_precondition(found) for found in workflow.preconditions],
            steps=[_encode_step(step) for step in workflow.steps.values()],
            implementation=workflow.implementation,
        ),
    }


def encode_trigger(trigger: Trigger) -> Json:
    """A trigger as data."""
    return {
        "name": trigger.name,
        "event": trigger.event,
        "condition": encode_value(trigger.condition),
        "schedule": encode_value(trigger.schedule),
        **written(
            target=dict(trigger.target),
            actions=[_encode_activity(found) for found in trigger.actions],
        ),
    }


def _encode_activity(activity: Activity) -> Json:
    inputs = encode_values(activity.inputs)
    return {"kind": str(activity.kind), "subject": activity.subject, **written(inputs=inputs)}


def _encode_precondition(found: Precondition) -> Json:
    conditions = [encode_value(condition) for condition in found.conditions]
    return {"conditions": conditions, **written(target=found.target, relationship=found.relationship)}


def _encode_step(step: Step) -> Json:
    return {
        "name": step.name,
        "target": step.target,
        **written(
            relationship=step.relationship,
            host=step.host,
            filters=[encode_value(found) for found in step.filters],
            activities=[_encode_activity(found) for found in step.activities],
            on_success=list(step.on_success),
            on_failure=list(step.on_failure),
        ),
    }


def decode_workflow(fields: Fields, source: SourceMap) -> Workflow:
    """The workflow at a place. Raises :class:`GraphFormatError`."""
    return Workflow(
        name=fields.need("name", text),
        source=source,
        description=fields.get("description", text, None),
        inputs=fields.get("inputs", _values, {}),
        preconditions=fields.get("preconditions", list_of(whole(_precondition)), ()),
        steps=fields.get("steps", keyed(whole(_step), lambda step: step.name), {}),
        implementation=fields.get("implementation", text, None),
    )


def decode_trigger(fields: Fields) -> Trigger:
    """Raises :class:`GraphFormatError`."""
    return Trigger(
        name=fields.need("name", text),
        event=fields.need("event", text),
        condition=fields.need("condition", decode_value),
        schedule=fields.need("schedule", decode_value),
        target=fields.get("target", map_of(text), {}),
        actions=fields.get("actions", list_of(whole(_activity)), ()),
    )


def _activity(fields: Fields) -> Activity:
    return Activity(
        kind=fields.need("kind", _kind), subject=fields.need("subject", text), inputs=fields.get("inputs", _values, {})
    )


def _kind(data: object) -> ActivityKind:
    try:
        return ActivityKind(text(data))
    except ValueError:
        raise GraphFormatError("there is no such activity") from None


def _precondition(fields: Fields) -> Precondition:
    return Precondition(
        target=fields.get("target", text, None),
        relationship=fields.get("relationship", text, None),
        conditions=fields.need("conditions", list_of(decode_value)),
    )


def _step(fields: Fields) -> Step:
    return Step(
        name=fields.need("name", text),
        target=fields.need("target", text),
        relationship=fields.get("relationship", text, None),
        host=fields.get("host", text, None),
        filters=fields.get("filters", list_of(decode_value), ()),
        activities=fields.get("activities", list_of(whole(_activity)), ()),
        on_success=fields.get("on_success", list_of(text), ()),
        on_failure=fields.get("on_failure", list_of(text), ()),
    )


_values = map_of(decode_value)
