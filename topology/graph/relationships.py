"""The relationship of a requirement: Simple Profile 1.3, 3.7.10 and 3.8.2; TOSCA 2.0, 7.3 and 8.5."""

from collections.abc import Collection, Mapping

from topology.graph.context import Assigned, Bag, EdgeContext, NodeContext
from topology.graph.wanted import Wanted
from topology.tosca.findings import nearest
from topology.tosca.grammar.reading import NOTHING
from topology.tosca.grammar.relationship_template import KEYS, RelationshipTemplate
from topology.tosca.grammar.requirement_assignment import KEYS as REQUIREMENT_KEYS
from topology.tosca.grammar.requirement_assignment import (
    RELATIONSHIP_KEYS,
    RelationshipAssignment,
    RequirementAssignment,
)
from topology.tosca.grammar.unread import is_unread, lacks_properties
from topology.tosca.tree import MappingNode, Scalar, scalar, span_of
from topology.tosca.types.kinds import RELATIONSHIP
from topology.tosca.types.model import CapabilitySlot, RelationshipType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.values.type_ref import TypeRef

SPEC = "3.8.2"

_ROOT = "tosca.relationships.Root"
_IMPLIED = (
    ("tosca.capabilities.network.Linkable", "tosca.relationships.network.LinksTo"),
    ("tosca.capabilities.network.Bindable", "tosca.relationships.network.BindsTo"),
    ("tosca.capabilities.Container", "tosca.relationships.HostedOn"),
    ("tosca.capabilities.Endpoint", "tosca.relationships.ConnectsTo"),
    ("tosca.capabilities.Node", "tosca.relationships.DependsOn"),
)
"""What a capability is reached by where nobody says it. An attachment needs a location, so it has to be written."""


