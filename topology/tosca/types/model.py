"""Types with everything that they inherit. An ``is_partial`` type has an unknown ancestor, so that nothing can be
said about the names that it might have."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from topology.diagnostics.span import Span
from topology.record import Record, field
from topology.tosca.grammar.artifact_definition import ArtifactDefinition
from topology.tosca.grammar.interface_definition import InterfaceDefinition
from topology.tosca.grammar.operation_definition import OperationDefinition
from topology.tosca.grammar.property_definition import PropertyDefinition
from topology.tosca.tree import Node
from topology.tosca.types.scope import Entry, Scope
from topology.tosca.values.scalar_unit import Units
from topology.tosca.values.validation import Check
from topology.values.type_ref import TypeRef

if TYPE_CHECKING:
    from topology.tosca.grammar.node_filter import NodeFilter
    from topology.tosca.grammar.trigger_definition import TriggerDefinition

SOURCE_KEY = {True: "valid_source_types", False: "valid_source_node_types"}
"""What a list of node types that may be sources is called in 1.x, and what since 2.0."""


class Type(Record):
    """What all resolved types have."""

    entry: Entry
    ref: TypeRef
    is_partial: bool

    @property
    def scope(self) -> Scope:
        """The scope of the file that declares the type."""
        return self.entry.scope


class Schema(Record):
    """What a value must be: a type, constraints, and for maps and lists what their keys and entries must be."""

    type: "DataType"
    constraints: tuple[Check, ...] = ()
    key: "Schema | None" = None
    entry: "Schema | None" = None


class Property(Record):
    """A property, attribute or parameter; ``schema`` is None where its type is not known.

    ``is_final`` tells that its fixed value stays, whatever a template assigns.
    """

    name: str
    schema: Schema | None
    required: bool
    default: Node | None
    fixed: Node | None
    definition: PropertyDefinition
    is_secret: bool = False
    is_final: bool = False

    @property
    def fallback(self) -> Node | None:
        """What the property is when nothing is assigned: its fixed value or its default."""
        return self.fixed if self.fixed is not None else self.default

    @property
    def fallback_key(self) -> str:
        """The keyname behind which that stands."""
        return "default" if self.fixed is None else "value"

    @property
    def has_default(self) -> bool:
        """Whether there is a value when nothing is assigned."""
        return self.fixed is not None or self.default is not None


class Members(Record):
    """What a data type consists of; a scalar type of 2.0 of units and the type of its number."""

    properties: dict[str, Property] = field(default_factory=dict)
    constraints: tuple[Check, ...] = ()
    key: Schema | None = None
    entry: Schema | None = None
    units: Units | None = None
    number: Schema | None = None


class DataType(Record):
    """A data type. ``primitive`` names the simple type that it is or derives from; None for complex types.

    Its members are resolved when they are first asked for, since data types may contain each other to any depth.
    """

    name: str
    lineage: tuple[str, ...]
    primitive: str | None
    is_partial: bool = False
    is_secret: bool = False
    resolve: Callable[[], Members] = Members
    _members: Members | None = None

    @property
    def members(self) -> Members:
        """What the type consists of, resolved when it is first asked for."""
        if self._members is None:
            self._members = Members()
            self._members = self.resolve()
        return self._members

    @property
    def properties(self) -> dict[str, Property]:
        """The properties of a complex type by name."""
        return (self._members or self.members).properties

    @property
    def constraints(self) -> tuple[Check, ...]:
        """What values must fulfil, inherited constraints first."""
        return (self._members or self.members).constraints

    @property
    def key(self) -> Schema | None:
        """What the keys of a map must be; None for any text."""
        return (self._members or self.members).key

    @property
    def entry(self) -> Schema | None:
        """What the entries of a list or map must be; None for anything."""
        return (self._members or self.members).entry

    @property
    def units(self) -> Units | None:
        """The units of a scalar type of TOSCA 2.0."""
        return (self._members or self.members).units


class PropertyType(Type):
    """A type that has properties; all but data and interface types do."""

    properties: dict[str, Property] = field(default_factory=dict)


class ArtifactType(PropertyType):
    """An artifact type."""

    file_extensions: tuple[str, ...] = ()


class PolicyType(PropertyType):
    """A policy type; ``targets`` are the node and group types that it fits, empty for all."""

    targets: tuple[str, ...] = ()
    triggers: "dict[str, TriggerDefinition]" = field(default_factory=dict)


class AttributeType(PropertyType):
    """A type that has attributes too."""

    attributes: dict[str, Property] = field(default_factory=dict)


class GroupType(AttributeType):
    """A group type; ``members`` are the types that may be members, empty for all."""

    members: tuple[str, ...] = ()
    interfaces: "dict[str, InterfaceSlot]" = field(default_factory=dict)


class CapabilityType(AttributeType):
    """A capability type; ``valid_sources`` are the node types that may use it, empty for all.

    ``valid_relationships`` are the relationship types that may lead to it, empty for all.
    """

    valid_sources: tuple[str, ...] = ()
    valid_relationships: tuple[str, ...] = ()


OtherParameters = dict[tuple[str, str], dict[str, Property]]
"""Outputs of operations, and all parameters of notifications, by what they are and whose."""


class InterfaceType(Type):
    """An interface type with its operations, and the inputs of each by the operation's name."""

    inputs: dict[str, Property] = field(default_factory=dict)
    operations: dict[str, OperationDefinition] = field(default_factory=dict)
    operation_inputs: dict[str, dict[str, Property]] = field(default_factory=dict)
    notifications: frozenset[str] = frozenset()
    others: OtherParameters = field(default_factory=dict)


