"""How often requirements are fulfilled (sections 3.7.3 and 3.8.2)."""

from topology.graph.context import NodeContext
from topology.graph.match import Matcher
from topology.tosca.findings import Findings, is_misspelt, nearest
from topology.tosca.grammar.requirement_assignment import RequirementAssignment
from topology.tosca.grammar.substitution_mapping import SubstitutionMapping
from topology.tosca.types.model import RequirementSlot

_ABSTRACT = frozenset({"select", "selectable", "substitute", "substitutable"})


def check_occurrences(
    context: NodeContext, matcher: Matcher, substitution: SubstitutionMapping | None, findings: Findings
) -> None:
    """Report a requirement that is written too seldom (TS611) or too often (TS612).

    An abstract node, which something else stands in for, and a requirement that is mapped to the outside need nothing.
    """
    if context.type is None or any(directive.text in _ABSTRACT for directive in context.template.directives):
        return
    written: dict[str, list[RequirementAssignment]] = {}
    for assignment in context.template.requirements:
        written.setdefault(assignment.name.text, []).append(assignment)
    outside = _mapped(context.name, substitution)
    for name, slot in context.type.requirements.items():
        found = written.get(name, [])
        lower, upper = slot.occurrences
        if len(found) < lower and name not in outside and not slot.is_partial:
            if not is_misspelt(name, written, context.type.requirements):
                _report_unfulfilled(context, slot, len(found), matcher, findings)
        elif upper is not None and len(found) > upper:
            first_surplus = found[upper]
            message = f"The requirement `{name}` may be written {_times(upper)} at most, but here it is once more."
            findings.error("TS612", message, first_surplus.span, first_surplus.path, help="Remove it.", spec="3.7.3")


def _mapped(node: str, substitution: SubstitutionMapping | None) -> set[str]:
    if substitution is None:
        return set()
    pairs = (target for mapped in substitution.requirements for target in mapped.targets)
    return {pair[1].text for pair in pairs if len(pair) == 2 and pair[0].text == node}


def _report_unfulfilled(
    context: NodeContext, slot: RequirementSlot, found: int, matcher: Matcher, findings: Findings
) -> None:
    kind = slot.node.name if slot.node else None
    offer = slot.capability.ref.name if slot.capability else None
    wanted = f"a node of type {kind}" if kind else f"a node that offers {offer}"
    lower = slot.occurrences[0]
    often = "" if lower == 1 else f" {lower} times, but is written {_times(found)}"
    message = f"The requirement `{slot.name}` of `{context.name}` is not fulfilled; it asks for {wanted}{often}."
    legal = [name for name in matcher.targets.legal(slot) if name != context.name]
    help_text = f"Add `- {slot.name}: {legal[0]}`." if len(legal) == 1 else nearest("", legal)
    help_text = help_text or f"Add `- {slot.name}: NODE` under `requirements:`, where NODE is {wanted}."
    path = (*context.template.path, "requirements")
    findings.error("TS611", message, context.template.span, path, help=help_text, spec="3.7.3.3")


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")
