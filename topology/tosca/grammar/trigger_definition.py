"""Event filter and trigger: Simple Profile 1.3, 3.6.21 and 3.6.22; TOSCA 2.0, 16.5."""

from topology.record import field, replace
from topology.tosca.dialect import V1_3, V2_0
from topology.tosca.findings import Path
from topology.tosca.grammar.activity_definition import ActivityDefinition, read_activity_definition
from topology.tosca.grammar.condition_clause import read_condition_clause
from topology.tosca.grammar.reading import (
    Definition,
    Grammar,
    Keys,
    anything,
    by_version,
    fields,
    integer,
    list_of,
    name,
    text,
    until,
)
from topology.tosca.tree import MappingNode, Node, Scalar, SequenceNode


class TriggerDefinition(Definition):
    """What sets a policy off, and what is done then. Conditions and times are kept as they are written."""

    event: Node | None = None
    condition: Node | None = None
    schedule: Node | None = None
    target_filter: dict[str, Scalar] = field(default_factory=dict)
    action: list[ActivityDefinition] = field(default_factory=list)


_EVENT_FILTER = Keys(
    "an event filter", "3.6.21", {"node": name, "requirement": name, "capability": name}, required=("node",)
)


def _event_filter(g: Grammar, node: Node, path: Path) -> dict[str, Scalar] | None:
    return fields(g, node, path, _EVENT_FILTER)


_CONDITIONS = list_of(read_condition_clause)


def _condition(g: Grammar, node: Node, path: Path) -> Node | None:
    """A list of clauses, one clause, or a map of the extended notation."""
    if isinstance(node, SequenceNode):
        _CONDITIONS(g, node, path)
    elif isinstance(node, MappingNode) and "constraint" in node.entries:
        fields(g, node, path, _EXTENDED_CONDITION)
    else:
        return read_condition_clause(g, node, path)
    return node


_EXTENDED_CONDITION = Keys(
    "a trigger's condition",
    "3.6.22.2",
    {"constraint": _condition, "period": text, "evaluations": integer, "method": text},
)

_ACTIVITIES = list_of(read_activity_definition)
KEYS = Keys(
    "a trigger definition",
    "3.6.22",
    {
        "description": text,
        "event": by_version(anything, (V2_0, name)),
        "event_type": until(V1_3, anything),
        "schedule": until(V1_3, anything),
        "target_filter": until(V1_3, _event_filter),
        "condition": by_version(_condition, (V2_0, anything)),
        "action": _ACTIVITIES,
    },
    required=("event", "action"),
)
_WITH_EVENT_TYPE = replace(KEYS, required=("action",))


def read_trigger_definition(g: Grammar, key: Scalar, node: Node, path: Path) -> TriggerDefinition | None:
    """A map of keynames; ``event_type`` is the older name of ``event``."""
    is_older = g.dialect.is_simple and isinstance(node, MappingNode) and "event_type" in node.entries
    found = fields(g, node, path, _WITH_EVENT_TYPE if is_older else KEYS, key)
    if found is None:
        return None
    found.pop("description", None)
    event = found.pop("event_type", None)
    return TriggerDefinition(key, node, path, **{"event": event, **found})
