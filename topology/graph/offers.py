"""The capability of a target that a relationship leads to: Simple Profile 1.3, 3.8.2; TOSCA 2.0, 8.5."""

from topology.diagnostics.diagnostic import Related, Severity
from topology.graph.context import NodeContext
from topology.graph.targets import Targets, first_slot
from topology.graph.wanted import Wanted
from topology.tosca.findings import nearest
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.kinds import CAPABILITY
from topology.tosca.types.model import CapabilitySlot, CapabilityType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.values.type_ref import TypeRef

SPEC = "3.8.2"


class Offers:
    """Chooses capabilities."""

    def __init__(self, types: Types, scope: Scope, targets: Targets) -> None:
        self._findings = types.findings
        self._scope = scope
        self._targets = targets

    def fitting(self, wanted: Wanted, target: NodeContext) -> CapabilitySlot | None:
        """The capability that a relationship would lead to; nothing is said where there is none."""
        if wanted.slot.capability_name is not None:
            return target.slots.get(wanted.slot.capability_name)
        name = wanted.assignment.capability
        if name is not None and name.text in target.slots:
            return target.slots[name.text]
        asked = wanted.capability
        if asked is None:
            return None
        for slot in target.slots.values():
            if asked.ref.name in slot.type.ref.lineage and wanted.is_accepted_by(slot):
                return slot
        return None

    def of(self, wanted: Wanted, target: NodeContext, fitting: CapabilitySlot | None) -> CapabilitySlot | None:
        """The named capability, else the ``fitting`` one if it accepts the node; None after a finding."""
        name = wanted.assignment.capability
        if name is not None:
            if self._exchanges(wanted, name):
                return None
            if name.text in target.slots:
                return self._named(wanted, target, name)
            if self._scope.get(CAPABILITY, name.text) is None:
                self._report_missing(wanted, target, name)
                return None
        asked = wanted.capability
        if fitting is not None or asked is None:
            return self._accepting(wanted, target, fitting)
        refusing = first_slot(target, asked) if wanted.slot.capability_name is None else None
        if refusing is not None:
            self._report_not_accepted(wanted, target, refusing)
        elif not target.is_partial:
            self._report_not_offered(wanted, target, asked, wanted.assignment.target or wanted.assignment.name)
        return refusing

    def may_exist(self, wanted: Wanted, asked: TypeRef | None) -> bool:
        """Whether a named capability can be meant while nobody knows the target (else TS605, TS603)."""
        name = wanted.assignment.capability
        if name is None or wanted.slot.is_partial:
            return True
        if self._exchanges(wanted, name):
            return False
        wants = wanted.slot.capability
        if self._scope.get(CAPABILITY, name.text) is not None:
            if wanted.capability is None or wants is None or wants.ref.name in wanted.capability.ref.lineage:
                return True
            message = (
                f"The requirement asks for a capability of type {wants.ref.name}; {name.text} does not derive from it."
            )
            help_text = f"Use {wants.ref.name} or a type derived from it."
            self._findings.error("TS603", message, span_of(name), wanted.path, help=help_text, spec=SPEC)
            return False
        if self._targets.has_capability(asked, name.text):
            return True
        message = f"No capability and no capability type is named `{name.text}`."
        path = (*wanted.path, "capability")
        meant = nearest(name.text, self._scope.names(CAPABILITY)) or "Name a capability type."
        self._findings.error("TS605", message, span_of(name), path, help=meant, spec=SPEC)
        return False

    def _exchanges(self, wanted: Wanted, name: Scalar) -> bool:
        """Whether an assignment wants another capability than the one that the definition names (TS603)."""
        fixed = wanted.slot.capability_name
        if fixed is None or name.text == fixed:
            return False
        message = (
            f"The requirement `{wanted.slot.name}` asks for the capability `{fixed}` by its name, and for no other."
        )
        path, help_text = (*wanted.path, "capability"), f"Leave `capability` out, or write `{fixed}`."
        self._findings.error("TS603", message, span_of(name), path, help=help_text, spec="2.0:8.5.2")
        return True

    def _accepting(self, wanted: Wanted, target: NodeContext, found: CapabilitySlot | None) -> CapabilitySlot | None:
        """A capability that may be named, after a finding where it is not for this node."""
        if found is not None and not wanted.is_accepted_by(found):
            self._report_not_accepted(wanted, target, found)
        return found

    def _named(self, wanted: Wanted, target: NodeContext, name: Scalar) -> CapabilitySlot | None:
        found, asked = target.slots[name.text], wanted.slot.capability
        if asked is None or asked.ref.name in found.type.ref.lineage:
            return self._accepting(wanted, target, found)
        self._report_not_offered(wanted, target, asked, name)
        return None

    def _report_missing(self, wanted: Wanted, target: NodeContext, name: Scalar) -> None:
        if target.is_partial:
            return
        message = f"`{target.name}` has no capability `{name.text}`, and no capability type is named so."
        help_text = nearest(name.text, target.slots)
        path = (*wanted.path, "capability")
        self._findings.error("TS605", message, span_of(name), path, help=help_text, spec=SPEC)

    def _report_not_offered(self, wanted: Wanted, target: NodeContext, asked: CapabilityType, at: Scalar) -> None:
        what = "does not offer" if first_slot(target, asked) is None else "does not offer under this name"
        message = (
            f"The requirement `{wanted.slot.name}` asks for a capability of type {asked.ref.name}, "
            f"which `{target.name}` {what}."
        )
        help_text = nearest(target.name, self._targets.offering(asked)) or "Name a node template that offers it."
        related = (Related(f"`{target.name}` is defined here.", target.template.span),)
        self._findings.error("TS603", message, span_of(at), wanted.path, help=help_text, spec=SPEC, related=related)

    def _report_not_accepted(self, wanted: Wanted, target: NodeContext, slot: CapabilitySlot) -> None:
        accepted = ", ".join(slot.valid_sources)
        own = wanted.node.type.ref.name if wanted.node.type else wanted.node.name
        message = f"The capability `{slot.name}` of `{target.name}` accepts {accepted} only, not {own}."
        help_text = "Name a node template whose capability accepts this type."
        severity = Severity.WARNING if self._scope.dialect.is_simple else Severity.ERROR
        self._findings.error(
            "TS606", message, wanted.place, wanted.path, help=help_text, spec="3.7.2", severity=severity
        )
