"""Where functions find what they name: nodes, relationships, capabilities, requirements, and parts of values."""

from collections.abc import Callable, Mapping
from typing import Any

from topology.graph.bags import Bags
from topology.graph.context import Bag, EdgeContext, Holder, Match, NodeContext
from topology.graph.match import Matcher
from topology.graph.values import Unknown, Value
from topology.tosca.findings import Findings, Path, nearest
from topology.tosca.tree import Node, Scalar, SequenceNode, span_of
from topology.tosca.types.model import Property, Schema
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.tosca.values.convert import Converter, Typed
from topology.tosca.values.fit import UNKNOWABLE, is_settled

Keys = list[str | int]


class Lookup:
    """Follows the arguments of functions. One per reading."""

    def __init__(
        self,
        types: Types,
        scope: Scope,
        nodes: Mapping[str, NodeContext],
        relationships: Mapping[str, EdgeContext],
        bags: Bags,
        matcher: Matcher,
        converter: Converter,
    ) -> None:
        self._types = types
        self._findings: Findings = types.findings
        self._scope = scope
        self._nodes = nodes
        self._relationships = relationships
        self._bags = bags
        self._matcher = matcher
        self._converter = converter

    def property(self, keys: Keys, holder: Any, node: Node, path: Path) -> Typed:
        """``get_property``: the value of a property of a node, a relationship, a capability or a requirement."""
        return self._find(keys, holder, node, path, self._property_of, "property", "4.4.2")

    def attribute(self, keys: Keys, holder: Any, node: Node, path: Path) -> Typed:
        """``get_attribute``: unknown until the platform tells it, but typed."""
        return self._find(keys, holder, node, path, self._attribute_of, "attribute", "4.5.1")

    def opaque(self, keys: Keys, holder: Any, node: Node, path: Path) -> Typed:
        """What only the engine can tell, such as an operation's output."""
        entity = self._entity(str(keys[0]), holder, node, path)
        if entity is None:
            return Typed(UNKNOWABLE)
        name = entity.name if isinstance(entity, NodeContext) else ""
        return Typed(Unknown(name, tuple(keys[1:])))

    def nodes_of_type(self, name: Scalar, path: Path) -> Value:
        """The names of all node templates of a type."""
        wanted = self._types.node(name, self._scope, path)
        if wanted is None:
            return UNKNOWABLE
        lineages = ((node.name, node.type.ref.lineage if node.type else ()) for node in self._nodes.values())
        return tuple(found for found, lineage in lineages if wanted.ref.name in lineage)

    def _find(
        self,
        keys: Keys,
        holder: Any,
        node: Node,
        path: Path,
        read: Callable[[Bag, str, Unknown], Typed | None],
        what: str,
        spec: str,
    ) -> Typed:
        first = str(keys[0])
        if first == "HOST" and isinstance(holder, NodeContext):
            entities: list[Holder] = list(self._hosts(holder))
            if not entities:
                self._report_no_host(holder, node, path, spec)
                return Typed(UNKNOWABLE)
        else:
            entity = self._entity(first, holder, node, path)
            if entity is None:
                return Typed(UNKNOWABLE)
            entities = [entity]
        for candidate in entities:
            for bag, name, rest, origin in self._bags_of(candidate, keys[1:]):
                found = read(bag, name, origin)
                if found is not None:
                    return self.navigate(found, rest, node, path)
        if not any(_is_partial(candidate) for candidate in entities):
            self._report_not_found(keys, entities[0], node, path, what, spec)
        return Typed(UNKNOWABLE)

    def _entity(self, name: str, holder: Any, node: Node, path: Path) -> Holder | None:
        """Who a name or a keyword means, or None after a finding (TS522)."""
        if name == "SELF" and holder is not None:
            found: Holder = holder
            return found
        if isinstance(holder, EdgeContext) and name in ("SOURCE", "TARGET"):
            return holder.source if name == "SOURCE" else holder.target
        if name in self._nodes:
            return self._nodes[name]
        if name in self._relationships:
            return self._relationships[name]
        place = node.items[0] if isinstance(node, SequenceNode) and node.items else node
        legal = [*self._nodes, *self._relationships, *(("SELF", "HOST") if isinstance(holder, NodeContext) else ())]
        if name in ("SELF", "HOST", "SOURCE", "TARGET"):
            message = f"`{name}` means nothing here."
        else:
            message = f"There is no node template `{name}`."
        self._findings.error("TS522", message, span_of(place), path, help=nearest(name, legal), spec="4.1")
        return None

    def _hosts(self, node: NodeContext) -> list[NodeContext]:
        """The nodes that host a node, the nearest first."""
        hosts: list[NodeContext] = []
        current = node
        while len(hosts) < len(self._nodes):
            match = next((match for match in self._matcher.matches(current) if match.is_hosting()), None)
            if match is None:
                break
            current = match.target
            hosts.append(current)
        return hosts

    def _bags_of(self, entity: Holder, keys: Keys) -> "list[tuple[Bag, str, Keys, Unknown]]":
        """Every place that keys may mean: a capability, what fulfils a requirement, or the entity itself."""
        first = str(keys[0])
        if isinstance(entity, EdgeContext):
            return [(entity.bag, first, keys[1:], Unknown("", (first,)))]
        found: list[tuple[Bag, str, Keys, Unknown]] = []
        if len(keys) > 1:
            second = str(keys[1])
            if first in entity.capabilities:
                origin = Unknown(entity.name, (first, second))
                found.append((entity.capabilities[first], second, keys[2:], origin))
            for match in self._matcher.matches(entity):
                if match.requirement == first:
                    found += _bags_of_match(match, second, keys[2:])
                    break
        found.append((entity.bag, first, keys[1:], Unknown(entity.name, (first,))))
        return found

    def _property_of(self, bag: Bag, name: str, origin: Unknown) -> Typed | None:
        return self._bags.get(bag, name)

    def _attribute_of(self, bag: Bag, name: str, origin: Unknown) -> Typed | None:
        """An attribute: assigned, the template's name, unknown; else the property that it reflects (3.6.10.1)."""
        definition = bag.attributes.get(name)
        if definition is None:
            found = self._bags.get(bag, name)
            if found is None and name in bag.definitions:
                return Typed(origin, bag.definitions[name].schema)
            return found
        entry = bag.assigned_attributes.get(name)
        written = entry[1] if entry else None
        if written is not None:
            return Typed(
                self._converter.convert(written, definition.schema, bag.holder, (*bag.path, name)), definition.schema
            )
        if name == "tosca_name" and isinstance(bag.holder, NodeContext) and len(origin.attribute) == 1:
            return Typed(bag.holder.name, definition.schema)
        return Typed(origin, definition.schema)

    def navigate(self, typed: Typed, keys: Keys, node: Node, path: Path) -> Typed:
        """A part of a value, by names of properties and keys, and indexes of lists."""
        value, schema = typed.value, typed.schema
        for position, key in enumerate(keys):
            if value is UNKNOWABLE:
                return Typed(UNKNOWABLE)
            legal = _names_in(schema)
            schema = _step(schema, key)
            if isinstance(value, Unknown):
                if legal is not None and str(key) not in legal:
                    return self._report_no_part(key, legal, node, path)
                value = Unknown(value.node, (*value.attribute, key))
            elif isinstance(value, Mapping) and str(key) in value:
                value = value[str(key)]
            elif isinstance(value, tuple) and isinstance(key, int) and 0 <= key < len(value):
                value = value[key]
            elif position < len(keys) and is_settled(value):
                return self._report_no_part(key, list(value) if isinstance(value, Mapping) else [], node, path)
            else:
                return self._report_no_part(key, [], node, path)
        return Typed(value, schema)

    def _report_no_part(self, key: str | int, legal: list[str], node: Node, path: Path) -> Typed:
        message = f"The value has no part `{key}`."
        self._findings.error("TS524", message, span_of(node), path, help=nearest(str(key), legal), spec="4.4")
        return Typed(UNKNOWABLE)

    def _report_no_host(self, holder: NodeContext, node: Node, path: Path, spec: str) -> None:
        if holder.is_partial or holder.is_matching or holder.template.requirements:
            return
        message = f"`HOST` means nothing here: `{holder.name}` is hosted on no node."
        self._findings.error("TS522", message, span_of(node), path, help="Add a requirement for a host.", spec=spec)

    def _report_not_found(self, keys: Keys, entity: Holder, node: Node, path: Path, what: str, spec: str) -> None:
        wanted = str(keys[1])
        bag, owner = entity.bag, f"`{entity.name}`" if isinstance(entity, NodeContext) else "The relationship"
        if isinstance(entity, NodeContext) and wanted in entity.capabilities and len(keys) > 2:
            bag, wanted, owner = entity.capabilities[wanted], str(keys[2]), f"The capability `{wanted}` of {owner}"
        if what == "property" and wanted in bag.definitions:
            message = f"The property `{wanted}` of {owner} has no value."
            self._findings.error("TS526", message, span_of(node), path, help="Give it one.", spec=spec)
            return
        legal = [*bag.definitions, *(bag.attributes if what == "attribute" else ())]
        if isinstance(entity, NodeContext):
            legal += [*entity.capabilities]
        message = f"{owner[0].upper()}{owner[1:]} has no {what} `{wanted}`."
        self._findings.error("TS523", message, span_of(node), path, help=nearest(wanted, legal), spec=spec)