class Relationships:
    """Finds the relationships of requirements."""

    def __init__(self, types: Types, scope: Scope, templates: Mapping[str, RelationshipTemplate]) -> None:
        self._types = types
        self._findings = types.findings
        self._scope = scope
        self._templates = templates

    def find(self, wanted: Wanted, target: NodeContext | None, capability: CapabilitySlot | None) -> EdgeContext:
        """The relationship with its values, checked against both of its ends.

        The target is None where it is chosen at deployment.
        """
        edge = self.assigned(wanted, target, capability)
        if edge.type is not None:
            if capability is not None:
                self._check_target(edge.type, capability, wanted)
            self._check_ends(edge.type, target, wanted)
        return edge

    def assigned(self, wanted: Wanted, target: NodeContext | None, capability: CapabilitySlot | None) -> EdgeContext:
        """The relationship with its values: a template's or a type's, else what the node type says."""
        written = wanted.assignment.relationship
        path = (*wanted.assignment.path, "relationship")
        name = written.type if written is not None else None
        template = self.template_of(wanted.assignment) if name is not None else None
        found = self._type(wanted, name, template) if name is not None else wanted.slot.relationship
        if found is None and name is None and not wanted.slot.is_partial:
            found = self._implied(wanted, capability)
        own = written.properties if written is not None else NOTHING
        bag = Bag(
            f"The relationship type {found.ref.name}" if found else "The relationship",
            found.properties if found else NOTHING,
            {**template.properties, **own} if template is not None else own,
            (*(template.path if template is not None and not own else path), "properties"),
            name if name is not None else wanted.assignment.name,
            found is None or found.is_partial or _is_unread(wanted.assignment, template),
            found.attributes if found else NOTHING,
            _attributes(template, written) if written is not None else NOTHING,
        )
        name_of_capability = capability.name if capability is not None else None
        edge = EdgeContext(found, bag, wanted.node, target, name_of_capability, wanted.index)
        bag.holder = edge
        return edge

    def template_of(self, assignment: RequirementAssignment) -> RelationshipTemplate | None:
        """The relationship template that an assignment names; since 2.0 as one word, that names no type (8.5.2)."""
        name = assignment.relationship.type if assignment.relationship is not None else None
        if name is None or not self._may_be_template(assignment):
            return None
        if not self._scope.dialect.is_simple and self._scope.get(RELATIONSHIP, name.text) is not None:
            return None
        return self._templates.get(name.text)

    def _may_be_template(self, assignment: RequirementAssignment) -> bool:
        written = assignment.relationship
        return bool(self._templates) and (self._scope.dialect.is_simple or written is None or not written.is_long)

    def tentative(self, wanted: Wanted, target: NodeContext, capability: CapabilitySlot | None) -> EdgeContext:
        """The relationship as a node filter's condition sees it, whose own values nobody has asked for yet."""
        bag = Bag("", {}, {}, wanted.path, wanted.assignment.name, True)
        found = wanted.slot.relationship
        edge = EdgeContext(found, bag, wanted.node, target, capability.name if capability else None, wanted.index)
        bag.holder = edge
        return edge

    def _type(self, wanted: Wanted, name: Scalar, template: RelationshipTemplate | None) -> RelationshipType | None:
        """The named type, or what the requirement asks for where the named one does not fit (TS607)."""
        found = self._named(wanted, name, template)
        asked = wanted.slot.relationship
        if found is None or asked is None or found.is_partial or asked.ref.name in found.ref.lineage:
            return found
        message = f"The requirement asks for a relationship of type {asked.ref.name}, but this is {found.ref.name}."
        help_text = f"Use {asked.ref.name} or a type derived from it."
        path = (*wanted.path, "relationship")
        self._findings.error("TS607", message, span_of(name), path, help=help_text, spec=SPEC)
        return asked

    def _named(self, wanted: Wanted, name: Scalar, template: RelationshipTemplate | None) -> RelationshipType | None:
        path = (*wanted.path, "relationship")
        if template is not None:
            if template.type is None:
                return None
            return self._types.relationship(template.type, self._scope, (*template.path, "type"))
        if self._may_be_template(wanted.assignment) and self._scope.get(RELATIONSHIP, name.text) is None:
            message = f"There is no relationship template and no relationship type `{name.text}`."
            legal = [*self._templates, *self._scope.names(RELATIONSHIP)]
            self._findings.error("TS607", message, span_of(name), path, help=nearest(name.text, legal), spec=SPEC)
            return None
        return self._types.relationship(name, self._scope, path)

    def _implied(self, wanted: Wanted, capability: CapabilitySlot | None) -> RelationshipType | None:
        """The type where nothing names one; 2.0 has none of its own, so it is known only where it is imported."""
        offered = capability.type if capability is not None else wanted.capability
        lineage = offered.ref.lineage if offered is not None else ()
        name = next((relationship for name, relationship in _IMPLIED if name in lineage), _ROOT)
        if not self._scope.dialect.is_simple and self._scope.get(RELATIONSHIP, name) is None:
            return None
        at = wanted.assignment.name
        return self._types.relationship(scalar(name, True, at.start, at.end), self._scope, wanted.path)

    def _check_target(self, relationship: RelationshipType, capability: CapabilitySlot, wanted: Wanted) -> None:
        if relationship.is_partial:
            return
        found, accepted = capability.type.ref, capability.valid_relationships
        if relationship.valid_targets and not _is_one_of(found, relationship.valid_targets):
            what = f"leads to {' or '.join(relationship.valid_targets)}, but the capability is {found.name}"
        elif accepted and not _is_one_of(relationship.ref, accepted):
            what = f"does not fit the capability `{capability.name}`, which accepts {' or '.join(accepted)}"
        else:
            return
        self._report_unfit(relationship, what, "Choose a relationship type that fits the capability.", wanted)

    def _check_ends(self, relationship: RelationshipType, target: NodeContext | None, wanted: Wanted) -> None:
        """TOSCA 2.0, 7.3: the node types at both ends, where the relationship type limits them."""
        if relationship.is_partial:
            return
        source = wanted.node.type
        legal = relationship.valid_sources
        if legal and source is not None and not source.is_partial and not _is_one_of(source.ref, legal):
            what = f"begins at {' or '.join(legal)}, but `{wanted.node.name}` is {source.ref.name}"
            self._report_unfit(relationship, what, "Choose a relationship type that fits the node.", wanted)
        found, legal = target.type if target is not None else None, relationship.valid_target_nodes
        if legal and target and found is not None and not found.is_partial and not _is_one_of(found.ref, legal):
            what = f"leads to {' or '.join(legal)}, but `{target.name}` is {found.ref.name}"
            self._report_unfit(relationship, what, "Choose a relationship type that fits the target.", wanted)

    def _report_unfit(self, relationship: RelationshipType, what: str, help_text: str, wanted: Wanted) -> None:
        written = wanted.assignment.relationship
        at = written.type if written is not None and written.type is not None else wanted.assignment.name
        message = f"A relationship of type {relationship.ref.name} {what}."
        self._findings.error("TS608", message, span_of(at), wanted.path, help=help_text, spec="3.7.10")


def _attributes(template: RelationshipTemplate | None, written: RelationshipAssignment) -> Assigned:
    """What a relationship template assigns to attributes, and what its requirement does, which wins."""
    own = written.attributes
    return {**template.attributes, **own} if template is not None and template.attributes else own


def _is_unread(assignment: RequirementAssignment, template: RelationshipTemplate | None) -> bool:
    """Whether the relationship or its properties are written, and could not be read."""
    written = assignment.relationship
    if written is None:
        return is_unread(assignment.node, "relationship", MappingNode, REQUIREMENT_KEYS.readers)
    return lacks_properties(written, RELATIONSHIP_KEYS.readers) or (
        template is not None and lacks_properties(template, KEYS.readers)
    )


def _is_one_of(found: TypeRef, legal: Collection[str]) -> bool:
    """Whether a type is, or derives from, one of a list."""
    return any(map(found.lineage.__contains__, legal))
