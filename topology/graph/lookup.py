"""Where functions find what they name: nodes, relationships, and their capabilities and requirements (section 4.1)."""

from collections.abc import Iterator, Mapping

from topology.graph.bags import Bags
from topology.graph.context import Bag, EdgeContext, Entity, Holder, Match, NodeContext, PolicyContext
from topology.graph.match import Matcher
from topology.record import Record
from topology.tosca.findings import Findings, Help, Path, nearest
from topology.tosca.tree import Node, Scalar, SequenceNode, span_of
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.tosca.values.convert import Converter
from topology.tosca.values.navigate import Key, navigate
from topology.tosca.values.typed import STRING, UNKNOWABLE, Typed
from topology.values.value import Unknown, Value

KEYWORDS = ("SELF", "HOST", "SOURCE", "TARGET")


class Reference(Record):
    """One call: its arguments, who calls, and where; ``what`` is property or attribute."""

    keys: list[Key]
    holder: Holder | None
    node: Node
    path: Path
    what: str = "property"
    spec: str = "4.4.2"


class Place(Record):
    """Where a name may be found: a bag, the name in it, what follows, and whose bag it is."""

    bag: Bag
    name: str
    rest: list[Key]
    entity: Entity
    capability: str | None = None

    @property
    def origin(self) -> Unknown:
        """What stands for the value where it is unknown."""
        if self.capability is not None and isinstance(self.entity, NodeContext):
            return Unknown(self.entity.name, (self.capability, self.name))
        return unknown_of(self.entity, self.name)


