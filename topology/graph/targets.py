"""The node that fulfils a requirement: named, or the first that fits type, capability and filters (section 3.8.2)."""

from collections.abc import Mapping

from topology.diagnostics.diagnostic import Related
from topology.graph.bags import Bags
from topology.graph.context import NodeContext
from topology.graph.filters import Filters
from topology.graph.model import TypeRef
from topology.graph.wanted import Wanted
from topology.tosca.findings import is_misspelt, nearest
from topology.tosca.grammar.requirement_assignment import KEYS
from topology.tosca.tree import MappingNode, Scalar, span_of
from topology.tosca.types.kinds import NODE
from topology.tosca.types.model import CapabilitySlot, CapabilityType, RequirementSlot
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

SPEC = "3.8.2"


class Targets:
    """Finds target nodes among the node templates."""

    def __init__(self, types: Types, scope: Scope, nodes: Mapping[str, NodeContext], bags: Bags) -> None:
        self._types = types
        self._findings = types.findings
        self._scope = scope
        self._nodes = nodes
        self._filters = Filters(types, bags)
        self._legal: dict[int, list[str]] = {}

    def find(self, wanted: Wanted) -> NodeContext | None:
        """The target, or None after a finding (TS602 to TS604)."""
        name = wanted.assignment.target
        if name is None:
            return None if _misspells_node(wanted) else self._select(wanted, wanted.slot.node)
        target = self._nodes.get(name.text)
        if target is not None:
            return target if self._is_right_type(target, wanted) else None
        if self._scope.get(NODE, name.text) is None:
            self._report_no_target(name, wanted)
            return None
        found = self._types.node(name, self._scope, (*wanted.path, "node"))
        return self._select(wanted, found.ref if found else None)

    def legal(self, slot: RequirementSlot) -> list[str]:
        """The names of the node templates that may fulfil a requirement."""
        found = self._legal.get(id(slot))
        if found is None:
            found = self._legal[id(slot)] = [
                name
                for name, node in self._nodes.items()
                if is_node_of(node, slot.node) and (slot.capability is None or first_slot(node, slot.capability))
            ]
        return found

    def offering(self, capability: CapabilityType) -> list[str]:
        """The names of the node templates that offer a capability."""
        return [name for name, node in self._nodes.items() if first_slot(node, capability)]

    def _report_no_target(self, name: Scalar, wanted: Wanted) -> None:
        message = f"There is no node template and no node type `{name.text}` for the requirement `{wanted.slot.name}`."
        help_text = nearest(name.text, self.legal(wanted.slot)) or nearest(name.text, self._nodes)
        help_text = help_text or nearest(name.text, self._scope.names(NODE))
        self._findings.error("TS602", message, span_of(name), wanted.path, help=help_text, spec=SPEC)

    def _is_right_type(self, target: NodeContext, wanted: Wanted) -> bool:
        asked = wanted.slot.node
        if asked is None or target.type is None or target.is_partial or is_node_of(target, asked):
            return True
        message = (
            f"The requirement `{wanted.slot.name}` asks for a node of type {asked.name}, "
            f"but `{target.name}` is of type {target.type.ref.name}."
        )
        help_text = nearest(target.name, self.legal(wanted.slot)) or f"Use a node of type {asked.name}."
        related = (Related(f"`{target.name}` is defined here.", target.template.span),)
        self._findings.error("TS603", message, wanted.place, wanted.path, help=help_text, spec=SPEC, related=related)
        return False

    def _select(self, wanted: Wanted, asked: TypeRef | None) -> NodeContext | None:
        filters = (wanted.assignment.node_filter, wanted.slot.node_filter)
        for candidate in self._nodes.values():
            if candidate is wanted.node or candidate.is_partial or not is_node_of(candidate, asked):
                continue
            if _offers(candidate, wanted) and self._filters.passes(candidate, *filters):
                return candidate
        if not wanted.slot.is_partial and not any(node.is_partial for node in self._nodes.values()):
            self._report_unmatched(wanted, asked)
        return None

    def _report_unmatched(self, wanted: Wanted, asked: TypeRef | None) -> None:
        kind = f" of type {asked.name}" if asked else ""
        offer = f" that offers {wanted.capability.ref.name}" if wanted.capability else ""
        filtered = " and passes its filter" if wanted.assignment.node_filter or wanted.slot.node_filter else ""
        message = f"No node template{kind}{offer}{filtered} fulfils the requirement `{wanted.slot.name}`."
        help_text = "Add such a node template, or name the one that is meant."
        place = wanted.assignment.span
        self._findings.error("TS604", message, place, wanted.path, help=help_text, spec=SPEC)


def _misspells_node(wanted: Wanted) -> bool:
    written = wanted.assignment.node
    return isinstance(written, MappingNode) and is_misspelt("node", written.entries, KEYS.readers)


def _offers(candidate: NodeContext, wanted: Wanted) -> bool:
    """Whether a node has the capability that is wanted, under the wanted name where there is one."""
    name, capability = wanted.assignment.capability, wanted.capability
    if capability is None:
        return True
    if name is not None and name.text in candidate.slots:
        return capability.ref.name in candidate.slots[name.text].type.ref.lineage
    slots = candidate.slots.values()
    return any(capability.ref.name in slot.type.ref.lineage and wanted.is_accepted_by(slot) for slot in slots)


def is_node_of(node: NodeContext, asked: TypeRef | None) -> bool:
    """Whether a node is of a type; every node is where no type is asked for."""
    return asked is None or (node.type is not None and asked.name in node.type.ref.lineage)


def first_slot(node: NodeContext, capability: CapabilityType) -> CapabilitySlot | None:
    """The first of a node's capabilities that is of a type."""
    return next((slot for slot in node.slots.values() if capability.ref.name in slot.type.ref.lineage), None)