def _bags_of_match(match: Match, name: str, rest: Keys) -> "list[tuple[Bag, str, Keys, Unknown]]":
    """What a requirement's name may lead to: the target's capability, the target, the relationship."""
    target = match.target
    found: list[tuple[Bag, str, Keys, Unknown]] = []
    if match.capability is not None and match.capability in target.capabilities:
        origin = Unknown(target.name, (match.capability, name))
        found.append((target.capabilities[match.capability], name, rest, origin))
    if name in target.capabilities and rest:
        inner = str(rest[0])
        found.append((target.capabilities[name], inner, rest[1:], Unknown(target.name, (name, inner))))
    found.append((target.bag, name, rest, Unknown(target.name, (name,))))
    found.append((match.edge.bag, name, rest, Unknown("", (name,))))
    return found


def _is_partial(entity: Holder) -> bool:
    return entity.is_partial if isinstance(entity, NodeContext) else entity.bag.is_partial


def _names_in(schema: Schema | None) -> list[str] | None:
    """The names of a complex type's properties; None where any name or index may be right."""
    if schema is None or schema.type.primitive is not None or schema.type.is_partial:
        return None
    return list(schema.type.properties)


def _step(schema: Schema | None, key: str | int) -> Schema | None:
    if schema is None:
        return None
    definition: Property | None = schema.type.properties.get(str(key))
    if definition is not None:
        return definition.schema
    return schema.entry or schema.type.entry