class Lookup:
    """Follows references. One per reading."""

    def __init__(self, types: Types, scope: Scope, bags: Bags, matcher: Matcher, converter: Converter) -> None:
        self._types = types
        self._findings: Findings = types.findings
        self._scope = scope
        self._bags = bags
        self.matcher = matcher
        self._converter = converter
        self._nodes = matcher.nodes
        self.relationships: Mapping[str, EdgeContext] = {}
        self._members: Mapping[str, Entity] = {}

    def use(self, relationships: Mapping[str, EdgeContext], members: Mapping[str, Entity]) -> None:
        """Say which relationship templates there are, and which groups and policies."""
        self.relationships = relationships
        self._members = members

    def navigate(self, typed: Typed, keys: list[Key], node: Node, path: Path) -> Typed:
        """A part of a value."""
        return navigate(typed, keys, node, path, self._findings)

    def operation_output(self, reference: Reference) -> Typed:
        """What an operation gives, which only the engine can tell."""
        entity = self._entity(reference)
        if entity is None:
            return Typed(UNKNOWABLE)
        interface, operation = map(str, reference.keys[1:3])
        slots = {} if entity.type is None or isinstance(entity, PolicyContext) else entity.type.interfaces
        if entity.type is None or entity.type.is_partial:
            return Typed(Unknown(_name(entity), tuple(reference.keys[1:])))
        if interface not in slots:
            message = f"There is no interface `{interface}` in {_owner(entity)}."
            self._report(reference, "TS523", message, nearest(interface, slots), interface)
            return Typed(UNKNOWABLE)
        operations = slots[interface].operations
        if operations and operation not in operations:
            message = f"The interface `{interface}` has no operation `{operation}`."
            self._report(reference, "TS523", message, nearest(operation, operations), operation)
            return Typed(UNKNOWABLE)
        return Typed(Unknown(_name(entity), tuple(reference.keys[1:])))

    def artifact(self, reference: Reference) -> Typed:
        """The location of an artifact of a node, which only the engine can tell."""
        entities = self._entities(reference)
        name = str(reference.keys[1])
        for entity in entities:
            if isinstance(entity, NodeContext) and (name in _artifacts(entity) or entity.is_partial):
                return Typed(Unknown(entity.name, ("artifacts", name)), STRING)
        if entities:
            known = _artifacts(entities[0]) if isinstance(entities[0], NodeContext) else []
            message = f"There is no artifact `{name}` in {_owner(entities[0])}."
            self._report(reference, "TS523", message, nearest(name, known), name)
        return Typed(UNKNOWABLE)

    def nodes_of_type(self, name: Scalar, path: Path) -> Value:
        """The names of all node templates of a type."""
        wanted = self._types.node(name, self._scope, path)
        if wanted is None:
            return UNKNOWABLE
        lineages = ((node.name, node.type.ref.lineage if node.type else ()) for node in self._nodes.values())
        return tuple(found for found, lineage in lineages if wanted.ref.name in lineage)

    def find(self, reference: Reference) -> Typed:
        """The value of a property, or an attribute: what is assigned to it, else unknown but typed."""
        keys, holder = reference.keys, reference.holder
        if len(keys) == 2 and keys[0] == "SELF" and holder is not None:
            own = self.read(Place(holder.bag, str(keys[1]), [], holder), reference)
            if own is not None:
                return own
        entities = self._entities(reference)
        for entity in entities:
            for place in self._places(entity, keys[1:]):
                found = self.read(place, reference)
                if found is not None:
                    return found if not place.rest else self.navigate(found, place.rest, reference.node, reference.path)
        if entities and not any(_is_partial(entity) for entity in entities):
            if self._leads_outside(entities[0], str(reference.keys[1])):
                return Typed(Unknown(_name(entities[0]), tuple(reference.keys[1:])))
            self._report_not_found(entities[0], reference)
        return Typed(UNKNOWABLE)

    def _leads_outside(self, entity: Entity, requirement: str) -> bool:
        """Whether a node outside will fulfil a requirement, once the template stands for a node."""
        if not isinstance(entity, NodeContext) or not self.matcher.is_mapped(entity, requirement):
            return False
        return all(match.requirement != requirement for match in self.matcher.matches(entity))

    def _entities(self, reference: Reference) -> list[Entity]:
        """Who is meant; ``HOST`` means every node that hosts the caller, the nearest first."""
        holder = reference.holder
        if reference.keys[0] != "HOST" or not isinstance(holder, NodeContext):
            entity = self._entity(reference)
            return [] if entity is None else [entity]
        hosts: list[Entity] = [*self._hosts(holder)]
        if not hosts and not holder.is_partial and not holder.template.requirements:
            message = f"`HOST` means nothing here: `{holder.name}` is hosted on no node."
            self._report(reference, "TS522", message, "Add a requirement for a host.")
        return hosts

    def _entity(self, reference: Reference) -> Entity | None:
        """Who a name or a keyword means, or None after a finding (TS522)."""
        name, holder = str(reference.keys[0]), reference.holder
        if name == "SELF" and holder is not None:
            return holder
        if isinstance(holder, EdgeContext) and name in ("SOURCE", "TARGET"):
            return holder.source if name == "SOURCE" else holder.target
        found = self._nodes.get(name) or self.relationships.get(name) or self._members.get(name)
        if found is None:
            keywords = ("SELF", "HOST") if isinstance(holder, NodeContext) else ()
            known = [*self._nodes, *self.relationships, *self._members, *keywords]
            message = f"`{name}` means nothing here." if name in KEYWORDS else f"There is no node template `{name}`."
            node = reference.node
            place = node.items[0] if isinstance(node, SequenceNode) and node.items else node
            self._findings.error(
                "TS522", message, span_of(place), reference.path, help=nearest(name, known), spec="4.1"
            )
        return found

    def _hosts(self, node: NodeContext) -> Iterator[NodeContext]:
        for _ in self._nodes:
            match = next((match for match in self.matcher.matches(node) if match.is_hosting()), None)
            if match is None:
                return
            node = match.target
            yield node

    def _places(self, entity: Entity, keys: list[Key]) -> Iterator[Place]:
        """Every place that keys may mean: a capability, what fulfils a requirement, or the entity itself."""
        first = str(keys[0])
        if isinstance(entity, NodeContext) and len(keys) > 1:
            second = str(keys[1])
            if first in entity.capabilities:
                yield Place(entity.capabilities[first], second, keys[2:], entity, first)
            match = next((match for match in self.matcher.matches(entity) if match.requirement == first), None)
            if match is not None:
                yield from _places_of_match(match, second, keys[2:])
        yield Place(entity.bag, first, keys[1:], entity)

    def read(self, place: Place, reference: Reference) -> Typed | None:
        """What stands at a place; an attribute may reflect a property (section 3.6.10.1)."""
        bag, name = place.bag, place.name
        definition = bag.attributes.get(name)
        if reference.what == "property" or definition is None:
            found = self._bags.get(bag, name)
            if found is None and reference.what == "attribute" and name in bag.definitions:
                return Typed(place.origin, bag.definitions[name].schema)
            return found
        entry = bag.assigned_attributes.get(name)
        if entry is not None:
            path = (*bag.path[:-1], "attributes", name)
            return Typed(self._converter.convert(entry[1], definition.schema, bag.holder, path), definition.schema)
        if name == "tosca_name" and isinstance(place.entity, NodeContext) and place.capability is None:
            return Typed(place.entity.name, definition.schema)
        return Typed(place.origin, definition.schema)

    def _report(
        self, reference: Reference, code: str, message: str, help_text: Help, argument: str | None = None
    ) -> None:
        """A finding at the argument with this text, or at all of them."""
        place = span_of(_argument(reference.node, argument))
        self._findings.error(code, message, place, reference.path, help=help_text, spec=reference.spec)

    def _report_not_found(self, entity: Entity, reference: Reference) -> None:
        wanted, what = str(reference.keys[1]), reference.what
        bag, owner = entity.bag, _owner(entity)
        known: list[str] = []
        if isinstance(entity, NodeContext):
            known = [*entity.capabilities]
            if wanted in entity.capabilities and len(reference.keys) > 2:
                owner, bag = f"the capability `{wanted}` of {owner}", entity.capabilities[wanted]
                wanted, known = str(reference.keys[2]), []
            match = next((each for each in self.matcher.matches(entity) if each.requirement == wanted), None)
            if match is not None and len(reference.keys) > 2:
                owner, bag, known = f"`{match.target.name}`", match.target.bag, []
                wanted = str(reference.keys[2])
        if what == "property" and wanted in bag.definitions:
            self._report(reference, "TS526", f"The property `{wanted}` of {owner} has no value.", "Give it one.")
            return
        known += [*bag.definitions, *(bag.attributes if what == "attribute" else ())]
        message = f"There is no {what} `{wanted}` in {owner}."
        self._report(reference, "TS523", message, nearest(wanted, known), wanted)


