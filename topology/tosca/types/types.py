"""Types of every kind with everything that they inherit. The one place that later phases ask."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from topology.record import replace
from topology.tosca.findings import Findings, Path
from topology.tosca.grammar import artifact_type, capability_type, relationship_type
from topology.tosca.grammar.interface_definition import InterfaceDefinition
from topology.tosca.tree import Scalar
from topology.tosca.types.data import DataTypes
from topology.tosca.types.interfaces import InterfaceTypes
from topology.tosca.types.kinds import ARTIFACT, CAPABILITY, GROUP, INTERFACE, NODE, POLICY, RELATIONSHIP, Kind
from topology.tosca.types.model import (
    SOURCE_KEY,
    ArtifactType,
    CapabilityType,
    DataType,
    GroupType,
    InterfaceSlot,
    InterfaceType,
    NodeType,
    PolicyType,
    RelationshipType,
    Type,
)
from topology.tosca.types.nodes import NodeTypes
from topology.tosca.types.refinement import check_listed, check_triggers
from topology.tosca.types.resolve import Names
from topology.tosca.types.scope import Entry, Scope
from topology.values.type_ref import TypeRef

T = TypeVar("T", bound=Type)


class Types:
    """Resolves types by name or by entry. One per reading; what is resolved is kept.

    ``files`` has the scope of each file by its name, which tells the dialect of a part of a tree too.
    """

    def __init__(self, findings: Findings, files: Mapping[str, Scope] = MappingProxyType({})) -> None:
        self.findings = findings
        self.files = files
        self.names = Names(findings)
        self.data = DataTypes(self.names, files)
        self._resolved: dict[int, Any] = {}
        self._nodes = NodeTypes(self)
        self._interfaces = InterfaceTypes(self)

    def node(self, name: Scalar, scope: Scope, path: Path) -> NodeType | None:
        """The node type that a name means, or None where it is unknown."""
        return self._named(NODE, name, scope, path, self._build_node)

    def capability(self, name: Scalar, scope: Scope, path: Path) -> CapabilityType | None:
        """The capability type that a name means, or None where it is unknown."""
        return self._named(CAPABILITY, name, scope, path, self._build_capability)

    def relationship(self, name: Scalar, scope: Scope, path: Path) -> RelationshipType | None:
        """The relationship type that a name means, or None where it is unknown."""
        return self._named(RELATIONSHIP, name, scope, path, self._build_relationship)

    def interface(self, name: Scalar, scope: Scope, path: Path) -> InterfaceType | None:
        """The interface type that a name means, or None where it is unknown."""
        return self._named(INTERFACE, name, scope, path, self._build_interface)

    def artifact(self, name: Scalar, scope: Scope, path: Path) -> ArtifactType | None:
        """The artifact type that a name means, or None where it is unknown."""
        return self._named(ARTIFACT, name, scope, path, self._build_artifact)

    def group(self, name: Scalar, scope: Scope, path: Path) -> GroupType | None:
        """The group type that a name means, or None where it is unknown."""
        return self._named(GROUP, name, scope, path, self._build_group)

    def policy(self, name: Scalar, scope: Scope, path: Path) -> PolicyType | None:
        """The policy type that a name means, or None where it is unknown."""
        return self._named(POLICY, name, scope, path, self._build_policy)

    def resolve(self, entry: Entry) -> Type | DataType:
        """A declared type of any kind."""
        if entry.kind.section == "data_types":
            return self.data.resolve(entry)
        build: Mapping[str, Callable[[Entry], Type]] = {
            NODE.section: self._build_node,
            CAPABILITY.section: self._build_capability,
            RELATIONSHIP.section: self._build_relationship,
            INTERFACE.section: self._build_interface,
            ARTIFACT.section: self._build_artifact,
            GROUP.section: self._build_group,
            POLICY.section: self._build_policy,
        }
        return self._once(entry, build[entry.kind.section])

    def _named(self, kind: Kind, name: Scalar, scope: Scope, path: Path, build: Callable[[Entry], T]) -> T | None:
        entry = self.names.find(kind, name, scope, path)
        return None if entry is None else self._once(entry, build)

    def _once(self, entry: Entry, build: Callable[[Entry], T]) -> T:
        found: T | None = self._resolved.get(id(entry))
        if found is None:
            found = self._resolved[id(entry)] = build(entry)
        return found

    def _listed(self, kind: Kind, names: Iterable[Scalar], scope: Scope, path: Path) -> list[tuple[Scalar, Entry]]:
        """The types that are listed by name; unknown ones are reported and left out."""
        found = ((name, self.names.find(kind, name, scope, path)) for name in names)
        return [(name, entry) for name, entry in found if entry is not None]

    def narrowed(
        self, kind: Kind, names: Sequence[Scalar] | None, inherited: tuple[str, ...], scope: Scope, path: Path
    ) -> tuple[str, ...]:
        """The names of listed types, or the inherited list where none is written; a wider list is TS408."""
        if names is None:
            return inherited
        listed = self._listed(kind, names, scope, path)
        check_listed(self.names, listed, inherited, scope, path)
        return tuple(entry.name for _, entry in listed)

    def _begin(self, entry: Entry, make: Callable[[Entry, TypeRef, bool], T], build: Callable[[Entry], T]) -> T:
        """A type as it is inherited: a copy of its parent under its own name, or an empty one."""
        line = self.names.lineage(entry)
        if len(line.entries) == 1:
            return make(entry, line.ref(), line.is_partial)
        return replace(self._once(line.entries[1], build), entry=entry, ref=line.ref(), is_partial=line.is_partial)

    def _build_artifact(self, entry: Entry) -> ArtifactType:
        built, definition = self._begin(entry, ArtifactType, self._build_artifact), entry.definition
        assert isinstance(definition, artifact_type.ArtifactType)
        built.properties = self.data.properties(definition.properties, entry.scope, built.properties)
        built.file_extensions = tuple(definition.file_ext) or built.file_extensions
        return built

    def _build_policy(self, entry: Entry) -> PolicyType:
        from topology.tosca.grammar.policy_type import PolicyType as Definition  # noqa: PLC0415 - few have policies

        built, definition = self._begin(entry, PolicyType, self._build_policy), entry.definition
        assert isinstance(definition, Definition)
        built.properties = self.data.properties(definition.properties, entry.scope, built.properties)
        if definition.targets is not None:
            path = (*definition.path, "targets")
            built.targets = self._node_or_group_names(definition.targets, built.targets, entry.scope, path)
        check_triggers(self.names, entry)
        built.triggers = {**built.triggers, **definition.triggers}
        return built

    def _build_group(self, entry: Entry) -> GroupType:
        from topology.tosca.grammar.group_type import GroupType as Definition  # noqa: PLC0415 - few have groups

        built, definition = self._begin(entry, GroupType, self._build_group), entry.definition
        assert isinstance(definition, Definition)
        built.properties = self.data.properties(definition.properties, entry.scope, built.properties)
        built.attributes = self.data.properties(definition.attributes, entry.scope, built.attributes)
        if definition.members is not None:
            path = (*definition.path, "members")
            built.members = self._node_or_group_names(definition.members, built.members, entry.scope, path)
        built.interfaces = self.interfaces(definition.interfaces, entry.scope, built.interfaces)
        return built

    def _node_or_group_names(
        self, names: Iterable[Scalar], inherited: tuple[str, ...], scope: Scope, path: Path
    ) -> tuple[str, ...]:
        """Names that may be node types', group types' or capability types'; a wider list is TS408."""
        found: list[tuple[Scalar, Entry]] = []
        for name in names:
            entry = scope.get(GROUP, name.text) or scope.get(CAPABILITY, name.text)
            if scope.get(NODE, name.text) is not None or entry is None:
                entry = self.names.find(NODE, name, scope, path)
            if entry is not None:
                found.append((name, entry))
        check_listed(self.names, found, inherited, scope, path)
        return tuple(entry.name for _, entry in found)

    def _build_capability(self, entry: Entry) -> CapabilityType:
        built, definition = self._begin(entry, CapabilityType, self._build_capability), entry.definition
        assert isinstance(definition, capability_type.CapabilityType)
        built.properties = self.data.properties(definition.properties, entry.scope, built.properties)
        built.attributes = self.data.properties(definition.attributes, entry.scope, built.attributes)
        scope, path = entry.scope, (*definition.path, SOURCE_KEY[entry.scope.dialect.is_simple])
        built.valid_sources = self.narrowed(NODE, definition.valid_source_types, built.valid_sources, scope, path)
        legal, path = definition.valid_relationship_types, (*definition.path, "valid_relationship_types")
        built.valid_relationships = self.narrowed(RELATIONSHIP, legal, built.valid_relationships, scope, path)
        return built

    def _build_relationship(self, entry: Entry) -> RelationshipType:
        built, definition = self._begin(entry, RelationshipType, self._build_relationship), entry.definition
        assert isinstance(definition, relationship_type.RelationshipType)
        built.properties = self.data.properties(definition.properties, entry.scope, built.properties)
        built.attributes = self.data.properties(definition.attributes, entry.scope, built.attributes)
        built.interfaces = self.interfaces(definition.interfaces, entry.scope, built.interfaces)
        scope, at = entry.scope, definition.path
        keyname = "valid_target_types" if scope.dialect.is_simple else "valid_capability_types"
        legal = definition.valid_target_types
        built.valid_targets = self.narrowed(CAPABILITY, legal, built.valid_targets, scope, (*at, keyname))
        nodes, path = definition.valid_target_node_types, (*at, "valid_target_node_types")
        built.valid_target_nodes = self.narrowed(NODE, nodes, built.valid_target_nodes, scope, path)
        nodes, path = definition.valid_source_node_types, (*at, "valid_source_node_types")
        built.valid_sources = self.narrowed(NODE, nodes, built.valid_sources, scope, path)
        return built

    def _build_interface(self, entry: Entry) -> InterfaceType:
        return self._interfaces.extend(self._begin(entry, InterfaceType, self._build_interface))

    def _build_node(self, entry: Entry) -> NodeType:
        return self._nodes.extend(self._begin(entry, NodeType, self._build_node))

    def interfaces(
        self, definitions: Mapping[str, InterfaceDefinition], scope: Scope, inherited: Mapping[str, InterfaceSlot]
    ) -> dict[str, InterfaceSlot]:
        """Inherited interfaces of a node, relationship or group type with those of the next type."""
        return self._interfaces.slots(definitions, scope, inherited)