class InterfaceSlot(Record):
    """An interface of a type: the interface's type, and every definition of it, the most derived last.

    ``inputs`` are those of the interface, which all operations get; ``operation_inputs`` are each operation's own.
    ``others`` are all other parameters, of which the types are known and no values.
    """

    name: str
    type: InterfaceType | None
    definitions: tuple[InterfaceDefinition, ...]
    operations: frozenset[str]
    inputs: dict[str, Property] = field(default_factory=dict)
    operation_inputs: dict[str, dict[str, Property]] = field(default_factory=dict)
    others: OtherParameters = field(default_factory=dict)


class RelationshipType(AttributeType):
    """A relationship type; ``valid_targets`` are the capability types that it may lead to, empty for all.

    ``valid_target_nodes`` and ``valid_sources`` are the node types at its ends, empty for all.
    """

    interfaces: dict[str, InterfaceSlot] = field(default_factory=dict)
    valid_targets: tuple[str, ...] = ()
    valid_target_nodes: tuple[str, ...] = ()
    valid_sources: tuple[str, ...] = ()


class CapabilitySlot(Record):
    """A capability of a node type, with what the node type refines of the capability type."""

    name: str
    type: CapabilityType
    properties: dict[str, Property]
    attributes: dict[str, Property]
    valid_sources: tuple[str, ...]
    occurrences: tuple[int, int | None]
    valid_relationships: tuple[str, ...] = ()


class RequirementSlot(Record):
    """A requirement of a node type. What could not be resolved is None, with ``is_partial`` set.

    ``capability_name`` is the one capability of the target that is meant, where the definition names it by its symbol.
    """

    name: str
    capability: CapabilityType | None
    node: TypeRef | None
    relationship: RelationshipType | None
    occurrences: tuple[int, int | None]
    node_filters: "tuple[NodeFilter, ...]"
    span: Span
    is_partial: bool
    capability_name: str | None = None
    node_entry: Entry | None = None


class NodeType(AttributeType):
    """A node type."""

    capabilities: dict[str, CapabilitySlot] = field(default_factory=dict)
    requirements: dict[str, RequirementSlot] = field(default_factory=dict)
    interfaces: dict[str, InterfaceSlot] = field(default_factory=dict)
    artifacts: dict[str, tuple[ArtifactDefinition, Scope]] = field(default_factory=dict)
