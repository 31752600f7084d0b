"""The nodes that fulfil a requirement: named, or the first that fits type, capability, filters and room.

Simple Profile 1.3, 3.8.2; TOSCA 2.0, 8.5.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from topology.diagnostics.diagnostic import Related
from topology.graph.bags import Bags
from topology.graph.candidates import Candidates
from topology.graph.context import NodeContext
from topology.graph.contexts import Nodes
from topology.graph.wanted import Wanted
from topology.tosca.findings import is_misspelt, nearest
from topology.tosca.grammar.requirement_assignment import KEYS, RequirementAssignment
from topology.tosca.tree import MappingNode, Scalar, span_of
from topology.tosca.types.kinds import NODE
from topology.tosca.types.model import CapabilitySlot, CapabilityType, NodeType, RequirementSlot
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.tosca.values.convert import Converter
from topology.values.type_ref import TypeRef

if TYPE_CHECKING:
    from topology.graph.filters import Filters
    from topology.graph.narrow import Narrowing
    from topology.graph.room import Room
    from topology.tosca.grammar.node_filter import NodeFilter

SPEC = "3.8.2"

Holding: TypeAlias = Callable[[NodeContext], Any]


class Targets:
    """Finds target nodes among the nodes of a template."""

    def __init__(self, types: Types, scope: Scope, nodes: Nodes, *, bags: Bags, converter: Converter) -> None:
        self._types = types
        self._findings = types.findings
        self._scope = scope
        self._is_modern = not scope.dialect.is_simple
        self._nodes = nodes.contexts
        self._instances = nodes.instances
        self._candidates = Candidates(nodes.contexts)
        self._bags = bags
        self._converter = converter
        self._legal: dict[int, list[str]] = {}
        self._full: dict[tuple[int, object], int] = {}

    @cached_property
    def filters(self) -> "Filters":
        """What holds nodes against node filters."""
        from topology.graph.filters import Filters  # noqa: PLC0415 - few templates have node filters

        return Filters(self._types, self._bags, self._converter)

    @cached_property
    def _narrowing(self) -> "Narrowing":
        from topology.graph.narrow import Narrowing  # noqa: PLC0415 - few templates have node filters

        return Narrowing(self._bags)

    def template_of(self, wanted: Wanted) -> Sequence[NodeContext] | None:
        """The nodes of the template that an assignment names; None where it names a type or nothing."""
        name = wanted.assignment.target
        if name is None or name.text not in self._nodes:
            return None
        return self._instances.get(name.text) or (self._nodes[name.text],)

    def of_template(
        self, wanted: Wanted, nodes: Sequence[NodeContext], room: "Room", holding: Holding
    ) -> NodeContext | None:
        """The first node of a template that has room, from the asking node's own index on; None where none has."""
        own = wanted.node.index % len(nodes)
        for target in (*nodes[own:], *nodes[:own]) if own else nodes:
            if target.count != 0 and room.has(target):
                if self._is_modern:
                    self._check_filter(wanted, target, holding)
                return target
        return None

    def _check_filter(self, wanted: Wanted, target: NodeContext, holding: Holding) -> None:
        """Since 2.0 a filter is for named nodes too (section 8.6); before, it is for types only."""
        filters = _filters(wanted)
        if not filters or self.filters.passes(target, filters, holding):
            return
        message = f"`{target.name}` does not pass the node filter of the requirement `{wanted.slot.name}`."
        help_text = "Name a node that passes, or change the filter."
        self._findings.error("TS616", message, wanted.place, wanted.path, help=help_text, spec="2.0:8.6")

    def of_type(self, wanted: Wanted, asked: TypeRef | None, room: "Room", holding: Holding) -> NodeContext | None:
        """The first node that fits; None where none does."""
        if misspells_node(wanted):
            return None
        filters = _filters(wanted)
        capability = wanted.capability.ref.name if wanted.capability is not None else None
        candidates = self._candidates.find(asked.name if asked else None, capability)
        if filters:
            candidates = self._narrowing.narrowed(candidates, filters)
        key = id(candidates), room.key
        start = self._full.get(key, 0) if room.key is not None and not filters else 0
        for position in range(start, len(candidates)):
            candidate = candidates[position]
            if candidate is wanted.node or candidate.is_partial or candidate.count == 0:
                continue
            if _offers(candidate, wanted) and self._passes(candidate, filters, holding) and room.has(candidate):
                return candidate
            if position == start and room.is_full(candidate):
                start = self._full[key] = position + 1
        return None

    def _passes(self, candidate: NodeContext, filters: "Sequence[NodeFilter]", holding: Holding) -> bool:
        return not filters or self.filters.passes(candidate, filters, holding)

    def asked_type(self, wanted: Wanted) -> tuple[TypeRef | None, bool]:
        """The node type that an assignment names or else its definition; False after a finding (TS602)."""
        name = wanted.assignment.target
        if name is None:
            return wanted.slot.node, True
        if self._scope.get(NODE, name.text) is None:
            self._report_no_target(wanted.assignment, name, self.legal(wanted.slot))
            return None, False
        found = self._types.node(name, self._scope, (*wanted.path, "node"))
        legal = wanted.slot.node
        if found is not None and legal is not None and not found.is_partial and legal.name not in found.ref.lineage:
            message = f"The requirement asks for a node of type {legal.name}; {found.ref.name} does not derive from it."
            help_text = f"Use {legal.name} or a type derived from it."
            self._findings.error("TS603", message, span_of(name), wanted.path, help=help_text, spec=SPEC)
            return None, False
        return (found.ref if found else None), found is not None

    def has_capability(self, asked: TypeRef | None, name: str) -> bool:
        """Whether nodes of a type have a capability of a name; of any type where None is given."""
        nodes = self._candidates.find(asked.name if asked else None, None)
        if any(name in node.slots for node in nodes):
            return True
        entry = self._scope.get(NODE, asked.name) if asked is not None else None
        found = self._types.resolve(entry) if entry is not None else None
        return isinstance(found, NodeType) and (name in found.capabilities or found.is_partial)

    def legal(self, slot: RequirementSlot) -> list[str]:
        """The names of the nodes that may fulfil a requirement."""
        found = self._legal.get(id(slot))
        if found is None:
            node_type = slot.node.name if slot.node is not None else None
            capability = slot.capability.ref.name if slot.capability is not None else None
            nodes = self._candidates.find(node_type, capability)
            found = self._legal[id(slot)] = [node.template.name.text for node in nodes]
        return found

    def offering(self, capability: CapabilityType) -> list[str]:
        """The names of the nodes that offer a capability."""
        return [node.template.name.text for node in self._candidates.offering(capability.ref.name)]

    @cached_property
    def is_partial(self) -> bool:
        """Whether a node is of a type that is not known, so that it might fit."""
        return any(node.is_partial for node in self._nodes.values())

    def check_name(self, assignment: RequirementAssignment) -> None:
        """Report a target that nothing is named like, where nobody knows what the requirement asks for (TS602).

        Where an import failed, it may be a type of the missing file, as the node's own type may be.
        """
        name = assignment.target
        if self._scope.lacks_imports:
            return
        if name is not None and name.text not in self._nodes and self._scope.get(NODE, name.text) is None:
            self._report_no_target(assignment, name, ())

    def _report_no_target(self, assignment: RequirementAssignment, name: Scalar, legal: Sequence[str]) -> None:
        """Where an import failed, a name that resembles no known one is taken to be of the missing file."""
        known = [*self._nodes, *self._scope.names(NODE)]
        if self._scope.lacks_imports and nearest(name.text, known, few=0) is None:
            return
        requirement = assignment.name.text
        message = f"There is no node template and no node type `{name.text}` for the requirement `{requirement}`."
        help_text = nearest(name.text, legal) or nearest(name.text, self._nodes)
        help_text = help_text or nearest(name.text, self._scope.names(NODE))
        self._findings.error("TS602", message, span_of(name), assignment.path, help=help_text, spec=SPEC)

    def is_right_type(self, target: NodeContext, wanted: Wanted) -> bool:
        """Whether a named node is of the type that the definition asks for; it is TS603 where it is not."""
        asked = wanted.slot.node
        if asked is None or target.type is None or target.is_partial or asked.name in target.type.ref.lineage:
            return True
        message = (
            f"The requirement `{wanted.slot.name}` asks for a node of type {asked.name}, "
            f"but `{target.name}` is of type {target.type.ref.name}."
        )
        help_text = nearest(target.name, self.legal(wanted.slot)) or f"Use a node of type {asked.name}."
        related = (Related(f"`{target.name}` is defined here.", target.template.span),)
        self._findings.error("TS603", message, wanted.place, wanted.path, help=help_text, spec=SPEC, related=related)
        return False


