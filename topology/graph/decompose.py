"""Nodes replaced by the service templates that stand for them, to any depth: TOSCA 2.0, 15; Simple Profile 1.3, 3.8.8
to 3.8.13.

The node itself leaves the graph. What leads to one of its capabilities leads to the capability inside that is mapped to
it, and what its requirements lead to is led to by the requirements inside. Its properties become inputs, outputs become
its attributes.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from topology.graph.context import Match, NodeContext
from topology.graph.counts import MOST
from topology.graph.model import Node
from topology.graph.occurrences import check_occurrences
from topology.graph.rewire import Wiring
from topology.graph.service import Outside, Service
from topology.graph.substitutes import Catalogue, Substitute
from topology.record import Record, field
from topology.tosca.grammar.reading import UNBOUNDED
from topology.values.value import Unknown, Value

if TYPE_CHECKING:
    from topology.tosca.grammar.substitution_mapping import RequirementMapping

MOST_LEVELS = 10
_SPEC = "3.8.13"


class Decomposed(Record):
    """A node with the service that stands for it."""

    context: NodeContext
    node: Node
    substitute: Substitute
    service: Service


class Part(Record):
    """A service of the graph: its nodes by address, and those of its nodes for which other services stand."""

    service: Service
    nodes: dict[str, Node] = field(default_factory=dict)
    substituted: list[Decomposed] = field(default_factory=list)


class Decomposer:
    """Puts services in the place of nodes. One per reading."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._left = MOST
        self.wiring = Wiring()
        self.parts: list[Part] = []

    def add(self, service: Service, chain: Sequence[str]) -> Part:
        """A service with all that stands for its nodes; inner services come after outer ones."""
        part = Part(service)
        self.parts.append(part)
        contexts = [*service.own_contexts()]
        self._left -= len(contexts)
        made = {context.name: service.node(context) for context in contexts}
        service.matcher.fulfil_optional()
        for context in contexts:
            substitute = self._catalogue.find(context, service, chain)
            if substitute is None:
                check_occurrences(context, service.matcher, service.types.findings)
            if substitute is None or self._is_too_much(context, service, chain):
                part.nodes[context.name] = made[context.name]
                continue
            found = self._enter(context, made[context.name], substitute, service)
            part.substituted.append(found)
            self.wiring.add(found.context, found.substitute.mapping, found.service)
            self.add(found.service, [*chain, substitute.file.name])
        return part

    def _is_too_much(self, context: NodeContext, service: Service, chain: Sequence[str]) -> bool:
        if len(chain) <= MOST_LEVELS and self._left > 0:
            return False
        message = f"Substitution comes to more than {MOST:,} nodes, or goes deeper than {MOST_LEVELS} levels."
        at = context.template
        service.types.findings.error("TS613", message, at.span, at.path, help="Substitute less.", spec=_SPEC)
        return True

    @staticmethod
    def _enter(context: NodeContext, node: Node, substitute: Substitute, outer: Service) -> Decomposed:
        outside = Outside(f"{context.name}/")
        for target, match in _passed(substitute.mapping.requirements, outer.matcher.matches(context)):
            if len(target) == 1:
                outside.nodes.setdefault(target[0], match.target)
            elif len(target) == 2:
                outside.targets.setdefault((target[0], target[1]), []).append(match.target)
        inputs = _inputs(context, node, substitute, outer)
        inner = Service(substitute.file, substitute.topology, substitute.scope, outer.types, inputs, outside)
        return Decomposed(context, node, substitute, inner)


def _inputs(context: NodeContext, node: Node, substitute: Substitute, outer: Service) -> dict[str, Value]:
    """The values of a service's inputs: mapped properties, and those of the same name (TS635 where one has none)."""
    found: dict[str, Value] = {}
    definitions = substitute.topology.inputs
    for mapped in substitute.mapping.properties.values():
        if len(mapped.mapping) == 1 and mapped.mapping[0].text in definitions:
            value = _outer_value([part.text for part in mapped.outer], context, node, outer)
            if value is not None:
                found[mapped.mapping[0].text] = value
    for name, value in node.properties.items():
        if name in definitions and name not in substitute.mapping.properties:
            found.setdefault(name, value)
    for name, definition in definitions.items():
        parameter = outer.types.data.parameter(definition, substitute.scope)
        if name in found and parameter.is_secret:
            found[name] = outer.converter.secrets.seal(found[name], (context.name, "inputs", name))
        elif name not in found and parameter.fallback is None:
            found[name] = Unknown(context.name, ("inputs", name))
            if parameter.required:
                _report_unmapped(name, context, substitute, outer)
    return found


def _report_unmapped(name: str, context: NodeContext, substitute: Substitute, outer: Service) -> None:
    message = f"The input `{name}` of what stands for `{context.name}` gets no value."
    help_text = f"Map a property to it under `substitution_mappings:` in {substitute.file.name}, or give it a default."
    place = substitute.topology.inputs[name].span
    path = substitute.topology.inputs[name].path
    outer.types.findings.error("TS635", message, place, path, help=help_text, spec="2.0:15.2")


def _outer_value(keys: list[str], context: NodeContext, node: Node, outer: Service) -> Value:
    """A property of the node, of a capability of it or of a relationship of it; None where it has no value."""
    if keys[:1] == ["CAPABILITY"] and len(keys) == 3:
        capability = node.capabilities.get(keys[1])
        return capability.properties.get(keys[2]) if capability is not None else None
    if keys[:1] == ["RELATIONSHIP"] and len(keys) in (3, 4):
        values = [
            outer.bags.all(match.edge.bag).get(keys[-1])
            for match in outer.matcher.matches(context)
            if match.requirement == keys[1]
        ]
        if keys[2] == "ALL" and len(keys) == 4:
            return tuple(values)
        index = int(keys[2]) if len(keys) == 4 and keys[2].isdigit() else 0
        return values[index] if index < len(values) else None
    return node.properties.get(keys[0]) if len(keys) == 1 else None


def _passed(mappings: "Sequence[RequirementMapping]", matches: Sequence[Match]) -> Iterator[tuple[list[str], Match]]:
    """Which target inside takes which relationship outside (TOSCA 2.0, 15.5).

    One mapping of a requirement is for all of its relationships; of several, each is for one, or as many as it says.
    """
    by_name: dict[str, list[RequirementMapping]] = {}
    for mapping in mappings:
        by_name.setdefault(mapping.requirement.text, []).append(mapping)
    for name, family in by_name.items():
        waiting = [match for match in matches if match.requirement == name]
        for mapping in family:
            count = _count(mapping, len(waiting), is_only=len(family) == 1)
            for match in waiting[:count]:
                for target in mapping.targets:
                    yield [part.text for part in target], match
            waiting = waiting[count:]


def _count(mapping: "RequirementMapping", left: int, *, is_only: bool) -> int:
    if mapping.count is None:
        return left if is_only else 1
    return left if mapping.count.text == UNBOUNDED else int(mapping.count.text)
