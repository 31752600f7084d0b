"""The relationship that leads from a requirement to its target (sections 3.7.10 and 3.8.2)."""

from collections.abc import Mapping

from topology.graph.context import Bag, EdgeContext, NodeContext
from topology.graph.wanted import Wanted
from topology.tosca.findings import nearest
from topology.tosca.grammar.relationship_template import RelationshipTemplate
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.kinds import RELATIONSHIP
from topology.tosca.types.model import CapabilitySlot, RelationshipType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

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
        """The relationship with its values: a template's or a type's, else what the node type says.

        The target is None where it is chosen at deployment.
        """
        written = wanted.assignment.relationship
        path = (*wanted.path, "relationship")
        name = written.type if written is not None else None
        template = self._templates.get(name.text) if name is not None else None
        found = self._type(wanted, name, template) if name is not None else wanted.slot.relationship
        if found is None and name is None and not wanted.slot.is_partial:
            found = self._implied(wanted, capability)
        if found is not None and capability is not None:
            self._check_target(found, capability, wanted)
        own = written.properties if written is not None else {}
        bag = Bag(
            f"The relationship type {found.ref.name}" if found else "The relationship",
            found.properties if found else {},
            {**(template.properties if template else {}), **own},
            (*(template.path if template is not None and not own else path), "properties"),
            name if name is not None else wanted.assignment.name,
            found is None or found.is_partial,
            found.attributes if found else {},
            template.attributes if template else {},
        )
        name_of_capability = capability.name if capability is not None else None
        edge = EdgeContext(found, bag, wanted.node, target, name_of_capability, wanted.index)
        bag.holder = edge
        return edge

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
        if self._templates and self._scope.get(RELATIONSHIP, name.text) is None:
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
        return self._types.relationship(Scalar(name, True, at.start, at.end), self._scope, wanted.path)

    def _check_target(self, relationship: RelationshipType, capability: CapabilitySlot, wanted: Wanted) -> None:
        legal = relationship.valid_targets
        if not legal or relationship.is_partial or any(name in capability.type.ref.lineage for name in legal):
            return
        written = wanted.assignment.relationship
        at = written.type if written is not None and written.type is not None else wanted.assignment.name
        message = (
            f"A relationship of type {relationship.ref.name} leads to {' or '.join(legal)}, "
            f"but the capability is {capability.type.ref.name}."
        )
        help_text = "Choose a relationship type that fits the capability."
        self._findings.error("TS608", message, span_of(at), wanted.path, help=help_text, spec="3.7.10")
