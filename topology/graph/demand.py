"""What a node asks for: the relationships of its requirement assignments, and those that its type implies.

Simple Profile 1.3, 3.8.2; TOSCA 2.0, 8.5.4 and 14.3.
"""

from collections.abc import Iterator, Mapping, Sequence

from topology.graph.context import NodeContext
from topology.graph.counts import Counts, known
from topology.graph.targets import Targets
from topology.graph.wanted import Wanted
from topology.tosca.findings import nearest
from topology.tosca.grammar.requirement_assignment import RequirementAssignment
from topology.tosca.tree import Scalar, scalar
from topology.tosca.types.kinds import CAPABILITY
from topology.tosca.types.model import CapabilityType, RequirementSlot
from topology.tosca.types.scope import Scope
from topology.tosca.types.types import Types

SPEC = "3.8.2"


class Demand:
    """Lists what nodes ask for. ``outside`` are the targets that a substitution passes in."""

    def __init__(
        self, types: Types, scope: Scope, counts: Counts, nodes: Mapping[str, NodeContext], targets: Targets
    ) -> None:
        self._types = types
        self._findings = types.findings
        self._scope = scope
        self._counts = counts
        self._nodes = nodes
        self._targets = targets
        self.outside: Mapping[tuple[str, str], Sequence[NodeContext]] = {}

    def of(self, node: NodeContext) -> list[Wanted]:
        """One item for each relationship, in the order written; a name that the type does not have is TS601."""
        if not self._scope.dialect.is_simple and is_selected(node):
            return []
        if node.type is None:
            for assignment in node.template.requirements:
                self._targets.check_name(assignment)
            return []
        found: list[Wanted] = []
        written: dict[str, int] = {}
        for assignment in node.template.requirements:
            name = assignment.name.text
            slot = node.type.requirements.get(name)
            if slot is None:
                self._report_unknown(node, assignment)
                self._targets.check_name(assignment)
                continue
            index = written.get(name, 0)
            wanted = self._written(node, assignment, slot, index, len(found))
            written[name] = index + len(wanted)
            found += wanted
        if self.outside or not self._scope.dialect.is_simple:
            found += self._implied(node, written, len(found))
        return found

    def _written(
        self, node: NodeContext, assignment: RequirementAssignment, slot: RequirementSlot, index: int, order: int
    ) -> list[Wanted]:
        capability = slot.capability
        if assignment.capability is not None:
            capability = self._capability_type(assignment, assignment.capability) or capability
        range_ = assignment.occurrences
        if range_ is None and assignment.count is None:
            return [Wanted(node, slot, assignment, capability, index, assignment.optional, False, order)]
        is_optional = assignment.optional or (range_ is not None and range_[0] == 0 and slot.occurrences[0] == 0)
        return [
            Wanted(node, slot, assignment, capability, index + number, is_optional, False, order + number)
            for number in range(self._count(assignment, node))
        ]

    def _count(self, assignment: RequirementAssignment, node: NodeContext) -> int:
        """How many relationships an assignment stands for; in 1.x the least that it asks for, where it names a type."""
        if assignment.count is not None:
            return known(self._counts.evaluate(assignment.count, node, (*assignment.path, "count")))
        names_node = assignment.target is not None and assignment.target.text in self._nodes
        return 1 if assignment.occurrences is None or names_node else max(1, assignment.occurrences[0])

    def _implied(self, node: NodeContext, written: Mapping[str, int], order: int) -> Iterator[Wanted]:
        """What is asked for although no assignment is written: what the type needs at least, what is passed in."""
        assert node.type is not None
        template = node.template
        for name, slot in node.type.requirements.items():
            passed = len(self.outside.get((template.name.text, name), ()))
            least = 0 if name in written or self._scope.dialect.is_simple else slot.occurrences[0]
            upper = slot.occurrences[1]
            first, beyond = written.get(name, 0), max(passed if upper is None else min(passed, upper), least)
            if first >= beyond:
                continue
            at = scalar(name, True, template.name.start, template.name.end)
            assignment = RequirementAssignment(at, template.node, (*template.path, "requirements"))
            for index in range(first, beyond):
                yield Wanted(node, slot, assignment, slot.capability, index, is_implied=True, order=order)
                order += 1

    def _capability_type(self, assignment: RequirementAssignment, name: Scalar) -> CapabilityType | None:
        """The capability type that an assignment names, unless it names a capability of the target."""
        if self._scope.get(CAPABILITY, name.text) is None:
            return None
        return self._types.capability(name, self._scope, (*assignment.path, "capability"))

    def _report_unknown(self, node: NodeContext, assignment: RequirementAssignment) -> None:
        if node.type is None or node.type.is_partial:
            return
        message = f"The node type {node.type.ref.name} has no requirement `{assignment.name.text}`."
        help_text = nearest(assignment.name.text, node.type.requirements)
        self._findings.error("TS601", message, assignment.span, assignment.path, help=help_text, spec=SPEC)


def is_selected(node: NodeContext) -> bool:
    """Whether a node is only a reference to one that exists elsewhere; nothing of it is made here."""
    directives = [directive.text for directive in node.template.directives]
    return directives[:1] in (["select"], ["selectable"])
