"""One requirement of one node while its target is looked for."""

from topology.diagnostics.span import Span
from topology.graph.context import NodeContext
from topology.record import Record
from topology.tosca.findings import Path
from topology.tosca.grammar.requirement_assignment import RequirementAssignment
from topology.tosca.tree import span_of
from topology.tosca.types.model import CapabilitySlot, CapabilityType, RequirementSlot


class Wanted(Record):
    """What a node's type asks for, what the template writes, and the capability type that both lead to."""

    node: NodeContext
    slot: RequirementSlot
    assignment: RequirementAssignment
    capability: CapabilityType | None

    @property
    def path(self) -> Path:
        return self.assignment.path

    @property
    def place(self) -> Span:
        """Where the target is named, else where the requirement is."""
        return span_of(self.assignment.target or self.assignment.name)

    def is_accepted_by(self, slot: CapabilitySlot) -> bool:
        """Whether a capability may be used by this node (``valid_source_types``)."""
        own = self.node.type
        if not slot.valid_sources or own is None or own.is_partial:
            return True
        return any(name in own.ref.lineage for name in slot.valid_sources)
