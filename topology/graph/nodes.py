"""Nodes of the graph, made of their contexts."""

from topology.graph.artifacts import Artifacts
from topology.graph.bags import Bags
from topology.graph.context import UNKNOWN_TYPE, NodeContext
from topology.graph.interfaces import Interfaces
from topology.graph.model import Capability, Node
from topology.graph.sources import source_map
from topology.tosca.dialect import Dialect
from topology.tosca.findings import Findings, nearest
from topology.tosca.grammar.node_template import NodeTemplate
from topology.tosca.tree import span_of
from topology.tosca.types.model import CapabilitySlot
from topology.tosca.values.convert import Converter

_DIRECTIVES_1_X = ("select", "selectable", "substitute", "substitutable")
_DIRECTIVES_2_0 = ("create", "select", "substitute")


class NodeMaker:
    """Makes nodes. A capability that no template touches, and that calls no function, is made once per type."""

    def __init__(
        self, bags: Bags, interfaces: Interfaces, artifacts: Artifacts, converter: Converter, dialect: Dialect
    ) -> None:
        self._bags = bags
        self._interfaces = interfaces
        self._artifacts = artifacts
        self._converter = converter
        self._findings: Findings = converter.findings
        self._directives = _DIRECTIVES_1_X if dialect.is_simple else _DIRECTIVES_2_0
        self._shared: dict[int, Capability] = {}

    def make(self, context: NodeContext) -> Node:
        """A node with all of its values. Names that its type does not know are findings."""
        template, node_type = context.template, context.type
        if template.capabilities:
            self._check_capabilities(context)
        if template.directives:
            self._check_directives(template)
        return Node(
            address=context.name,
            name=template.name.text,
            type=node_type.ref if node_type else UNKNOWN_TYPE,
            source=source_map(template.name, template.node),
            description=template.description,
            metadata=template.metadata,
            directives=tuple(directive.text for directive in template.directives),
            properties=self._bags.all(context.bag),
            attributes=self._bags.attributes(context.bag),
            capabilities={name: self._capability(context, slot) for name, slot in context.slots.items()},
            artifacts=self._artifacts.build(context),
            interfaces=self._interfaces.build(
                node_type.interfaces if node_type else {}, [template.interfaces], context, context.is_partial
            ),
            index=context.index,
            count=context.count,
        )

    def _check_capabilities(self, context: NodeContext) -> None:
        found = context.type
        if found is None or found.is_partial or context.template.capabilities.keys() <= found.capabilities.keys():
            return
        for name, given in context.template.capabilities.items():
            if name not in found.capabilities:
                message = f"The node type {found.ref.name} has no capability `{name}`."
                help_text = nearest(name, found.capabilities, taken=context.template.capabilities)
                self._findings.error("TS610", message, given.span, given.path, help=help_text, spec="3.8.1")

    def _check_directives(self, template: NodeTemplate) -> None:
        for directive in template.directives:
            if directive.text not in self._directives:
                message = f"There is no directive `{directive.text}`."
                path = (*template.path, "directives")
                help_text = nearest(directive.text, self._directives)
                self._findings.warning("TS308", message, span_of(directive), path, help=help_text, spec="3.4.3")

    def _capability(self, context: NodeContext, slot: CapabilitySlot) -> Capability:
        bag = context.capabilities[slot.name]
        is_touched = bag.assigned or bag.assigned_attributes or context.is_existing
        shared = None if is_touched else self._shared.get(id(slot))
        if shared is not None:
            return shared
        attributes = self._bags.attributes(bag) if bag.assigned_attributes else {}
        found = Capability(slot.name, slot.type.ref, self._bags.all(bag), attributes)
        if not is_touched and self._bags.is_shared(bag):
            self._shared[id(slot)] = found
        return found
