"""Makes contexts of templates: each with its type, and with bags whose values are found when they are asked for."""

from collections.abc import Mapping, Sequence

from topology.graph.context import Bag, EdgeContext, NodeContext
from topology.graph.counts import MOST, Counts, known
from topology.record import Record, field
from topology.tosca.findings import Findings
from topology.tosca.grammar.capability_assignment import KEYS as CAPABILITY_KEYS
from topology.tosca.grammar.node_template import KEYS, NodeTemplate
from topology.tosca.grammar.relationship_template import KEYS as RELATIONSHIP_KEYS
from topology.tosca.grammar.relationship_template import RelationshipTemplate
from topology.tosca.grammar.unread import is_unread, is_unread_entry, lacks_properties
from topology.tosca.tree import MappingNode, span_of
from topology.tosca.types.model import CapabilitySlot
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.values.value import Value


class Nodes(Record):
    """The nodes of a service template by their local addresses, and those of each template that has not just one."""

    contexts: dict[str, NodeContext] = field(default_factory=dict)
    instances: dict[str, Sequence[NodeContext]] = field(default_factory=dict)


class Contexts:
    """Makes contexts. ``prefix`` is the way to the service template through substitutions, with ``/`` at its end."""

    def __init__(self, types: Types, scope: Scope, prefix: str) -> None:
        self._types = types
        self._scope = scope
        self._prefix = prefix
        self._capability_words: dict[int, str] = {}

    def nodes(self, templates: Mapping[str, NodeTemplate]) -> Nodes:
        """One context for each node template."""
        return Nodes({name: self._node(template, 0) for name, template in templates.items()})

    def multiply(self, nodes: Nodes, counts: Counts, findings: Findings) -> None:
        """Add the further nodes of templates with a count (TOSCA 2.0, 14.1).

        The first node keeps the template's name as its address, the next ones have their index in it: so an address
        stays when a count changes, or is written for the first time.
        """
        if all(context.template.count is None for context in nodes.contexts.values()):
            return
        ordered: dict[str, NodeContext] = {}
        for name, first in nodes.contexts.items():
            template = first.template
            first.count = counts.evaluate(template.count, None, (*template.path, "count"))
            family = [first, *self._more(first, first.count, MOST - len(ordered), findings)]
            ordered.update({f"{name}[{each.index}]" if each.index else name: each for each in family})
            if first.count != 1:
                nodes.instances[name] = family
        nodes.contexts.clear()
        nodes.contexts.update(ordered)

    def _more(self, first: NodeContext, count: Value, most: int, findings: Findings) -> list[NodeContext]:
        template = first.template
        if known(count) > most:
            message = f"The counts of this template come to more than {MOST:,} nodes."
            place = span_of(template.count or template.name)
            findings.error("TS613", message, place, (*template.path, "count"), help="Ask for fewer.", spec="2.0:14.1")
            return []
        more = [self._node(template, index) for index in range(1, known(count))]
        for context in more:
            context.count = count
        return more

    def _node(self, template: NodeTemplate, index: int) -> NodeContext:
        path = template.path
        node_type = self._types.node(template.type, self._scope, (*path, "type")) if template.type is not None else None
        name = f"{self._prefix}{template.name.text}"
        bag = Bag(
            f"The node type {node_type.ref.name}" if node_type else "",
            node_type.properties if node_type else {},
            template.properties,
            (*path, "properties"),
            template.name,
            node_type is None or node_type.is_partial or lacks_properties(template, KEYS.readers),
            node_type.attributes if node_type else {},
            template.attributes,
        )
        context = NodeContext(f"{name}[{index}]" if index else name, template, node_type, bag, index=index)
        bag.holder = context
        for slot in context.slots.values():
            context.capabilities[slot.name] = self._capability(context, slot)
        return context

    def _capability(self, context: NodeContext, slot: CapabilitySlot) -> Bag:
        template = context.template
        given = template.capabilities.get(slot.name)
        what = self._capability_words.get(id(slot))
        if what is None:
            what = self._capability_words[id(slot)] = f"The capability type {slot.type.ref.name}"
        path = (*template.path, "capabilities", slot.name, "properties")
        if given is None:
            at, is_partial = template.name, slot.type.is_partial or _is_unread(template, slot.name)
            return Bag(what, slot.properties, {}, path, at, is_partial, slot.attributes, holder=context)
        return Bag(
            what,
            slot.properties,
            given.properties,
            path,
            given.name,
            slot.type.is_partial or lacks_properties(given, CAPABILITY_KEYS.readers),
            slot.attributes,
            given.attributes,
            holder=context,
        )

    def relationship(self, template: RelationshipTemplate) -> EdgeContext:
        """The context of a relationship template that no requirement has asked for yet."""
        path = (*template.path, "type")
        found = self._types.relationship(template.type, self._scope, path) if template.type is not None else None
        bag = Bag(
            f"The relationship type {found.ref.name}" if found else "",
            found.properties if found else {},
            template.properties,
            (*template.path, "properties"),
            template.name,
            found is None or found.is_partial or lacks_properties(template, RELATIONSHIP_KEYS.readers),
            found.attributes if found else {},
            template.attributes,
        )
        context = EdgeContext(found, bag)
        bag.holder = context
        return context


def _is_unread(template: NodeTemplate, capability: str) -> bool:
    """Whether the values of a capability that has none are written, and could not be read."""
    if is_unread_entry(template.node, "capabilities", capability):
        return True
    return not template.capabilities and is_unread(template.node, "capabilities", MappingNode, KEYS.readers)
