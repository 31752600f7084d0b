"""The steps of a backend whose unit of work is the node: one step for each change, in the graph's order."""

from collections.abc import Sequence

from provisioners.planning.model import Action, Change, PlannedStep
from provisioners.planning.order import dependants, dependencies
from topology.graph.model import TopologyGraph

MAKING = (Action.CREATE, Action.UPDATE, Action.REPLACE)


def node_steps(graph: TopologyGraph, changes: Sequence[Change]) -> tuple[PlannedStep, ...]:
    """One step for each change that does something; the verb is the action's name.

    What is made or changed waits for what it depends on. Deletions wait for all of that and for the deletion of
    their dependants; those of nodes that the graph no longer knows run one after the other, as given.
    """
    made = {change.address: change for change in changes if change.action in MAKING}
    deleted = {change.address: change for change in changes if change.action is Action.DELETE}
    steps = [
        _step(change, [made[other] for other in dependencies(graph, address, frozenset(made))])
        for address, change in made.items()
    ]
    return (*steps, *_deletions(graph, deleted, tuple(made.values())))


def step_key(change: Change) -> str:
    """The key of a change's step in its plan."""
    return f"{change.action}:{change.address}"


def _deletions(graph: TopologyGraph, deleted: dict[str, Change], made: tuple[Change, ...]) -> list[PlannedStep]:
    known = frozenset(address for address in deleted if address in graph.nodes)
    steps = []
    last_unknown: tuple[Change, ...] = ()
    for address, change in deleted.items():
        if address in known:
            users = tuple(deleted[other] for other in dependants(graph, address, known))
            steps.append(_step(change, (*made, *users)))
        else:
            steps.append(_step(change, (*made, *last_unknown)))
            last_unknown = (change,)
    return steps


def _step(change: Change, after: Sequence[Change]) -> PlannedStep:
    return PlannedStep(
        key=step_key(change),
        verb=str(change.action),
        addresses=(change.address,),
        depends_on=tuple(step_key(other) for other in after),
        title=f"{str(change.action).capitalize()} {change.address}",
    )
