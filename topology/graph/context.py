"""What is known of the templates while the graph is built: their types, and their values when first asked for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from topology.graph.kinds import is_hosting
from topology.graph.model import OpenRequirement
from topology.record import Record, field
from topology.tosca.findings import Path
from topology.tosca.grammar.node_template import NodeTemplate
from topology.tosca.grammar.reading import NOTHING
from topology.tosca.grammar.requirement_assignment import RequirementAssignment
from topology.tosca.tree import Node, Scalar
from topology.tosca.types.model import CapabilitySlot, GroupType, NodeType, PolicyType, Property, RelationshipType
from topology.values.type_ref import TypeRef
from topology.values.value import Value

if TYPE_CHECKING:
    from topology.graph.wanted import Wanted

Assigned: TypeAlias = Mapping[str, tuple[Scalar, Node]]


class Bag(Record):
    """The properties of one entity: their definitions, what is assigned, and the values found so far."""

    what: str
    definitions: Mapping[str, Property]
    assigned: Assigned
    path: Path
    at: Node
    is_partial: bool
    attributes: Mapping[str, Property] = NOTHING
    assigned_attributes: Assigned = NOTHING
    values: dict[str, Value] = field(default_factory=dict)
    holder: "Holder | None" = None


class NodeContext(Record):
    """A node template with its type (None where it is unknown) and its bags; ``name`` is the node's address.

    Where a template stands for several nodes, each has a context with its ``index``. ``is_existing`` tells that the
    node is only selected.
    """

    name: str
    template: NodeTemplate
    type: NodeType | None
    bag: Bag
    capabilities: dict[str, Bag] = field(default_factory=dict)
    matches: "list[Match] | None" = None
    is_matching: bool = False
    index: int = 0
    count: Value = 1
    is_existing: bool = False
    open: "list[Unmatched]" = field(default_factory=list)
    wanted: "list[Wanted]" = field(default_factory=list)

    @property
    def slots(self) -> Mapping[str, CapabilitySlot]:
        """The capabilities of the node's type by name; none where the type is unknown."""
        return self.type.capabilities if self.type is not None else {}

    @property
    def is_partial(self) -> bool:
        """Whether something of the node's type is unknown, so that a name may exist all the same."""
        return self.type is None or self.type.is_partial


class EdgeContext(Record):
    """A relationship while it is built; a relationship template of no requirement has neither source nor target.

    ``capability`` is the name of the target's capability, ``index`` the position among those of the requirement.
    """

    type: RelationshipType | None
    bag: Bag
    source: NodeContext | None = None
    target: NodeContext | None = None
    capability: str | None = None
    index: int = 0


Holder: TypeAlias = NodeContext | EdgeContext


class GroupContext(Record):
    """A group with its type (None where it is unknown)."""

    name: str
    type: GroupType | None
    bag: Bag


class PolicyContext(Record):
    """A policy with its type (None where it is unknown)."""

    name: str
    type: PolicyType | None
    bag: Bag


Entity: TypeAlias = Holder | GroupContext | PolicyContext
"""Whose properties can be asked for."""


class Match(Record):
    """A requirement that is fulfilled. ``capability`` is the name of the target's capability."""

    requirement: str
    index: int
    target: NodeContext
    capability: str | None
    relationship: RelationshipType | None
    assignment: RequirementAssignment
    edge: EdgeContext
    allocation: dict[str, Value] = field(default_factory=dict)
    order: int = 0

    def is_hosting(self) -> bool:
        """Whether the source runs on the target."""
        return self.relationship is not None and is_hosting(self.relationship.ref)


class Unmatched(Record):
    """A requirement that is left open, with the relationship that it will have."""

    requirement: OpenRequirement
    assignment: RequirementAssignment
    edge: EdgeContext


UNKNOWN_TYPE = TypeRef("", ())
