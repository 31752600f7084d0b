"""The steps of a deployment: images one by one, then waves in the graph's order or all at once, then a last look."""

from collections.abc import Iterator, Mapping, Sequence

import yaml

from provisioners.backends.contract import Rendered
from provisioners.backends.group_steps import APPLY, steps_with
from provisioners.backends.kubernetes.kinds import Workload
from provisioners.backends.kubernetes.labels import ADDRESS
from provisioners.backends.kubernetes.render import FILE
from provisioners.planning.model import Change, PlannedStep
from provisioners.planning.order import creation_order, dependants, dependencies
from topology.graph.model import TopologyGraph

FIRST = f"{APPLY}:1"
AT_ONCE = f"{APPLY}:all"
FINISH = "finish"
WORKLOADS = frozenset(Workload)
SHOWN = 3


def steps(
    graph: TopologyGraph, changes: Sequence[Change], rendered: Rendered, options: Mapping[str, str]
) -> tuple[PlannedStep, ...]:
    """Each wave holds what waits for nothing but earlier waves, and is done when it runs or has ended well.

    On a target where all starts at once there is one step, in which what others depend on comes first.
    """
    is_at_once = options.get("start") == "at-once"

    def applying(changed: tuple[str, ...], after: tuple[str, ...]) -> Iterator[PlannedStep]:
        found = waves(graph, rendered, [address for address in changed if address in rendered.objects])
        if is_at_once:
            found = [tuple(address for wave in found for address in wave)] if found else []
        for number, addresses in enumerate(found, 1):
            key = AT_ONCE if is_at_once else f"{APPLY}:{number}"
            yield PlannedStep(key, APPLY, addresses, after, f"Apply {_shown(addresses)}")
            after = (key,)
        gone = tuple(address for address in changed if address not in rendered.objects)
        yield PlannedStep(FINISH, FINISH, gone, after, "See that all stays, and remove what is no longer needed")

    return steps_with(graph, changes, rendered, applying)


def waves(graph: TopologyGraph, rendered: Rendered, addresses: Sequence[str]) -> list[tuple[str, ...]]:
    """Addresses in groups, each of which waits for earlier ones only."""
    workloads = _workloads(rendered)
    levels: dict[str, int] = {}
    for address in creation_order(graph):
        if address in workloads:
            before = dependencies(graph, address, workloads - {address})
            levels[address] = 1 + max((levels[each] for each in before), default=0)
    found: dict[int, list[str]] = {}
    for address in addresses:
        found.setdefault(_wave(graph, address, workloads, levels), []).append(address)
    return [tuple(found[level]) for level in sorted(found)]


def _workloads(rendered: Rendered) -> frozenset[str]:
    documents = yaml.safe_load_all(rendered.files[FILE])
    return frozenset(each["metadata"]["annotations"][ADDRESS] for each in documents if each["kind"] in WORKLOADS)


def _wave(graph: TopologyGraph, address: str, among: frozenset[str], levels: Mapping[str, int]) -> int:
    """That of a workload itself; a route goes with what it leads to, a volume or a network with its first user."""
    if address in levels:
        return levels[address]
    leads_to = [levels[each] for each in dependencies(graph, address, among)]
    users = [levels[each] for each in dependants(graph, address, among)]
    return max(leads_to) if leads_to else min(users, default=1)


def _shown(addresses: Sequence[str]) -> str:
    rest = len(addresses) - SHOWN
    return ", ".join(addresses[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")
