"""One relationship that a node asks for while its target is looked for."""

from topology.diagnostics.span import Span
from topology.graph.context import NodeContext
from topology.record import Record
from topology.tosca.findings import Path
from topology.tosca.grammar.requirement_assignment import RequirementAssignment
from topology.tosca.tree import span_of
from topology.tosca.types.model import CapabilitySlot, CapabilityType, RequirementSlot


class Wanted(Record):
    """What a node's type asks for, what the template writes, and the capability type that both lead to.

    ``index`` is the relationship's position among those of the same requirement. ``is_implied`` says that nobody wrote
    the assignment: it stands for what the type's ``count_range`` asks at least (TOSCA 2.0, 8.5.4). ``order`` is that in
    which the node's relationships are listed. ``is_passed`` says that the relationship is that of the node for which
    this one stands, which was judged there.
    """

    node: NodeContext
    slot: RequirementSlot
    assignment: RequirementAssignment
    capability: CapabilityType | None
    index: int = 0
    is_optional: bool = False
    is_implied: bool = False
    order: int = 0
    is_passed: bool = False

    @property
    def path(self) -> Path:
        """Where in the template the requirement is assigned."""
        return self.assignment.path

    @property
    def place(self) -> Span:
        """Where the target is named, else where the requirement is."""
        return span_of(self.assignment.target or self.assignment.name)

    @property
    def may_be_outside(self) -> bool:
        """Whether a node that is not of this template may fulfil the requirement (TOSCA 2.0, 8.5.2)."""
        directives = self.assignment.directives
        return not directives or any(found.text == "external" for found in directives)

    @property
    def may_be_inside(self) -> bool:
        """Whether a node of this template may fulfil the requirement (TOSCA 2.0, 8.5.2)."""
        directives = self.assignment.directives
        return not directives or any(found.text == "internal" for found in directives)

    def is_accepted_by(self, slot: CapabilitySlot) -> bool:
        """Whether a capability may be used by this node (``valid_source_types``)."""
        own = self.node.type
        if self.is_passed or not slot.valid_sources or own is None or own.is_partial:
            return True
        return any(map(own.ref.lineage.__contains__, slot.valid_sources))
