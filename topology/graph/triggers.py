"""Triggers of policies: Simple Profile 1.3, 3.6.22; TOSCA 2.0, 16.5."""

from topology.graph.activities import build_activities
from topology.graph.behaviour import Trigger
from topology.graph.service import Service
from topology.graph.written import as_written
from topology.tosca.grammar.policy_definition import PolicyDefinition
from topology.tosca.grammar.trigger_definition import TriggerDefinition
from topology.tosca.tree import Scalar
from topology.tosca.types.model import PolicyType


def build_triggers(policy: PolicyDefinition, policy_type: PolicyType | None, service: Service) -> dict[str, Trigger]:
    """The triggers of a policy, in addition to those of its type.

    Their operations are those of the policy's targets, which may be of many types.
    """
    inherited = policy_type.triggers if policy_type is not None else {}
    return {name: _trigger(definition, service) for name, definition in {**inherited, **policy.triggers}.items()}


def _trigger(definition: TriggerDefinition, service: Service) -> Trigger:
    event = definition.event
    return Trigger(
        name=definition.name.text,
        event=event.text if isinstance(event, Scalar) else "",
        condition=as_written(definition.condition) if definition.condition is not None else None,
        schedule=as_written(definition.schedule) if definition.schedule is not None else None,
        target={name: found.text for name, found in definition.target_filter.items()},
        actions=build_activities(definition.action, service, None),
    )
