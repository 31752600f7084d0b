"""What stands at the end of a TOSCA Path: TOSCA 2.0, 10.2.1 and 10.3."""

from collections.abc import Callable, Sequence

from topology.graph.context import EdgeContext, Holder, NodeContext
from topology.graph.lookup import Lookup, Place, Reference
from topology.graph.match import Matcher
from topology.graph.paths import ALL, PathError, Route, parse_path
from topology.graph.traverse import NoSuchNameError, Stop, Traversal
from topology.tosca.findings import Findings, Help, nearest
from topology.tosca.tree import Node, SequenceNode, span_of
from topology.tosca.types.model import Schema
from topology.tosca.values.navigate import Key
from topology.tosca.values.scalar_unit import UNITS, Amount
from topology.tosca.values.typed import STRING, UNKNOWABLE, Typed, simple_schema
from topology.values.value import Unknown, Value

Read = Callable[[Stop, list[Key]], Typed | None]


class PathLookup:
    """Follows paths. One per template."""

    def __init__(self, lookup: Lookup, matcher: Matcher, findings: Findings) -> None:
        self._lookup = lookup
        self._matcher = matcher
        self._findings = findings
        self._traversal = Traversal(matcher)

    def find(self, reference: Reference) -> Typed:
        """The value of a property or an attribute; of several places the list of their values."""
        return self._follow(reference, lambda stop, rest: self._value(stop, rest, reference))

    def artifact(self, reference: Reference) -> Typed:
        """The location of an artifact, which only the engine knows."""
        return self._follow(reference, lambda stop, rest: self._location(stop, rest, reference))

    def available(self, reference: Reference) -> Typed:
        """What is left of a capability's property."""
        return self._follow(reference, lambda stop, rest: self._left(stop, rest, reference))

    def _follow(self, reference: Reference, read: Read) -> Typed:
        start = self._start(reference)
        if start is None:
            return Typed(UNKNOWABLE)
        stops, used = start
        is_list = used > 1 and reference.keys[1] == ALL
        at_node = not stops or isinstance(stops[0].entity, NodeContext)
        try:
            route = parse_path(reference.keys[used:], at_node=at_node)
            if not route.rest:
                raise PathError(len(reference.keys) - used, "a name belongs behind the path")
            found = self._traversal.walk(stops, route.steps)
        except PathError as wrong:
            return self._report(reference, used + wrong.position, "TS524", f"The path breaks off: {wrong.expected}.")
        except NoSuchNameError as wrong:
            return self._report(reference, _position(reference, wrong.name), "TS523", str(wrong), wrong.help)
        is_list = is_list or _leads_to_all(route)
        if not found and is_list and self._traversal.ends(stops, route.steps):
            return Typed(())
        if not found:
            return Typed(Unknown(_name(stops[0].entity), tuple(reference.keys[used:])))
        return self._read_all(found, route, read, is_list=is_list)

    def _start(self, reference: Reference) -> tuple[list[Stop], int] | None:
        """Where a path begins, and how many keys say so; None after a finding (TS522)."""
        name, holder = str(reference.keys[0]), reference.holder
        if name == "SELF":
            if holder is not None:
                return [Stop(holder)], 1
            message = "`SELF` means nothing here: no node and no relationship calls."
            self._report(reference, 0, "TS522", message)
            return None
        template = self._matcher.nodes.get(name)
        if template is not None:
            return self._instances(name, template, reference)
        relationship = self._lookup.relationships.get(name)
        if relationship is not None:
            return self._traversal.named(name) or [Stop(relationship)], 1
        message = f"There is no node template and no relationship template `{name}`."
        known = [*self._matcher.nodes, *self._lookup.relationships, "SELF"]
        self._report(reference, 0, "TS522", message, nearest(name, known))
        return None

    def _instances(self, name: str, first: NodeContext, reference: Reference) -> tuple[list[Stop], int] | None:
        """The nodes of a template that a path means; None after a finding (TS617)."""
        nodes: Sequence[NodeContext] = self._matcher.instances.get(name) or [first]
        key = reference.keys[1] if len(reference.keys) > 1 else None
        if key == ALL:
            return [Stop(node) for node in nodes if node.count != 0], 2
        if not isinstance(key, int):
            return [Stop(nodes[0])], 1
        count = self._count(name, first)
        if count is not None and not 0 <= key < count:
            message = f"`{name}` stands for {count} {'node' if count == 1 else 'nodes'}; none has the index {key}."
            self._report(reference, 1, "TS617", message, "Indexes begin with 0.")
            return None
        return [Stop(nodes[key] if 0 <= key < len(nodes) else nodes[0])], 2

    def _count(self, name: str, first: NodeContext) -> int | None:
        """How many nodes a template stands for, where that is known."""
        if name not in self._matcher.instances:
            return 1 if first.template.count is None else None
        return first.count if isinstance(first.count, int) else None

    def _read_all(self, stops: Sequence[Stop], route: Route, read: Read, *, is_list: bool) -> Typed:
        found = [typed for stop in stops if (typed := read(stop, route.rest)) is not None]
        if not found or any(typed.value is UNKNOWABLE for typed in found):
            return Typed(UNKNOWABLE)
        if not is_list:
            return found[0]
        values: tuple[Value, ...] = tuple(typed.value for typed in found)
        return Typed(values, simple_schema("list", found[0].schema))

    def _value(self, stop: Stop, rest: list[Key], reference: Reference) -> Typed | None:
        name = str(rest[0])
        bag = stop.bag
        typed = self._lookup.read(Place(bag, name, rest[1:], stop.entity, stop.capability), reference)
        if typed is not None:
            return self._lookup.navigate(typed, rest[1:], reference.node, reference.path)
        if not bag.is_partial:
            self._report_not_found(stop, name, reference)
        return Typed(UNKNOWABLE)

    def _report_not_found(self, stop: Stop, name: str, reference: Reference) -> None:
        bag, what = stop.bag, reference.what
        if what == "property" and name in bag.definitions:
            message = f"The property `{name}` of {_shown(stop)} has no value."
            self._report(reference, _position(reference, name), "TS526", message, "Give it one.")
            return
        known = [*bag.definitions, *(bag.attributes if what == "attribute" else ())]
        message = f"There is no {what} `{name}` in {_shown(stop)}."
        self._report(reference, _position(reference, name), "TS523", message, nearest(name, known))

    def _location(self, stop: Stop, rest: list[Key], reference: Reference) -> Typed | None:
        node, name = stop.entity, str(rest[0])
        if isinstance(node, NodeContext):
            known = [*node.template.artifacts, *(node.type.artifacts if node.type is not None else ())]
            if name in known or node.is_partial:
                return Typed(Unknown(node.name, ("artifacts", name)), STRING)
            message = f"`{node.name}` has no artifact `{name}`."
            return self._report(reference, _position(reference, name), "TS523", message, nearest(name, known))
        return self._report(reference, None, "TS524", "Only nodes have artifacts, and the path leads to none.")

    def _left(self, stop: Stop, rest: list[Key], reference: Reference) -> Typed | None:
        node = stop.entity
        if stop.capability is None or not isinstance(node, NodeContext):
            return self._report(
                reference, None, "TS524", "Allocations are of capabilities, and the path leads to none."
            )
        typed = self._value(stop, rest, reference)
        if typed is None or typed.schema is None or typed.value is UNKNOWABLE or not typed.is_settled:
            return typed
        slot = node.slots[stop.capability]
        left = self._matcher.allocations.available(node, slot, str(rest[0]))
        return Typed(UNKNOWABLE) if left is None else Typed(_as_value(left, typed.schema), typed.schema)

    def _report(
        self, reference: Reference, position: int | None, code: str, message: str, help_text: Help = None
    ) -> Typed:
        place = _argument(reference.node, position)
        self._findings.error(code, message, span_of(place), reference.path, help=help_text, spec=reference.spec)
        return Typed(UNKNOWABLE)


def _as_value(amount: Amount, schema: Schema) -> Value:
    """An amount in base units as a value of its type."""
    from topology.tosca.functions.arithmetic import result  # noqa: PLC0415 - few templates allocate

    units = schema.type.units or UNITS.get(schema.type.primitive or "")
    if units is not None:
        return units.format(amount)
    return result(amount, schema).value


def _position(reference: Reference, name: str) -> int | None:
    """Where a name stands among the arguments, the last of them where it stands there twice."""
    return next((at for at in reversed(range(len(reference.keys))) if reference.keys[at] == name), None)


def _argument(node: Node, position: int | None) -> Node:
    if position is None or not isinstance(node, SequenceNode) or not node.items:
        return node
    return node.items[min(position, len(node.items) - 1)]


def _leads_to_all(route: Route) -> bool:
    return any(step.number is None for step in route.steps)


def _name(entity: Holder) -> str:
    return entity.name if isinstance(entity, NodeContext) else ""


def _shown(stop: Stop) -> str:
    if isinstance(stop.entity, EdgeContext):
        return "the relationship"
    owner = f"`{stop.entity.name}`"
    return owner if stop.capability is None else f"the capability `{stop.capability}` of {owner}"
