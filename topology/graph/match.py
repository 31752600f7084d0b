"""Requirements matched with what fulfils them (sections 3.7.3 and 3.8.2)."""

from collections.abc import Iterator, Mapping

from topology.diagnostics.diagnostic import Related
from topology.graph.bags import Bags
from topology.graph.context import Bag, EdgeContext, Match, NodeContext
from topology.graph.filters import Filters
from topology.graph.model import TypeRef
from topology.tosca.findings import Findings, Path, is_misspelt, nearest
from topology.tosca.grammar.relationship_template import RelationshipTemplate
from topology.tosca.grammar.requirement_assignment import KEYS, RequirementAssignment
from topology.tosca.tree import MappingNode, Scalar, span_of
from topology.tosca.types.kinds import CAPABILITY, NODE, RELATIONSHIP
from topology.tosca.types.model import CapabilitySlot, CapabilityType, RelationshipType, RequirementSlot
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

SPEC = "3.8.2"

_ROOT = "tosca.relationships.Root"
_IMPLIED = (
    ("tosca.capabilities.network.Linkable", "tosca.relationships.network.LinksTo"),
    ("tosca.capabilities.network.Bindable", "tosca.relationships.network.BindsTo"),
    ("tosca.capabilities.Container", "tosca.relationships.HostedOn"),
    ("tosca.capabilities.Endpoint", "tosca.relationships.ConnectsTo"),
    ("tosca.capabilities.Attachment", _ROOT),
    ("tosca.capabilities.Node", "tosca.relationships.DependsOn"),
)
"""What a capability type is reached by; the first that fits. AttachesTo needs a location, so it must be written."""


