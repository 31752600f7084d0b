"""Policy type: Simple Profile 1.3, 3.7.12; TOSCA 2.0, 16.3."""

from topology.record import field
from topology.tosca.findings import Path
from topology.tosca.grammar.entity_type import EntityType, type_keys
from topology.tosca.grammar.property_definition import PropertyDefinition, read_property_definition
from topology.tosca.grammar.reading import Grammar, fields, map_of, names
from topology.tosca.grammar.trigger_definition import TriggerDefinition, read_trigger_definition
from topology.tosca.tree import Node, Scalar


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


def read_policy_type(g: Grammar, key: Scalar, node: Node, path: Path) -> PolicyType | None:
    """A map of keynames."""
    found = fields(g, node, path, KEYS, key)
    return None if found is None else PolicyType(key, node, path, **found)
