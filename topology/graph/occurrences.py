"""How often requirements are fulfilled (sections 3.7.3 and 3.8.2)."""

from collections.abc import Container, Mapping

from topology.diagnostics.diagnostic import Related
from topology.graph.context import NodeContext
from topology.graph.match import Matcher
from topology.graph.wanted import Wanted
from topology.tosca.findings import Findings, is_misspelt, nearest
from topology.tosca.grammar.node_template import KEYS
from topology.tosca.grammar.unread import has_unread_item, is_unread
from topology.tosca.tree import SequenceNode, entry_place
from topology.tosca.types.model import RequirementSlot

_ABSTRACT = frozenset({"select", "selectable", "substitute", "substitutable"})


def check_occurrences(context: NodeContext, matcher: Matcher, findings: Findings) -> None:
    """Report a requirement that is asked for too seldom (TS611) or too often (TS612).

    An abstract node, which something else stands in for, and a requirement that is mapped to the outside need nothing.
    """
    directives = context.template.directives
    if context.type is None or (directives and any(directive.text in _ABSTRACT for directive in directives)):
        return
    wanted: dict[str, list[Wanted]] = {}
    for each in matcher.demand(context):
        wanted.setdefault(each.slot.name, []).append(each)
    if matcher.is_simple:
        _check_ranges(context, context.type.requirements, findings)
    for name, slot in context.type.requirements.items():
        found = wanted.get(name, [])
        lower, upper = slot.occurrences
        if len(found) < lower and not matcher.is_mapped(context, name) and not slot.is_partial:
            if not _is_told(context, name, context.type.requirements):
                _report_unfulfilled(context, slot, len(found), matcher, findings)
        elif upper is not None and len(found) > upper:
            _report_surplus(found[upper], upper, findings)
        elif found and any(each.is_optional for each in found):
            _check_mandatory(found, lower, findings)


def _is_told(context: NodeContext, name: str, known: Container[str]) -> bool:
    """Whether a finding about what is written explains already why a requirement is not fulfilled."""
    node = context.template.node
    written = [assignment.name.text for assignment in context.template.requirements]
    return (
        is_misspelt(name, written, known)
        or is_unread(node, "requirements", SequenceNode, KEYS.readers)
        or has_unread_item(node, "requirements", name, written.count(name))
    )


def _report_surplus(first: Wanted, upper: int, findings: Findings) -> None:
    at = first.assignment
    message = f"The requirement `{first.slot.name}` may be written {_times(upper)} at most, but here it is once more."
    findings.error("TS612", message, at.span, at.path, help="Remove it.", spec="3.7.3")


def _check_ranges(context: NodeContext, slots: Mapping[str, RequirementSlot], findings: Findings) -> None:
    """The occurrences of an assignment lie within those of its definition: Simple Profile 1.3, 3.8.2."""
    for assignment in context.template.requirements:
        slot = slots.get(assignment.name.text)
        if assignment.occurrences is None or slot is None:
            continue
        (least, most), (lower, upper) = assignment.occurrences, slot.occurrences
        if least < lower or (upper is not None and (most is None or most > upper)):
            allowed = f"[ {lower}, {'UNBOUNDED' if upper is None else upper} ]"
            message = f"The occurrences of `{slot.name}` must lie within {allowed}, as its definition says."
            path = (*assignment.path, "occurrences")
            place = entry_place(assignment.node, "occurrences") or assignment.span
            related = (Related("The definition.", slot.span),) if slot.span.line > 1 else ()
            help_text = "Choose a narrower range."
            findings.error("TS618", message, place, path, help=help_text, spec="3.8.2", related=related)


def _check_mandatory(found: list[Wanted], lower: int, findings: Findings) -> None:
    """TOSCA 2.0, 8.5.4: what is not optional alone has to come to the least count."""
    mandatory = sum(not each.is_optional for each in found)
    if mandatory < lower:
        at = found[0].assignment
        message = f"The requirement `{at.name.text}` needs {lower} that are not optional, but here are {mandatory}."
        findings.error("TS611", message, at.span, at.path, help="Leave out `optional`.", spec="2.0:8.5.4")


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