def _filters(wanted: Wanted) -> "Sequence[NodeFilter]":
    own = wanted.assignment.node_filter
    return wanted.slot.node_filters if own is None else (own, *wanted.slot.node_filters)


def misspells_node(wanted: Wanted) -> bool:
    """Whether an assignment seems to name its target under a misspelt keyname, which is a finding already."""
    written = wanted.assignment.node
    return isinstance(written, MappingNode) and is_misspelt("node", written.entries, KEYS.readers)


def _offers(candidate: NodeContext, wanted: Wanted) -> bool:
    """Whether a node has the capability that is wanted, under the wanted name where there is one."""
    name, capability = wanted.assignment.capability, wanted.capability
    if wanted.slot.capability_name is not None:
        fixed = candidate.slots.get(wanted.slot.capability_name)
        return fixed is not None and wanted.is_accepted_by(fixed)
    if capability is None:
        return True
    if name is not None and name.text in candidate.slots:
        named = candidate.slots[name.text]
        return capability.ref.name in named.type.ref.lineage and wanted.is_accepted_by(named)
    slots = candidate.slots.values()
    return any(capability.ref.name in slot.type.ref.lineage and wanted.is_accepted_by(slot) for slot in slots)


def first_slot(node: NodeContext, capability: CapabilityType) -> CapabilitySlot | None:
    """The first of a node's capabilities that is of a type."""
    return next((slot for slot in node.slots.values() if capability.ref.name in slot.type.ref.lineage), None)