def _argument(node: Node, text: str | None) -> Node:
    items = node.items if isinstance(node, SequenceNode) else []
    return next((item for item in reversed(items) if isinstance(item, Scalar) and item.text == text), node)


def _places_of_match(match: Match, name: str, rest: list[Key]) -> Iterator[Place]:
    """What a requirement's name may lead to: the target's capability, the target, the relationship."""
    target = match.target
    if match.capability is not None and match.capability in target.capabilities:
        yield Place(target.capabilities[match.capability], name, rest, target, match.capability)
    if name in target.capabilities and rest:
        inner = str(rest[0])
        yield Place(target.capabilities[name], inner, rest[1:], target, name)
    yield Place(target.bag, name, rest, target)
    yield Place(match.edge.bag, name, rest, match.edge)


def unknown_of(entity: Entity, name: str) -> Unknown:
    """What stands for an attribute that the platform gives: of a relationship, by its source and its target."""
    if not isinstance(entity, EdgeContext):
        return Unknown(entity.name, (name,))
    if entity.source is None or entity.target is None:
        return Unknown("", ("relationships", name))
    return Unknown(entity.source.name, ("relationships", entity.target.name, name))


def _name(entity: Entity) -> str:
    return "" if isinstance(entity, EdgeContext) else entity.name


def _owner(entity: Entity) -> str:
    return "the relationship" if isinstance(entity, EdgeContext) else f"`{entity.name}`"


def _artifacts(node: NodeContext) -> list[str]:
    return [*node.template.artifacts, *(node.type.artifacts if node.type is not None else ())]


def _is_partial(entity: Entity) -> bool:
    return entity.is_partial if isinstance(entity, NodeContext) else entity.bag.is_partial
