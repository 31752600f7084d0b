"""Policy definition: Simple Profile 1.3, 3.8.6; TOSCA 2.0, 16.4."""

from topology.record import field
from topology.tosca.grammar.reading import (
    Described,
    Keys,
    assignments,
    definition_reader,
    map_of,
    metadata,
    name,
    names,
    text,
)
from topology.tosca.grammar.trigger_definition import TriggerDefinition, read_trigger_definition
from topology.tosca.tree import Node, Scalar


class PolicyDefinition(Described):
    """A policy with the node templates and groups that it governs."""

    type: Scalar | None = None
    properties: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    targets: list[Scalar] = field(default_factory=list)
    triggers: dict[str, TriggerDefinition] = field(default_factory=dict)


KEYS = Keys(
    "a policy definition",
    "3.8.6",
    {
        "type": name,
        "description": text,
        "metadata": metadata,
        "properties": assignments,
        "targets": names,
        "triggers": map_of(read_trigger_definition),
    },
    required=("type",),
)

read_policy_definition = definition_reader(PolicyDefinition, KEYS)
"""Reads a map of keynames."""