class Matcher:
    """Finds the target of each requirement. One per reading; a node's matches are found when first asked for."""

    def __init__(
        self,
        types: Types,
        scope: Scope,
        nodes: Mapping[str, NodeContext],
        relationships: Mapping[str, RelationshipTemplate],
        bags: Bags,
    ) -> None:
        self._types = types
        self._findings: Findings = types.findings
        self._scope = scope
        self._nodes = nodes
        self._relationships = relationships
        self._filters = Filters(types, bags)

    def matches(self, node: NodeContext) -> list[Match]:
        """All fulfilled requirements of a node, in the order written."""
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
        capability = self._capability_type(assignment)
        target = self._target(node, assignment, slot, capability)
        if target is None:
            return None
        wanted = capability or slot.capability
        found = self._capability(node, target, assignment, slot, wanted)
        if found is None and not target.is_partial and not slot.is_partial:
            return None
        relationship, edge = self._relationship(node, target, assignment, slot, found)
        if found is not None and relationship is not None:
            self._check_target_type(relationship, found, assignment)
        name = found.name if found else None
        return Match(slot.name, index, target, name, relationship, assignment, edge)

    def _capability_type(self, assignment: RequirementAssignment) -> CapabilityType | None:
        """The capability type that an assignment names, unless it names a capability of the target."""
        name = assignment.capability
        if name is None or self._scope.get(CAPABILITY, name.text) is None:
            return None
        return self._types.capability(name, self._scope, (*assignment.path, "capability"))

    def _target(
        self,
        node: NodeContext,
        assignment: RequirementAssignment,
        slot: RequirementSlot,
        capability: CapabilityType | None,
    ) -> NodeContext | None:
        name = assignment.target
        if name is None:
            if isinstance(assignment.node, MappingNode) and is_misspelt("node", assignment.node.entries, KEYS.readers):
                return None
            return self._select(node, assignment, slot, slot.node, capability)
        target = self._nodes.get(name.text)
        if target is not None:
            return target if self._is_right_type(target, slot, name, assignment.path) else None
        if self._scope.get(NODE, name.text) is None:
            self._report_no_target(assignment, name, slot)
            return None
        wanted = self._types.node(name, self._scope, (*assignment.path, "node"))
        return self._select(node, assignment, slot, wanted.ref if wanted else None, capability)

    def _report_no_target(self, assignment: RequirementAssignment, name: Scalar, slot: RequirementSlot) -> None:
        message = f"There is no node template and no node type `{name.text}` for the requirement `{slot.name}`."
        help_text = nearest(name.text, self.legal_targets(slot)) or nearest(name.text, self._nodes)
        help_text = help_text or nearest(name.text, self._scope.names(NODE))
        self._findings.error("TS602", message, span_of(name), assignment.path, help=help_text, spec=SPEC)

    def legal_targets(self, slot: RequirementSlot) -> list[str]:
        """The names of the node templates that may fulfil a requirement."""
        return [
            name
            for name, node in self._nodes.items()
            if _is_node_of(node, slot.node) and (slot.capability is None or _first_slot(node, slot.capability))
        ]

    def _is_right_type(self, target: NodeContext, slot: RequirementSlot, name: Scalar, path: Path) -> bool:
        if target.is_partial or _is_node_of(target, slot.node) or slot.node is None or target.type is None:
            return True
        message = (
            f"The requirement `{slot.name}` asks for a node of type {slot.node.name}, "
            f"but `{target.name}` is of type {target.type.ref.name}."
        )
        help_text = nearest(name.text, self.legal_targets(slot)) or f"Use a node of type {slot.node.name}."
        related = (Related(f"`{target.name}` is defined here.", target.template.span),)
        self._findings.error("TS603", message, span_of(name), path, help=help_text, spec=SPEC, related=related)
        return False

    def _select(
        self,
        node: NodeContext,
        assignment: RequirementAssignment,
        slot: RequirementSlot,
        wanted: TypeRef | None,
        capability: CapabilityType | None,
    ) -> NodeContext | None:
        """The first node template of the wanted type that offers the capability and passes the filters."""
        wanted_capability = capability or slot.capability
        for candidate in self._nodes.values():
            if candidate is node or candidate.is_partial or not _is_node_of(candidate, wanted):
                continue
            if wanted_capability is not None and not self._offers(node, candidate, wanted_capability, assignment):
                continue
            if self._filters.passes(candidate, assignment.node_filter, slot.node_filter):
                return candidate
        if not slot.is_partial and not any(other.is_partial for other in self._nodes.values()):
            self._report_unmatched(assignment, slot, wanted, wanted_capability)
        return None

    def _offers(
        self, node: NodeContext, candidate: NodeContext, wanted: CapabilityType, assignment: RequirementAssignment
    ) -> bool:
        name = assignment.capability
        if name is not None and name.text in candidate.slots:
            return wanted.ref.name in candidate.slots[name.text].type.ref.lineage
        return any(
            wanted.ref.name in slot.type.ref.lineage and _accepts(slot, node) for slot in candidate.slots.values()
        )

    def _report_unmatched(
        self,
        assignment: RequirementAssignment,
        slot: RequirementSlot,
        wanted: TypeRef | None,
        capability: CapabilityType | None,
    ) -> None:
        kind = f" of type {wanted.name}" if wanted else ""
        offer = f" that offers {capability.ref.name}" if capability else ""
        filtered = " and passes its filter" if assignment.node_filter or slot.node_filter else ""
        message = f"No node template{kind}{offer}{filtered} fulfils the requirement `{slot.name}`."
        help_text = "Add such a node template, or name the one that is meant."
        self._findings.error("TS604", message, assignment.span, assignment.path, help=help_text, spec=SPEC)

    def _capability(
        self,
        node: NodeContext,
        target: NodeContext,
        assignment: RequirementAssignment,
        slot: RequirementSlot,
        wanted: CapabilityType | None,
    ) -> CapabilitySlot | None:
        """The target's capability: by name where the assignment gives one, else the first that fits."""
        name = assignment.capability
        if name is not None and name.text in target.slots:
            found = target.slots[name.text]
            if slot.capability is not None and slot.capability.ref.name not in found.type.ref.lineage:
                self._report_wrong_capability(assignment, target, slot.capability, span_name=name)
                return None
            return found
        if name is not None and self._scope.get(CAPABILITY, name.text) is None:
            if not target.is_partial:
                self._report_no_capability(assignment, target, name)
            return None
        if wanted is None:
            return None
        fitting = [found for found in target.slots.values() if wanted.ref.name in found.type.ref.lineage]
        accepting = [found for found in fitting if _accepts(found, node)]
        if accepting:
            return accepting[0]
        if fitting:
            self._report_not_accepted(node, assignment, target, fitting[0])
            return fitting[0]
        if not target.is_partial:
            self._report_wrong_capability(assignment, target, wanted, assignment.target or assignment.name)
        return None

    def _report_no_capability(self, assignment: RequirementAssignment, target: NodeContext, name: Scalar) -> None:
        message = (
            f"The node template `{target.name}` has no capability `{name.text}`, and no capability type is named so."
        )
        help_text = nearest(name.text, target.slots)
        path = (*assignment.path, "capability")
        self._findings.error("TS605", message, span_of(name), path, help=help_text, spec=SPEC)

    def _report_wrong_capability(
        self, assignment: RequirementAssignment, target: NodeContext, wanted: CapabilityType, span_name: Scalar
    ) -> None:
        message = (
            f"The requirement `{assignment.name.text}` asks for a capability of type {wanted.ref.name}, "
            f"which `{target.name}` does not offer."
        )
        fitting = [name for name, node in self._nodes.items() if _first_slot(node, wanted)]
        help_text = nearest(target.name, fitting) or "Name a node template that offers it."
        related = (Related(f"`{target.name}` is defined here.", target.template.span),)
        self._findings.error(
            "TS603", message, span_of(span_name), assignment.path, help=help_text, spec=SPEC, related=related
        )

    def _report_not_accepted(
        self, node: NodeContext, assignment: RequirementAssignment, target: NodeContext, slot: CapabilitySlot
    ) -> None:
        accepted = ", ".join(slot.valid_sources)
        own = node.type.ref.name if node.type else node.name
        message = f"The capability `{slot.name}` of `{target.name}` accepts {accepted} only, not {own}."
        help_text = "Name a node template whose capability accepts this type."
        place = span_of(assignment.target or assignment.name)
        self._findings.warning("TS606", message, place, assignment.path, help=help_text, spec="3.7.2")

    def _relationship(
        self,
        node: NodeContext,
        target: NodeContext,
        assignment: RequirementAssignment,
        slot: RequirementSlot,
        capability: CapabilitySlot | None,
    ) -> tuple[RelationshipType | None, EdgeContext]:
        """The relationship: a template's or a type's name, else what the node type says."""
        written = assignment.relationship
        path = (*assignment.path, "relationship")
        name = written.type if written is not None else None
        found, template = slot.relationship, None
        if name is not None:
            template = self._relationships.get(name.text)
            found = self._named_relationship(name, template, path)
            if found is not None and slot.relationship is not None:
                found = self._derived(found, slot.relationship, name, path)
        elif found is None and not slot.is_partial:
            found = self._implied(capability, assignment)
        own = written.properties if written is not None else {}
        assigned = {**(template.properties if template else {}), **own}
        where = template.path if template is not None and not own else path
        bag = Bag(
            f"The relationship type {found.ref.name}" if found else "The relationship",
            found.properties if found else {},
            assigned,
            (*where, "properties"),
            name if name is not None else assignment.name,
            found is None or found.is_partial,
            found.attributes if found else {},
            template.attributes if template else {},
        )
        edge = EdgeContext(found, bag, node, target)
        bag.holder = edge
        return found, edge

    def _implied(self, capability: CapabilitySlot | None, assignment: RequirementAssignment) -> RelationshipType | None:
        """The normative relationship for a capability, where neither the type nor the template names one."""
        lineage = capability.type.ref.lineage if capability is not None else ()
        name = next((relationship for offered, relationship in _IMPLIED if offered in lineage), _ROOT)
        at = assignment.name
        return self._types.relationship(Scalar(name, True, at.start, at.end), self._scope, assignment.path)

    def _named_relationship(
        self, name: Scalar, template: RelationshipTemplate | None, path: Path
    ) -> RelationshipType | None:
        if template is not None:
            if template.type is None:
                return None
            return self._types.relationship(template.type, self._scope, (*template.path, "type"))
        if self._scope.get(RELATIONSHIP, name.text) is None and self._relationships:
            message = f"There is no relationship template and no relationship type `{name.text}`."
            legal = [*self._relationships, *self._scope.names(RELATIONSHIP)]
            self._findings.error("TS607", message, span_of(name), path, help=nearest(name.text, legal), spec=SPEC)
            return None
        return self._types.relationship(name, self._scope, path)

    def _derived(self, found: RelationshipType, wanted: RelationshipType, name: Scalar, path: Path) -> RelationshipType:
        """The relationship type that is found if it is what the requirement asks for, else what it asks for."""
        if wanted.ref.name in found.ref.lineage or found.is_partial:
            return found
        message = f"The requirement asks for a relationship of type {wanted.ref.name}, but this is {found.ref.name}."
        help_text = f"Use {wanted.ref.name} or a type derived from it."
        self._findings.error("TS607", message, span_of(name), path, help=help_text, spec=SPEC)
        return wanted

    def _check_target_type(
        self, relationship: RelationshipType, capability: CapabilitySlot, assignment: RequirementAssignment
    ) -> None:
        legal = relationship.valid_targets
        if not legal or relationship.is_partial or any(name in capability.type.ref.lineage for name in legal):
            return
        written = assignment.relationship
        place = written.type if written is not None and written.type is not None else assignment.name
        message = (
            f"A relationship of type {relationship.ref.name} leads to {' or '.join(legal)}, "
            f"but the capability is {capability.type.ref.name}."
        )
        help_text = "Choose a relationship type that fits the capability."
        self._findings.error("TS608", message, span_of(place), assignment.path, help=help_text, spec="3.7.10")


def _is_node_of(node: NodeContext, wanted: TypeRef | None) -> bool:
    return wanted is None or (node.type is not None and wanted.name in node.type.ref.lineage)


def _first_slot(node: NodeContext, wanted: CapabilityType) -> CapabilitySlot | None:
    return next((slot for slot in node.slots.values() if wanted.ref.name in slot.type.ref.lineage), None)


def _accepts(slot: CapabilitySlot, source: NodeContext) -> bool:
    """Whether a capability may be used by a node (``valid_source_types``)."""
    if not slot.valid_sources or source.type is None or source.type.is_partial:
        return True
    return any(name in source.type.ref.lineage for name in slot.valid_sources)
