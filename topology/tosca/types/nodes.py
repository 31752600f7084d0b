"""Node types: capabilities and requirements with what they inherit and refine.

Simple Profile 1.3, 3.7.2, 3.7.3 and 3.7.9; TOSCA 2.0, 7.1, 8.2 and 8.4.
"""

from typing import TYPE_CHECKING

from topology.record import replace
from topology.tosca.dialect import V1_3
from topology.tosca.findings import Path
from topology.tosca.grammar.artifact_definition import complete
from topology.tosca.grammar.capability_definition import CapabilityDefinition
from topology.tosca.grammar.node_type import NodeType as NodeTypeDefinition
from topology.tosca.grammar.property_definition import PropertyDefinition
from topology.tosca.grammar.requirement_definition import RelationshipDefinition, RequirementDefinition
from topology.tosca.tree import Scalar, span_of
from topology.tosca.types.kinds import CAPABILITY, NODE, RELATIONSHIP
from topology.tosca.types.model import (
    SOURCE_KEY,
    CapabilitySlot,
    CapabilityType,
    NodeType,
    RelationshipType,
    RequirementSlot,
)
from topology.tosca.types.refinement import check_derives, check_range, refining
from topology.tosca.types.scope import Entry, Scope
from topology.values.type_ref import TypeRef

if TYPE_CHECKING:
    from topology.tosca.grammar.node_filter import NodeFilter
    from topology.tosca.types.types import Types


