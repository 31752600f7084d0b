"""A plan as lines of plain text for people."""

from collections import Counter
from collections.abc import Iterable

from provisioners.planning.model import Action, Change, DataEffect, Plan

SYMBOLS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.REPLACE: "±",
    Action.DELETE: "-",
    Action.NOOP: " ",
}
DATA_WARNINGS = {
    DataEffect.DESTROYS: "its data is destroyed",
    DataEffect.ABANDONS: "its data is left behind on the platform",
}


def plan_lines(plan: Plan, *, unchanged: bool = False) -> list[str]:
    """One line for each change with its reasons below it, and a summary at the end.

    Instances without a change are counted, and listed only with ``unchanged``.
    """
    lines: list[str] = []
    for change in plan.changes:
        if unchanged or change.action is not Action.NOOP:
            lines.extend(change_lines(change))
    return [*lines, summary(plan)]


def change_lines(change: Change) -> list[str]:
    """The line of one change and, indented below it, why and with which consequences."""
    lines = [f"{SYMBOLS[change.action]} {change.action} {change.address} ({change.node_type})"]
    lines.extend(f"    {reason}" for reason in change.reasons)
    if change.data is not DataEffect.NONE:
        lines.append(f"    ! {DATA_WARNINGS[change.data]}")
    if change.unknowns:
        lines.append(f"    known after apply: {', '.join(change.unknowns)}")
    return lines


def summary(plan: Plan) -> str:
    """One sentence: how many instances are made, changed, replaced, deleted and left as they are."""
    if plan.is_empty:
        return "Nothing to do."
    counts = Counter(change.action for change in plan.changes)
    text = f"Plan: {', '.join(_counts(counts))}."
    if plan.touches_data:
        text += " Data is destroyed or left behind: this wants a confirmation of its own."
    return text


def _counts(counts: Counter[Action]) -> Iterable[str]:
    words = {
        Action.CREATE: "to create",
        Action.UPDATE: "to update",
        Action.REPLACE: "to replace",
        Action.DELETE: "to delete",
        Action.NOOP: "unchanged",
    }
    return (f"{counts[action]} {word}" for action, word in words.items() if counts[action])
