"""From a desired graph and the recorded instances to a plan. Pure: looks at values, touches nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from provisioners.backends.contract import Backend, NativeObject, RenderContext, Rendered, Verdict
from provisioners.planning.fingerprint import changed_sections
from provisioners.planning.model import Action, Change, DataEffect, Plan, Recorded
from provisioners.planning.order import creation_order
from provisioners.planning.unfinished import ABSENT, Unfinished, drift_reason, mark_of, repair_reason, unmarked
from topology.graph.model import Node, TopologyGraph
from topology.values.value import unknowns_in

DELETION_EFFECTS = {"delete": DataEffect.DESTROYS, "retain": DataEffect.ABANDONS, "snapshot": DataEffect.ABANDONS}
"""What the deletion policy of an instance means for its data."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan together with the native form that it was made for."""

    plan: Plan
    rendered: Rendered


def plan_deployment(
    backend: Backend, graph: TopologyGraph, context: RenderContext, recorded: Sequence[Recorded]
) -> Planned:
    """What has to happen so that the recorded instances become the graph.

    The generations in ``context`` are those of ``recorded``. A replacement gives its instance a new name, which may
    change others that refer to it, so rendering is repeated until no further instance is replaced. When the native
    form has errors, the plan is empty and the errors are in ``rendered.diagnostics``.
    """
    known = {item.address: unmarked(item) for item in recorded}
    marks = {item.address: mark for item in recorded if (mark := mark_of(item.fingerprint)) is not None}
    generations = {item.address: item.generation for item in recorded}
    replaced: frozenset[str] = frozenset()
    while True:
        raised = {address: generations[address] + 1 for address in replaced}
        rendered = backend.render(graph, replace(context, generations={**generations, **raised}))
        if any(diagnostic.is_error for diagnostic in rendered.diagnostics):
            return Planned(Plan((), ()), rendered)
        verdicts = {**_repairs(recorded, rendered), **_verdicts(backend, known, rendered, marks)}
        found = replaced | {address for address, verdict in verdicts.items() if verdict.replace}
        if found == replaced:
            break
        replaced = found
    wanted = _wanted_changes(graph, known, rendered, verdicts, replaced)
    changes = (*(_created_again(change, marks) for change in wanted), *_removals(recorded, rendered))
    return Planned(Plan(changes, backend.steps(graph, changes, rendered, context.options)), rendered)


def plan_undeployment(backend: Backend, graph: TopologyGraph, recorded: Sequence[Recorded]) -> Plan:
    """What has to happen so that nothing of a deployment is left, save data whose policy is to retain it."""
    changes = tuple(_removal(item, "the deployment is removed") for item in reversed(recorded))
    return Plan(changes, backend.teardown(graph, changes))


def _verdicts(
    backend: Backend, known: Mapping[str, Recorded], rendered: Rendered, marks: Mapping[str, Unfinished]
) -> dict[str, Verdict]:
    """What is to be done where the native form differs; something that may be half there is always made anew."""
    verdicts = {
        address: backend.judge(known[address], wanted)
        for address, wanted in rendered.objects.items()
        if address in known and _differs(known[address], wanted)
    }
    return {
        address: replace(
            verdict,
            replace=verdict.replace or marks.get(address) is Unfinished.EXISTENCE,
            reasons=(*verdict.reasons, *filter(None, [drift_reason(known[address])])),
        )
        for address, verdict in verdicts.items()
    }


def _repairs(recorded: Sequence[Recorded], rendered: Rendered) -> dict[str, Verdict]:
    """What was left unfinished or changed by somebody else is done again where nothing else has changed."""
    reasons = {item.address: repair_reason(item) for item in recorded if item.address in rendered.objects}
    return {address: Verdict(replace=False, reasons=(reason,)) for address, reason in reasons.items() if reason}


def _created_again(change: Change, marks: Mapping[str, Unfinished]) -> Change:
    """Updating needs something to update; creating what is there already changes nothing."""
    is_absent = marks.get(change.address) in ABSENT
    return replace(change, action=Action.CREATE) if is_absent and change.action is Action.UPDATE else change


def _differs(recorded: Recorded, wanted: NativeObject) -> bool:
    return bool(changed_sections(recorded.fingerprint, wanted.fingerprint)) or (
        recorded.deletion_policy != wanted.deletion_policy
    )


def _wanted_changes(
    graph: TopologyGraph,
    known: Mapping[str, Recorded],
    rendered: Rendered,
    verdicts: Mapping[str, Verdict],
    replaced: frozenset[str],
) -> Iterable[Change]:
    for address in creation_order(graph):
        if address not in rendered.objects:
            continue
        change = _change(rendered.objects[address], known.get(address), verdicts.get(address), address in replaced)
        yield replace(change, unknowns=_unknowns(graph.nodes[address], rendered))


def _change(wanted: NativeObject, recorded: Recorded | None, verdict: Verdict | None, is_replaced: bool) -> Change:
    change = Change(wanted.address, wanted.node_type, Action.NOOP, fingerprint=wanted.fingerprint)
    if recorded is None:
        return replace(change, action=Action.CREATE, reasons=("it does not exist yet",))
    if verdict is None:
        return replace(change, generation=recorded.generation)
    return replace(
        change,
        action=Action.REPLACE if is_replaced else Action.UPDATE,
        generation=recorded.generation + int(is_replaced),
        reasons=verdict.reasons,
        data=verdict.data,
    )


def _unknowns(node: Node, rendered: Rendered) -> tuple[str, ...]:
    names = []
    for unknown in unknowns_in(node.properties):
        known = rendered.objects[unknown.node].attributes if unknown.node in rendered.objects else {}
        if ".".join(map(str, unknown.attribute)) not in known:
            names.append(str(unknown).removeprefix("."))
    return tuple(dict.fromkeys(names))


def _removals(recorded: Sequence[Recorded], rendered: Rendered) -> Iterable[Change]:
    for item in reversed(recorded):
        if item.address not in rendered.objects:
            yield _removal(item, "it is no longer in the template")


def _removal(item: Recorded, reason: str) -> Change:
    return Change(
        address=item.address,
        node_type=item.node_type,
        action=Action.DELETE,
        reasons=(reason,),
        data=DELETION_EFFECTS.get(item.deletion_policy, DataEffect.NONE),
        generation=item.generation,
    )