class NodeTypes:
    """Adds to node types what they write themselves."""

    def __init__(self, types: "Types") -> None:
        self._types = types

    def extend(self, built: NodeType) -> NodeType:
        """A node type, which begins as a copy of its parent, with what it adds and refines itself."""
        definition, scope, data = built.entry.definition, built.entry.scope, self._types.data
        assert isinstance(definition, NodeTypeDefinition)
        built.properties = data.properties(definition.properties, scope, built.properties)
        built.attributes = data.properties(definition.attributes, scope, built.attributes)
        built.interfaces = self._types.interfaces(definition.interfaces, scope, built.interfaces)
        built.capabilities = dict(built.capabilities)
        for name, capability in definition.capabilities.items():
            slot = self._capability(capability, scope, built.capabilities.get(name))
            if slot is None:
                built.is_partial = True
            else:
                built.capabilities[name] = slot
        built.requirements = dict(built.requirements)
        for requirement in definition.requirements:
            name = requirement.name.text
            built.requirements[name] = self._requirement(requirement, scope, built.requirements.get(name))
        self._extend_artifacts(built, definition)
        return built

    def _extend_artifacts(self, built: NodeType, definition: NodeTypeDefinition) -> None:
        built.artifacts = dict(built.artifacts)
        for name, artifact in definition.artifacts.items():
            inherited = built.artifacts.get(name) if built.scope.dialect.is_simple else None
            whole = complete(self._types.findings, artifact, inherited[0] if inherited else None)
            built.artifacts[name] = whole, built.entry.scope

    def _capability(
        self, definition: CapabilityDefinition, scope: Scope, parent: CapabilitySlot | None
    ) -> CapabilitySlot | None:
        types, path = self._types, definition.path
        if definition.type is not None:
            capability = types.capability(definition.type, scope, (*path, "type"))
        else:
            capability = parent.type if parent else None
            if parent is None:
                self._report_missing(definition, "type", "3.7.2")
        if capability is None:
            return None
        if parent is not None and scope.dialect.order >= V1_3:
            self._check_type(definition, capability.ref, parent.type.ref, is_partial=capability.is_partial)
        properties = {**(parent.properties if parent else {}), **capability.properties}
        if parent is not None and parent.type is capability:
            properties = parent.properties
        refined, attributes = self._refining(definition, capability, scope)
        sources, relationships = self._valid_users(definition, scope, parent, capability)
        usual = (1, None) if scope.dialect.is_simple else (0, None)
        inherited = parent.occurrences if parent else usual
        return CapabilitySlot(
            definition.name.text,
            capability,
            types.data.properties(refined, scope, properties),
            types.data.properties(attributes, scope, capability.attributes),
            sources,
            definition.occurrences or inherited,
            relationships,
        )

    def _refining(
        self,
        definition: CapabilityDefinition | RelationshipDefinition,
        of: CapabilityType | RelationshipType,
        scope: Scope,
    ) -> tuple[dict[str, PropertyDefinition], dict[str, PropertyDefinition]]:
        """TOSCA 2.0, 8.2 and 8.4: properties and attributes of the type are refined, and none are added."""
        names = self._types.names
        properties = refining(names, definition.properties, of.properties, of, scope, what="property")
        return properties, refining(names, definition.attributes, of.attributes, of, scope, what="attribute")

    def _valid_users(
        self,
        definition: CapabilityDefinition,
        scope: Scope,
        parent: CapabilitySlot | None,
        capability: CapabilityType,
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The node types and the relationship types that may use a capability. In 2.0 its type limits both (8.2.1)."""
        is_simple, path = scope.dialect.is_simple, definition.path
        legal = parent if parent is not None and is_simple else capability
        sources = self._types.narrowed(
            NODE, definition.valid_source_types, legal.valid_sources, scope, (*path, SOURCE_KEY[is_simple])
        )
        listed, path = definition.valid_relationship_types, (*path, "valid_relationship_types")
        relationships = self._types.narrowed(RELATIONSHIP, listed, legal.valid_relationships, scope, path)
        return sources, relationships

    def _requirement(
        self, definition: RequirementDefinition, scope: Scope, parent: RequirementSlot | None
    ) -> RequirementSlot:
        usual = (1, 1) if scope.dialect.is_simple else (0, None)
        slot = RequirementSlot(
            definition.name.text,
            parent.capability if parent else None,
            parent.node if parent else None,
            parent.relationship if parent else None,
            definition.occurrences or (parent.occurrences if parent else usual),
            _filters(definition, scope, parent.node_filters if parent else ()),
            definition.span,
            parent.is_partial if parent else False,
            parent.capability_name if parent else None,
            parent.node_entry if parent else None,
        )
        self._set_node(slot, definition, scope)
        self._set_capability(slot, definition, scope, parent)
        if scope.dialect.is_simple and definition.node_type is None and definition.capability is not None:
            self._drop_node_without(slot)
        self._set_relationship(slot, definition, scope)
        if parent is not None and not scope.dialect.is_simple:
            self._check_refinement(slot, definition, parent)
        return slot

    def _set_node(self, slot: RequirementSlot, definition: RequirementDefinition, scope: Scope) -> None:
        if definition.node_type is not None:
            names = self._types.names
            node = names.find(NODE, definition.node_type, scope, (*definition.path, "node"))
            slot.node, slot.node_entry = names.lineage(node).ref() if node is not None else None, node
            slot.is_partial = slot.is_partial or node is None or names.lineage(node).is_partial

    def _drop_node_without(self, slot: RequirementSlot) -> None:
        """1.x has no rule for a requirement that is written again. An inherited node type counts on as long as it
        offers the capability that is now asked for."""
        if slot.node_entry is not None and not self._offers(slot.node_entry, slot.capability):
            slot.node = slot.node_entry = None

    def _offers(self, node: Entry, capability: CapabilityType | None) -> bool:
        """Whether a node type has a capability of a type, or one whose type is not known."""
        names = self._types.names
        lineage = names.lineage(node)
        if capability is None or lineage.is_partial:
            return True
        offered = (
            entry.scope.get(CAPABILITY, offer.type.text)
            for entry in lineage.entries
            if isinstance(entry.definition, NodeTypeDefinition)
            for offer in entry.definition.capabilities.values()
            if offer.type is not None
        )
        return any(each is None or capability.ref.name in names.lineage(each).ref().lineage for each in offered)

    def _set_capability(
        self, slot: RequirementSlot, definition: RequirementDefinition, scope: Scope, parent: RequirementSlot | None
    ) -> None:
        name = definition.capability
        if parent is not None and parent.capability_name is not None:
            if name is not None and name.text != parent.capability_name:
                self._report_symbol(name, parent.capability_name, (*definition.path, "capability"))
        elif name is not None:
            named = None if scope.dialect.is_simple else self._capability_of(slot.node_entry, name, scope)
            slot.capability_name = name.text if named is not None else None
            slot.capability = named or self._types.capability(name, scope, (*definition.path, "capability"))
            slot.is_partial = slot.is_partial or slot.capability is None
        elif parent is None:
            self._report_missing(definition, "capability", "3.7.3")
            slot.is_partial = True

    def _capability_of(self, node: Entry | None, name: Scalar, scope: Scope) -> CapabilityType | None:
        """TOSCA 2.0, 8.4: the capability of the wanted node type that is meant by its symbolic name."""
        types = self._types
        if node is None or scope.get(CAPABILITY, name.text) is not None:
            return None
        for entry in types.names.lineage(node).entries:
            assert isinstance(entry.definition, NodeTypeDefinition)
            found = entry.definition.capabilities.get(name.text)
            if found is not None and found.type is not None:
                return types.capability(found.type, entry.scope, (*found.path, "type"))
        return None

    def _report_symbol(self, name: Scalar, inherited: str, path: Path) -> None:
        """TOSCA 2.0, 8.4.1: a capability that is named by its symbol stays the same."""
        message = f"The inherited requirement asks for the capability `{inherited}` by its name, which stays the same."
        help_text = f"Leave `capability` out, or write `{inherited}`."
        self._types.findings.error("TS407", message, span_of(name), path, help=help_text, spec="2.0:8.4.1")

    def _set_relationship(self, slot: RequirementSlot, definition: RequirementDefinition, scope: Scope) -> None:
        written = definition.relationship
        if written is not None and written.type is not None:
            path = (*definition.path, "relationship")
            slot.relationship = self._types.relationship(written.type, scope, path)
            slot.is_partial = slot.is_partial or slot.relationship is None
        if written is not None and slot.relationship is not None:
            slot.relationship = self._refined(slot.relationship, written, scope)

    def _refined(self, found: RelationshipType, written: RelationshipDefinition, scope: Scope) -> RelationshipType:
        """A relationship type as a requirement's definition refines it."""
        if not (written.interfaces or written.properties or written.attributes):
            return found
        data = self._types.data
        properties, attributes = self._refining(written, found, scope)
        return replace(
            found,
            properties=data.properties(properties, scope, found.properties),
            attributes=data.properties(attributes, scope, found.attributes),
            interfaces=self._types.interfaces(written.interfaces, scope, found.interfaces),
        )

    def _check_refinement(
        self, slot: RequirementSlot, definition: RequirementDefinition, parent: RequirementSlot
    ) -> None:
        """TOSCA 2.0, 8.4.1: types may be exchanged for derived ones, and the range may become narrower."""
        findings, path, name = self._types.findings, definition.path, definition.name
        check_range(findings, name, slot.occurrences, parent.occurrences, (*path, "count_range"))
        if slot.is_partial or parent.is_partial:
            return
        derives = True
        if slot.node is not None and parent.node is not None:
            derives = check_derives(findings, definition.node_type or name, slot.node, parent.node, path)
        if slot.capability is not None and parent.capability is not None:
            at = definition.capability or name
            derives &= check_derives(findings, at, slot.capability.ref, parent.capability.ref, path)
        if derives and definition.node_type is not None and slot.node_entry is not None:
            self._check_offers(definition.node_type, slot.node_entry, slot.capability, (*path, "node"))
        if slot.relationship is not None and parent.relationship is not None:
            at = (definition.relationship.type if definition.relationship else None) or name
            check_derives(findings, at, slot.relationship.ref, parent.relationship.ref, path)

    def _check_offers(self, name: Scalar, node: Entry, capability: CapabilityType | None, path: Path) -> None:
        """TOSCA 2.0, 8.4.1: the node type of a refined requirement has a capability that fulfils it (TS412)."""
        if capability is None or self._offers(node, capability):
            return
        message = f"The node type {node.name} has no capability of type {capability.ref.name}."
        help_text = "Name a node type that offers what the requirement asks for."
        self._types.findings.error("TS412", message, span_of(name), path, help=help_text, spec="2.0:8.4.1")

    def _report_missing(
        self, definition: CapabilityDefinition | RequirementDefinition, keyname: str, spec: str
    ) -> None:
        message = f"The definition of `{definition.name.text}` needs the keyname `{keyname}`."
        help_text = f"Add `{keyname}:`."
        self._types.findings.error("TS302", message, definition.span, definition.path, help=help_text, spec=spec)

    def _check_type(
        self, definition: CapabilityDefinition, own: TypeRef, inherited: TypeRef, *, is_partial: bool
    ) -> None:
        """An inherited capability is refined by a derived type (TS407). Versions before 1.3 do not say so."""
        if is_partial or inherited.name in own.lineage:
            return
        name = definition.name.text
        message = f"The inherited capability `{name}` is of type {inherited.name}; {own.name} does not derive from it."
        help_text = f"Use {inherited.name} or a type derived from it."
        self._types.findings.error("TS407", message, definition.span, definition.path, help=help_text, spec="3.7.2")


def _filters(
    definition: RequirementDefinition, scope: Scope, inherited: "tuple[NodeFilter, ...]"
) -> "tuple[NodeFilter, ...]":
    """TOSCA 2.0, 8.4.1: a filter counts in addition to the inherited ones. In 1.x it stands for them."""
    own = definition.node_filter
    if own is None:
        return inherited
    return (own,) if scope.dialect.is_simple else (own, *inherited)
