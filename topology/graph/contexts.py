"""Makes contexts of templates: each with its type, and with bags whose values are found when they are asked for."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from topology.graph.bags import Bags
from topology.graph.context import Bag, EdgeContext, GroupContext, NodeContext, PolicyContext
from topology.graph.counts import MOST, Counts, known
from topology.graph.existing import is_existing, leave_to_platform, without_ignored
from topology.record import Record, field, replace
from topology.tosca.findings import Findings
from topology.tosca.grammar.capability_assignment import KEYS as CAPABILITY_KEYS
from topology.tosca.grammar.node_template import KEYS, NodeTemplate
from topology.tosca.grammar.reading import NOTHING, Keys
from topology.tosca.grammar.relationship_template import KEYS as RELATIONSHIP_KEYS
from topology.tosca.grammar.relationship_template import RelationshipTemplate
from topology.tosca.grammar.unread import is_unread, lacks_properties, unread_entries
from topology.tosca.tree import MappingNode, span_of
from topology.tosca.types.model import CapabilitySlot, CapabilityType, GroupType, NodeType, PolicyType, RelationshipType
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.values.value import Value

if TYPE_CHECKING:
    from topology.tosca.grammar.group_definition import GroupDefinition
    from topology.tosca.grammar.policy_definition import PolicyDefinition


class Nodes(Record):
    """The nodes of a service template by their local addresses, and those of each template that has not just one."""

    contexts: dict[str, NodeContext] = field(default_factory=dict)
    instances: dict[str, Sequence[NodeContext]] = field(default_factory=dict)


class Contexts:
    """Makes contexts. ``prefix`` is the way to the service template through substitutions, with ``/`` at its end.

    A capability that no template touches, and that calls no function, has one bag for all nodes of a type.
    """

    def __init__(self, types: Types, scope: Scope, prefix: str, bags: Bags) -> None:
        self._types = types
        self._scope = scope
        self._prefix = prefix
        self._bags = bags
        self._words: dict[int, str] = {}
        self._shared: dict[int, Bag] = {}

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
        existing = is_existing(template)
        written = without_ignored(template) if existing and not self._scope.dialect.is_simple else template
        node_type = self._types.node(template.type, self._scope, (*path, "type")) if template.type is not None else None
        name = f"{self._prefix}{template.name.text}"
        bag = Bag(
            self._what("node", node_type) if node_type else "",
            node_type.properties if node_type else {},
            written.properties,
            (*path, "properties"),
            template.name,
            node_type is None or node_type.is_partial or lacks_properties(template, KEYS.readers),
            node_type.attributes if node_type else {},
            written.attributes,
        )
        context = NodeContext(f"{name}[{index}]" if index else name, written, node_type, bag, index=index)
        bag.holder = context
        if node_type is not None:
            unread = _unread_capabilities(template, context.slots)
            context.capabilities = {
                name: self._capability(context, slot, unread) for name, slot in node_type.capabilities.items()
            }
        if existing:
            self._leave_to_platform(context)
        return context

    def _leave_to_platform(self, context: NodeContext) -> None:
        context.is_existing = True
        leave_to_platform(context.bag, context.name, (), self._scope.dialect)
        for name, bag in context.capabilities.items():
            context.capabilities[name] = own = replace(bag, values={}, holder=context)
            leave_to_platform(own, context.name, (name,), self._scope.dialect)

    def _what(self, kind: str, found: NodeType | CapabilityType) -> str:
        """How findings name a type."""
        words = self._words.get(id(found))
        if words is None:
            words = self._words[id(found)] = f"The {kind} type {found.ref.name}"
        return words

    def _capability(self, context: NodeContext, slot: CapabilitySlot, unread: Collection[str]) -> Bag:
        template = context.template
        given = template.capabilities.get(slot.name)
        if given is None:
            is_unread = slot.name in unread
            shared = None if is_unread else self._shared.get(id(slot))
            return shared or self._untouched(context, slot, is_unread=is_unread)
        return Bag(
            self._words.get(id(slot.type)) or self._what("capability", slot.type),
            slot.properties,
            given.properties,
            (*given.path, "properties"),
            given.name,
            slot.type.is_partial or (not given.properties and lacks_properties(given, CAPABILITY_KEYS.readers)),
            slot.attributes,
            given.attributes,
            holder=context,
        )

    def _untouched(self, context: NodeContext, slot: CapabilitySlot, *, is_unread: bool) -> Bag:
        template = context.template
        what, is_partial = self._what("capability", slot.type), slot.type.is_partial or is_unread
        path = (*template.path, "capabilities", slot.name, "properties")
        bag = Bag(what, slot.properties, NOTHING, path, template.name, is_partial, slot.attributes)
        if not is_unread and self._bags.is_shared(bag):
            self._shared[id(slot)] = bag
        else:
            bag.holder = context
        return bag

    def relationship(self, template: RelationshipTemplate) -> EdgeContext:
        """The context of a relationship template that no requirement has asked for yet."""
        path = (*template.path, "type")
        found = self._types.relationship(template.type, self._scope, path) if template.type is not None else None
        bag = _bag_of(template, found, "relationship", RELATIONSHIP_KEYS)
        bag.attributes, bag.assigned_attributes = found.attributes if found else {}, template.attributes
        context = EdgeContext(found, bag)
        bag.holder = context
        return context

    def group(self, definition: "GroupDefinition") -> GroupContext:
        """The context of a group."""
        from topology.tosca.grammar.group_definition import KEYS as GROUP_KEYS  # noqa: PLC0415 - few have groups

        path = (*definition.path, "type")
        found = self._types.group(definition.type, self._scope, path) if definition.type is not None else None
        bag = _bag_of(definition, found, "group", GROUP_KEYS)
        bag.attributes, bag.assigned_attributes = found.attributes if found else {}, definition.attributes
        return GroupContext(definition.name.text, found, bag)

    def policy(self, definition: "PolicyDefinition") -> PolicyContext:
        """The context of a policy."""
        from topology.tosca.grammar.policy_definition import KEYS as POLICY_KEYS  # noqa: PLC0415 - few have policies

        path = (*definition.path, "type")
        found = self._types.policy(definition.type, self._scope, path) if definition.type is not None else None
        return PolicyContext(definition.name.text, found, _bag_of(definition, found, "policy", POLICY_KEYS))


def _bag_of(
    definition: "RelationshipTemplate | GroupDefinition | PolicyDefinition",
    found: RelationshipType | GroupType | PolicyType | None,
    kind: str,
    keys: Keys,
) -> Bag:
    return Bag(
        f"The {kind} type {found.ref.name}" if found else "",
        found.properties if found else {},
        definition.properties,
        (*definition.path, "properties"),
        definition.name,
        found is None or found.is_partial or lacks_properties(definition, keys.readers),
    )


def _unread_capabilities(template: NodeTemplate, known: Collection[str]) -> Collection[str]:
    """The capabilities whose values are written, and could not be read."""
    if not template.capabilities and is_unread(template.node, "capabilities", MappingNode, KEYS.readers):
        return known
    return unread_entries(template.node, "capabilities", template.capabilities)
