"""What is to be done with a topology, as values: workflows with their steps, and the triggers of policies.

Conditions are kept as they are written: they speak of states and attributes that only a running service has.
"""

from collections.abc import Mapping
from enum import StrEnum

from topology.graph.source_map import SourceMap
from topology.record import ValueRecord, field
from topology.values.value import Value


class ActivityKind(StrEnum):
    """What an activity does: Simple Profile 1.3, 3.6.23; TOSCA 2.0, 13.2.3."""

    DELEGATE = "delegate"
    SET_STATE = "set_state"
    CALL_OPERATION = "call_operation"
    INLINE = "inline"


class Activity(ValueRecord):
    """One thing to do. ``subject`` is a workflow's name, a state, or an operation as ``INTERFACE.OPERATION``."""

    kind: ActivityKind
    subject: str
    inputs: Mapping[str, Value] = field(default_factory=dict)


class Precondition(ValueRecord):
    """What must hold of a node, a group or one of a node's relationships before a workflow may run.

    The precondition of a TOSCA 2.0 workflow concerns no single target.
    """

    target: str | None
    relationship: str | None
    conditions: tuple[Value, ...]


class Step(ValueRecord):
    """Activities on a node, a group, or a relationship of a node, and the names of the steps that follow."""

    name: str
    target: str
    relationship: str | None = None
    host: str | None = None
    filters: tuple[Value, ...] = ()
    activities: tuple[Activity, ...] = ()
    on_success: tuple[str, ...] = ()
    on_failure: tuple[str, ...] = ()


class Workflow(ValueRecord):
    """An imperative workflow: steps by name, or the file of a workflow in another language.

    Steps that no other step names are the first ones. Steps may lead back to earlier ones, as a retry does.
    """

    name: str
    source: SourceMap = field(compare=False)
    description: str | None = None
    inputs: Mapping[str, Value] = field(default_factory=dict)
    preconditions: tuple[Precondition, ...] = ()
    steps: Mapping[str, Step] = field(default_factory=dict)
    implementation: str | None = None


class Trigger(ValueRecord):
    """What sets a policy off, and what is done then."""

    name: str
    event: str
    condition: Value = None
    schedule: Value = None
    target: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[Activity, ...] = ()
