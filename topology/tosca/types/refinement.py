"""What a derived type may make of what it inherits: TOSCA 2.0, 7.3, 8.1, 8.2, 8.4, 11.2, 16.1 and 16.3.

Types may be exchanged for derived ones, lists of types and ranges may only become narrower. A definition with a type of
its own, such as a capability's, adds nothing to that type. 1.x has no such rules.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from topology.diagnostics.diagnostic import Related
from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.grammar.reading import Definition
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.model import Type
from topology.tosca.types.resolve import Names
from topology.tosca.types.scope import Entry, Scope
from topology.values.type_ref import TypeRef

Range = tuple[int, int | None]
D = TypeVar("D", bound=Definition)


def check_listed(
    names: Names, listed: Iterable[tuple[Scalar, Entry]], legal: tuple[str, ...], scope: Scope, path: Path
) -> None:
    """Report a listed type that is not, and does not derive from, one of the inherited list (TS408)."""
    if not legal or scope.dialect.is_simple:
        return
    for name, entry in listed:
        line = names.lineage(entry)
        if not line.is_partial and not any(ancestor in legal for ancestor in line.ref().lineage):
            message = f"The inherited list has neither `{name.text}` nor a type that it derives from."
            help_text = f"List only types that are, or derive from, {' or '.join(legal)}."
            names.findings.error("TS408", message, span_of(name), path, help=help_text, spec=entry.kind.spec)


def check_derives(findings: Findings, name: Scalar, own: TypeRef, inherited: TypeRef, path: Path) -> bool:
    """Whether a type in a refined requirement derives from the one it stands for; TS407 where it does not."""
    if inherited.name in own.lineage:
        return True
    message = f"The inherited requirement asks for {inherited.name}; {own.name} does not derive from it."
    help_text = f"Use {inherited.name} or a type derived from it."
    findings.error("TS407", message, span_of(name), path, help=help_text, spec="3.7.3")
    return False


def check_range(findings: Findings, name: Scalar, own: Range, inherited: Range, path: Path) -> None:
    """Report a range that is not within the inherited one (TS409)."""
    lower, upper = inherited
    if own[0] < lower or (upper is not None and (own[1] is None or own[1] > upper)):
        message = f"The inherited requirement `{name.text}` has the range {_shown(inherited)}, not {_shown(own)}."
        findings.error("TS409", message, span_of(name), path, help="Narrow the range, or leave it out.", spec="3.7.3")


def refining(
    names: Names, written: Mapping[str, D], known: Collection[str], of: Type, scope: Scope, *, what: str
) -> dict[str, D]:
    """Those definitions that refine something of the type that is built on; the others are reported (TS410)."""
    if of.is_partial or scope.dialect.is_simple:
        return dict(written)
    for name, definition in written.items():
        if name not in known:
            message = f"The {of.entry.kind.label} {of.ref.name} has no {what} `{name}` to refine."
            help_text, spec = nearest(name, known), of.entry.kind.spec
            names.findings.error("TS410", message, definition.span, definition.path, help=help_text, spec=spec)
    return {name: definition for name, definition in written.items() if name in known}


def check_triggers(names: Names, entry: Entry) -> None:
    """Report triggers of a policy type that an ancestor has, which may not be changed (TS411)."""
    if entry.scope.dialect.is_simple:
        return
    own: Mapping[str, Definition] = getattr(entry.definition, "triggers", {})
    for ancestor in names.lineage(entry).entries[1:]:
        for name, inherited in getattr(ancestor.definition, "triggers", {}).items():
            if name in own:
                message = f"The trigger `{name}` is inherited from {ancestor.name} and cannot be changed."
                related = (Related("Inherited from here.", inherited.span),)
                help_text, at = "Give the trigger another name.", own[name]
                names.findings.error(
                    "TS411", message, at.span, at.path, help=help_text, spec=entry.kind.spec, related=related
                )


def _shown(count: Range) -> str:
    return f"[ {count[0]}, {'UNBOUNDED' if count[1] is None else count[1]} ]"
