"""Policy type: Simple Profile 1.3, 3.7.12; TOSCA 2.0, 16.3."""

from topology.record import field
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import definition_reader, map_of, names
from topology.tosca.grammar.trigger_definition import TriggerDefinition, read_trigger_definition
from topology.tosca.tree import Scalar


class PolicyType(EntityType):
    """A type of policies; ``targets`` is None where it is not written."""

    properties: dict[str, PropertyDefinition] = field(default_factory=dict)
    targets: list[Scalar] | None = None
    triggers: dict[str, TriggerDefinition] = field(default_factory=dict)


KEYS = type_keys(
    "a policy type",
    "3.7.12",
    {
        "properties": map_of(read_property_definition),
        "targets": names,
        "triggers": map_of(read_trigger_definition),
    },
)

read_policy_type = definition_reader(PolicyType, KEYS)
"""Reads a map of keynames."""
