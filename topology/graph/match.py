"""Requirements matched with what fulfils them (sections 3.7.3 and 3.8.2)."""

from collections.abc import Iterator, Mapping

from topology.diagnostics.diagnostic import Related
from topology.graph.bags import Bags
from topology.graph.context import Match, NodeContext
from topology.graph.relationships import Relationships
from topology.graph.targets import Targets, first_slot
from topology.graph.wanted import Wanted
from topology.tosca.findings import nearest
from topology.tosca.grammar.relationship_template import RelationshipTemplate
from topology.tosca.grammar.requirement_assignment import RequirementAssignment
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.kinds import CAPABILITY
from topology.tosca.types.model import CapabilitySlot, CapabilityType, RequirementSlot
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

SPEC = "3.8.2"


class Matcher:
    """Fulfils requirements. One per reading; a node's matches are found when they are first asked for."""

    def __init__(
        self,
        types: Types,
        scope: Scope,
        nodes: Mapping[str, NodeContext],
        templates: Mapping[str, RelationshipTemplate],
        *,
        bags: Bags,
    ) -> None:
        self.nodes = nodes
        self.targets = Targets(types, scope, nodes, bags)
        self._relationships = Relationships(types, scope, templates)
        self._types = types
        self._findings = types.findings
        self._scope = scope

    def matches(self, node: NodeContext) -> list[Match]:
        """All fulfilled requirements of a node, in the order written; none while they are being looked for."""
        if node.matches is None:
            if node.is_matching:
                return []
            node.is_matching = True
            node.matches = list(self._match_all(node))
            node.is_matching = False
        return node.matches

    def _match_all(self, node: NodeContext) -> Iterator[Match]:
        counts: dict[str, int] = {}
        for assignment in node.template.requirements:
            name = assignment.name.text
            slot = node.type.requirements.get(name) if node.type is not None else None
            if slot is None:
                self._report_unknown(node, assignment)
                continue
            counts[name] = counts.get(name, 0) + 1
            match = self._match(node, assignment, slot, counts[name] - 1)
            if match is not None:
                yield match

    def _report_unknown(self, node: NodeContext, assignment: RequirementAssignment) -> None:
        if node.type is None or node.type.is_partial:
            return
        message = f"The node type {node.type.ref.name} has no requirement `{assignment.name.text}`."
        help_text = nearest(assignment.name.text, node.type.requirements)
        self._findings.error("TS601", message, assignment.span, assignment.path, help=help_text, spec=SPEC)

    def _match(
        self, node: NodeContext, assignment: RequirementAssignment, slot: RequirementSlot, index: int
    ) -> Match | None:
        named = self._capability_type(assignment)
        wanted = Wanted(node, slot, assignment, named or slot.capability)
        target = self.targets.find(wanted)
        if target is None:
            return None
        capability = self._capability(wanted, target)
        if capability is None and not target.is_partial and not slot.is_partial:
            return None
        edge = self._relationships.find(wanted, target, capability)
        name = capability.name if capability else None
        return Match(slot.name, index, target, name, edge.type, assignment, edge)

    def _capability_type(self, assignment: RequirementAssignment) -> CapabilityType | None:
        """The capability type that an assignment names, unless it names a capability of the target."""
        name = assignment.capability
        if name is None or self._scope.get(CAPABILITY, name.text) is None:
            return None
        return self._types.capability(name, self._scope, (*assignment.path, "capability"))

    def _capability(self, wanted: Wanted, target: NodeContext) -> CapabilitySlot | None:
        """The target's capability: the named one, else the first of the wanted type that accepts the node."""
        name = wanted.assignment.capability
        if name is not None and name.text in target.slots:
            return self._named_capability(wanted, target, name)
        if name is not None and self._scope.get(CAPABILITY, name.text) is None:
            self._report_no_capability(wanted, target, name)
            return None
        asked = wanted.capability
        if asked is None:
            return None
        fitting = [slot for slot in target.slots.values() if asked.ref.name in slot.type.ref.lineage]
        accepting = next((slot for slot in fitting if wanted.is_accepted_by(slot)), None)
        if accepting is None and fitting:
            self._report_not_accepted(wanted, target, fitting[0])
            return fitting[0]
        if accepting is None and not target.is_partial:
            self._report_not_offered(wanted, target, asked, wanted.assignment.target or wanted.assignment.name)
        return accepting

    def _named_capability(self, wanted: Wanted, target: NodeContext, name: Scalar) -> CapabilitySlot | None:
        found, asked = target.slots[name.text], wanted.slot.capability
        if asked is None or asked.ref.name in found.type.ref.lineage:
            return found
        self._report_not_offered(wanted, target, asked, name)
        return None

    def _report_no_capability(self, wanted: Wanted, target: NodeContext, name: Scalar) -> None:
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
        help_text = nearest(target.name, self.targets.offering(asked)) or "Name a node template that offers it."
        related = (Related(f"`{target.name}` is defined here.", target.template.span),)
        self._findings.error("TS603", message, span_of(at), wanted.path, help=help_text, spec=SPEC, related=related)

    def _report_not_accepted(self, wanted: Wanted, target: NodeContext, slot: CapabilitySlot) -> None:
        accepted = ", ".join(slot.valid_sources)
        own = wanted.node.type.ref.name if wanted.node.type else wanted.node.name
        message = f"The capability `{slot.name}` of `{target.name}` accepts {accepted} only, not {own}."
        help_text = "Name a node template whose capability accepts this type."
        self._findings.warning("TS606", message, wanted.place, wanted.path, help=help_text, spec="3.7.2")
