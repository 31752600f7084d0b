"""Which policies of a topology concern a container, itself or through a group or its host, and what they say."""

from collections.abc import Iterator, Mapping

from provisioners.backends.units import time_in_microseconds
from provisioners.containers.policies import Isolation, Placement, Policies, Scaling, Update
from provisioners.containers.scope import Scope
from provisioners.containers.types import Kind
from topology.graph.model import Node, Policy
from topology.values.value import Value

PLACEMENT = "toposmith.policies.Placement"
SCALING = "toposmith.policies.Scaling"
UPDATE = "toposmith.policies.Update"
AVAILABILITY = "toposmith.policies.Availability"
ISOLATION = "toposmith.policies.Isolation"

KNOWN = (PLACEMENT, SCALING, UPDATE, AVAILABILITY, ISOLATION)


def policies(scope: Scope, node: Node) -> Policies:
    """What the policies that target a node say; of several of one type the last one counts."""
    found = {wanted: policy for policy in targeting(scope, node) for wanted in KNOWN if policy.type.is_a(wanted)}
    available = found.get(AVAILABILITY)
    isolation = found.get(ISOLATION)
    return Policies(
        placement=_placement(scope, node, found.get(PLACEMENT)),
        scaling=_scaling(found.get(SCALING)),
        update=_update(found.get(UPDATE)),
        min_available=_whole(available.properties, "min_available", 1) if available else None,
        isolation=Isolation(_text(isolation.properties, "by", Isolation.VIRTUAL_MACHINE)) if isolation else None,
    )


def targeting(scope: Scope, node: Node) -> Iterator[Policy]:
    """The policies whose targets are a node, a group that it is a member of, or what it is hosted on."""
    groups = scope.graph.groups.values()
    places = {node.address, node.name, *scope.hosts_of(node.address)}
    places |= {group.name for group in groups if places & set(group.members)}
    return (policy for policy in scope.graph.policies.values() if places & set(policy.targets))


def _placement(scope: Scope, node: Node, policy: Policy | None) -> Placement | None:
    if policy is None:
        return None
    labels = policy.properties.get("labels")
    apart = policy.properties.get("apart") is True
    return Placement(
        labels={key: str(value) for key, value in labels.items()} if isinstance(labels, Mapping) else {},
        spread_over=_text(policy.properties, "spread_over", "") or None,
        apart=apart,
        everywhere=policy.properties.get("everywhere") is True,
        apart_from=tuple(_others(scope, node, policy)) if apart else (),
    )


def _others(scope: Scope, node: Node, policy: Policy) -> Iterator[str]:
    """The other containers that a policy targets."""
    for other in scope.of_kind(Kind.CONTAINER):
        if other.address != node.address and policy in targeting(scope, other):
            yield other.address


def _scaling(policy: Policy | None) -> Scaling | None:
    if policy is None:
        return None
    least = _whole(policy.properties, "min_instances", 1)
    return Scaling(
        least=least,
        most=max(least, _whole(policy.properties, "max_instances", least)),
        cpu_utilization=_whole(policy.properties, "cpu_utilization", 80),
    )


def _update(policy: Policy | None) -> Update | None:
    if policy is None:
        return None
    return Update(
        parallelism=_whole(policy.properties, "parallelism", 1),
        delay=time_in_microseconds(_text(policy.properties, "delay", "0 s")),
        start_first=policy.properties.get("order") == "start-first",
        failure_action=_text(policy.properties, "failure_action", "pause"),
    )


def _text(properties: Mapping[str, Value], key: str, default: str) -> str:
    value = properties.get(key)
    return value if isinstance(value, str) else default


def _whole(properties: Mapping[str, Value], key: str, default: int) -> int:
    value = properties.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else default
