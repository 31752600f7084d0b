"""Requirements matched with what fulfils them: Simple Profile 1.3, 3.7.3 and 3.8.2; TOSCA 2.0, 8.4 and 8.5."""

from collections.abc import Iterable, Mapping, Sequence

from topology.diagnostics.diagnostic import Severity
from topology.graph.allocations import Allocations
from topology.graph.bags import Bags
from topology.graph.context import EdgeContext, Match, NodeContext, Unmatched
from topology.graph.contexts import Nodes
from topology.graph.counts import Counts
from topology.graph.demand import Demand
from topology.graph.model import OpenRequirement
from topology.graph.offers import Offers
from topology.graph.relationships import Relationships
from topology.graph.room import Room
from topology.graph.sources import source_map
from topology.graph.targets import Holding, Targets, misspells_node
from topology.graph.wanted import Wanted
from topology.tosca.grammar.relationship_template import RelationshipTemplate
from topology.tosca.tree import Node
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types
from topology.tosca.values.convert import Converter
from topology.values.type_ref import TypeRef

SPEC = "3.8.2"


class Matcher:
    """Fulfils requirements. One per template; a node's matches are found when they are first asked for."""

    def __init__(
        self,
        types: Types,
        scope: Scope,
        nodes: Nodes,
        templates: Mapping[str, RelationshipTemplate],
        *,
        bags: Bags,
        converter: Converter,
    ) -> None:
        self.nodes = nodes.contexts
        self.instances = nodes.instances
        self.targets = Targets(types, scope, nodes, bags=bags, converter=converter)
        self.allocations = Allocations(converter, bags, types.findings)
        self._offers = Offers(types, scope, self.targets)
        self.relationships = Relationships(types, scope, templates)
        self._counts = Counts(converter, types.findings)
        self._demand = Demand(types, scope, self._counts, nodes.contexts, self.targets)
        self._findings = types.findings
        self.is_simple = scope.dialect.is_simple
        self._is_complete = False
        self._mapped: frozenset[tuple[str, str]] = frozenset()
        self._outside: dict[tuple[str, str], list[NodeContext]] = {}

    def use(self, mapped: frozenset[tuple[str, str]], outside: dict[tuple[str, str], list[NodeContext]]) -> None:
        """Say which requirements, by node template and name, the outside fulfils by a substitution, and with what."""
        self._mapped = mapped
        self._outside = outside
        self._demand.outside = outside

    def matches(self, node: NodeContext) -> list[Match]:
        """All fulfilled requirements of a node, in the order written; none while they are being looked for.

        Optional ones are among them after :meth:`fulfil_optional` only.
        """
        if node.matches is None:
            if node.is_matching:
                return []
            node.is_matching = True
            wanted = node.wanted = self._demand.of(node)
            node.matches = self._match_all([each for each in wanted if not each.is_optional], [])
            node.is_matching = False
        return node.matches

    def is_mapped(self, node: NodeContext, requirement: str) -> bool:
        """Whether a node outside fulfils a requirement once the template stands for a node."""
        return (node.template.name.text, requirement) in self._mapped

    def demand(self, node: NodeContext) -> Sequence[Wanted]:
        """What a node asks for, fulfilled or not."""
        self.matches(node)
        return node.wanted

    def fulfil_optional(self) -> None:
        """Fulfil what is optional, after all that is not (TOSCA 2.0, 8.5.2)."""
        if self._is_complete:
            return
        self._is_complete = True
        found = [(node, self.matches(node)) for node in self.nodes.values()]
        for node, matches in found:
            optional = [each for each in node.wanted if each.is_optional]
            if optional:
                self._match_all(optional, matches)
                matches.sort(key=lambda match: match.order)

    def _match_all(self, wanted: Iterable[Wanted], found: list[Match]) -> list[Match]:
        """Add what fulfils each to what is found; what comes first can be asked for by what comes later."""
        taken: dict[int, set[int]] = {}
        for each in wanted:
            used = taken.setdefault(id(each.assignment), set())
            match = self._match(each, used)
            if match is not None:
                used.add(id(match.target))
                found.append(match)
        return found

    def _match(self, wanted: Wanted, used: set[int]) -> Match | None:
        """One relationship. Those of one assignment lead to different nodes (TOSCA 2.0, 14.3.2)."""
        room = Room(wanted, self._offers, self.allocations, self.relationships, used)

        def holding(candidate: NodeContext) -> EdgeContext:
            return self.relationships.tentative(wanted, candidate, room.slot(candidate))

        target = self._target(wanted, room, holding)
        if target is None:
            return None
        slot = self._offers.of(wanted, target, room.slot(target))
        if slot is None and not target.is_partial and not wanted.slot.is_partial:
            return None
        edge = self.relationships.find(wanted, target, slot)
        allocation = room.amounts(target, slot) if slot is not None else {}
        if slot is not None:
            self.allocations.take(target, slot, allocation)
        name = slot.name if slot is not None else None
        return Match(
            wanted.slot.name, wanted.index, target, name, edge.type, wanted.assignment, edge, allocation, wanted.order
        )

    def _target(self, wanted: Wanted, room: Room, holding: Holding) -> NodeContext | None:
        """The target, or None after a finding or where the requirement is left open."""
        if self._outside and wanted.assignment.target is None:
            queue = self._outside.get((wanted.node.template.name.text, wanted.slot.name))
            if queue:
                wanted.is_passed = True
                return queue.pop(0)
        nodes = self.targets.template_of(wanted)
        if nodes is not None:
            return self._named(wanted, nodes, room, holding)
        asked, is_known = self.targets.asked_type(wanted)
        if not is_known or not self._offers.may_exist(wanted, asked):
            return None
        found = self.targets.of_type(wanted, asked, room, holding) if wanted.may_be_inside else None
        if found is None:
            self._leave_open(wanted, asked)
        return found

    def _named(self, wanted: Wanted, nodes: Sequence[NodeContext], room: Room, holding: Holding) -> NodeContext | None:
        index = self._index(wanted, wanted.assignment.index) if wanted.assignment.index is not None else None
        if index is not None and index >= len(nodes) and isinstance(nodes[0].count, int):
            self._report_no_index(wanted, nodes, index)
            return None
        if not self.targets.is_right_type(nodes[0], wanted):
            return None
        chosen = nodes if index is None else nodes[index : index + 1] or nodes[:1]
        found = self.targets.of_template(wanted, chosen, room, holding)
        if found is None and not wanted.is_optional:
            self._report_no_room(wanted, nodes)
        return found

    def _index(self, wanted: Wanted, written: Node) -> int | None:
        """Which node of the named template is meant; None where it is not known yet."""
        relationship = self.relationships.assigned(wanted, None, None)
        index = self._counts.evaluate(written, relationship, (*wanted.path, "node", 1))
        return index if isinstance(index, int) else None

    def _report_no_index(self, wanted: Wanted, nodes: Sequence[NodeContext], index: int) -> None:
        if wanted.is_optional:
            return
        name, count = nodes[0].template.name.text, nodes[0].count
        message = f"`{name}` stands for {count} nodes, so there is none with the index {index}."
        help_text = "Indexes begin with 0."
        self._findings.error("TS617", message, wanted.place, wanted.path, help=help_text, spec="2.0:8.5.2")

    def _report_no_room(self, wanted: Wanted, nodes: Sequence[NodeContext]) -> None:
        """No node of the named template can take the relationship (TS614)."""
        full = next((node for node in nodes if node.count != 0), None)
        slot = self._offers.fitting(wanted, full) if full is not None else None
        if full is None or slot is None or wanted.index >= len(nodes):
            name = nodes[0].template.name.text
            message = f"There are not enough nodes of `{name}` for the requirement `{wanted.slot.name}`."
            help_text = "Each relationship of an assignment leads to another node: compare the two counts."
            self._findings.error("TS614", message, wanted.place, wanted.path, help=help_text, spec="2.0:14.3.2")
        else:
            self.allocations.report_full(wanted, full, slot)

    def _leave_open(self, wanted: Wanted, asked: TypeRef | None) -> None:
        """Nothing here fulfils the requirement (TS604): a node outside has to, or it is an error."""
        if wanted.slot.is_partial or self.targets.is_partial or misspells_node(wanted):
            return
        node_type = asked.name if asked is not None else None
        capability = wanted.capability.ref.name if wanted.capability is not None else None
        at = wanted.assignment
        origin = source_map(at.name, at.node)
        found = OpenRequirement(
            wanted.node.name, wanted.slot.name, wanted.index, node_type, capability, wanted.is_optional, origin
        )
        if wanted.may_be_outside:
            edge = self.relationships.find(wanted, None, None)
            wanted.node.open.append(Unmatched(found, at, edge))
        if not wanted.is_optional and not self.is_mapped(wanted.node, wanted.slot.name):
            self._report_unmatched(wanted, found)

    def _report_unmatched(self, wanted: Wanted, found: OpenRequirement) -> None:
        kind = f" of type {found.node_type}" if found.node_type else ""
        offer = f" that offers {found.capability}" if found.capability else ""
        filtered = " and passes its filter" if wanted.assignment.node_filter or wanted.slot.node_filters else ""
        message = f"No node template{kind}{offer}{filtered} fulfils the requirement `{wanted.slot.name}`."
        help_text = "Add such a node template, or name the one that is meant."
        severity = Severity.ERROR
        if wanted.may_be_outside:
            help_text = "Add such a node template, or let a node outside of this template be chosen at deployment."
            severity = Severity.WARNING
        place = wanted.node.template.span if wanted.is_implied else wanted.assignment.span
        self._findings.error("TS604", message, place, wanted.path, help=help_text, spec=SPEC, severity=severity)
