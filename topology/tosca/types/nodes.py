"""Node types: capabilities and requirements with what they inherit and refine.

Simple Profile 1.3, 3.7.2, 3.7.3 and 3.7.9; TOSCA 2.0, 7.1, 8.2 and 8.4.
"""

from typing import TYPE_CHECKING

from topology.tosca.grammar.artifact_definition import complete
from topology.tosca.grammar.capability_definition import CapabilityDefinition
from topology.tosca.grammar.node_type import NodeType as NodeTypeDefinition
from topology.tosca.grammar.requirement_definition import RequirementDefinition
from topology.tosca.types.kinds import NODE
from topology.tosca.types.model import CapabilitySlot, NodeType, RequirementSlot
from topology.tosca.types.scope import Scope

if TYPE_CHECKING:
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
        if parent is not None and parent.type.ref.name not in capability.ref.lineage and not capability.is_partial:
            self._report_not_derived(definition, capability.ref.name, parent.type.ref.name)
        properties = {**(parent.properties if parent else {}), **capability.properties}
        if parent is not None and parent.type is capability:
            properties = parent.properties
        sources = parent.valid_sources if parent else capability.valid_sources
        if definition.valid_source_types is not None:
            listed = definition.valid_source_types
            sources = types.type_names(NODE, listed, scope, (*path, "valid_source_types"))
        usual = (1, None) if scope.dialect.is_simple else (0, None)
        inherited = parent.occurrences if parent else usual
        return CapabilitySlot(
            definition.name.text,
            capability,
            types.data.properties(definition.properties, scope, properties),
            types.data.properties(definition.attributes, scope, capability.attributes),
            sources,
            definition.occurrences or inherited,
        )

    def _requirement(
        self, definition: RequirementDefinition, scope: Scope, parent: RequirementSlot | None
    ) -> RequirementSlot:
        types, path = self._types, definition.path
        usual = (1, 1) if scope.dialect.is_simple else (0, None)
        slot = RequirementSlot(
            definition.name.text,
            parent.capability if parent else None,
            parent.node if parent else None,
            parent.relationship if parent else None,
            definition.occurrences or (parent.occurrences if parent else usual),
            definition.node_filter or (parent.node_filter if parent else None),
            definition.span,
            parent.is_partial if parent else False,
        )
        if definition.capability is not None:
            slot.capability = types.capability(definition.capability, scope, (*path, "capability"))
            slot.is_partial = slot.is_partial or slot.capability is None
        elif parent is None:
            self._report_missing(definition, "capability", "3.7.3")
            slot.is_partial = True
        if definition.node_type is not None:
            node = types.names.find(NODE, definition.node_type, scope, (*path, "node"))
            slot.node = types.names.lineage(node).ref() if node is not None else None
            slot.is_partial = slot.is_partial or slot.node is None
        relationship = definition.relationship
        if relationship is not None and relationship.type is not None:
            slot.relationship = types.relationship(relationship.type, scope, (*path, "relationship"))
            slot.is_partial = slot.is_partial or slot.relationship is None
        return slot

    def _report_missing(
        self, definition: CapabilityDefinition | RequirementDefinition, keyname: str, spec: str
    ) -> None:
        message = f"The definition of `{definition.name.text}` needs the keyname `{keyname}`."
        help_text = f"Add `{keyname}:`."
        self._types.findings.error("TS302", message, definition.span, definition.path, help=help_text, spec=spec)

    def _report_not_derived(self, definition: CapabilityDefinition, name: str, parent: str) -> None:
        message = (
            f"The inherited capability `{definition.name.text}` is of type {parent}; {name} does not derive from it."
        )
        help_text = f"Use {parent} or a type derived from it."
        self._types.findings.error("TS407", message, definition.span, definition.path, help=help_text, spec="3.7.2")
