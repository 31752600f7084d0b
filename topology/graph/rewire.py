"""Where relationships lead when nodes are substituted, and what becomes of the attributes of those nodes."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from topology.graph.context import Match, NodeContext
from topology.graph.kinds import EdgeKind, relationship_kind
from topology.graph.model import Output
from topology.graph.service import Service
from topology.record import Record, field
from topology.tosca.functions.substitute import substitute
from topology.values.value import Secret, Unknown, Value

if TYPE_CHECKING:
    from topology.tosca.grammar.substitution_mapping import SubstitutionMapping


class _Entered(Record):
    """A substituted node: its mapping, and the service in its place."""

    mapping: "SubstitutionMapping"
    service: Service


class Wiring(Record):
    """Knows the substituted nodes by address."""

    entered: dict[str, _Entered] = field(default_factory=dict)
    attributes: dict[tuple[str, tuple[str, ...]], Value] = field(default_factory=dict)
    busy: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)

    def add(self, node: NodeContext, mapping: "SubstitutionMapping", service: Service) -> None:
        """Remember the template that stands for a node."""
        self.entered[node.name] = _Entered(mapping, service)

    def ends(self, match: Match) -> Iterator[tuple[NodeContext, str | None]]:
        """The nodes and capabilities that a relationship leads to.

        A capability that is not mapped stands for the whole: what depends on the node as such depends on all that
        stands for it. Of any other relationship nobody could say where it leads (TS637).
        """
        yield from self._inside(match.target, match.capability, match)

    def _inside(
        self, node: NodeContext, capability: str | None, match: Match
    ) -> Iterator[tuple[NodeContext, str | None]]:
        entered = self.entered.get(node.name)
        if entered is None:
            yield node, capability
            return
        mapped = entered.mapping.capabilities.get(capability) if capability is not None else None
        if mapped is not None and len(mapped.mapping) == 2:
            inner = entered.service.contexts.get(mapped.mapping[0].text)
            if inner is not None:
                yield from self._inside(inner, mapped.mapping[1].text, match)
        elif depends_only(match):
            for inner in entered.service.own_contexts():
                yield from self._inside(inner, None, match)
        else:
            message = f"What stands for `{node.name}` maps its capability `{capability}` to none of its own."
            at = match.assignment
            help_text = "Map the capability under `substitution_mappings: capabilities:`."
            entered.service.types.findings.warning("TS637", message, at.span, at.path, help=help_text, spec="3.8.10")

    def members(self, address: str) -> tuple[str, ...]:
        """The addresses of all nodes that stand for a node; that of the node itself where nothing does."""
        entered = self.entered.get(address)
        if entered is None:
            return (address,)
        contexts = entered.service.own_contexts()
        return tuple(member for context in contexts for member in self.members(context.name))

    def sources(self, node: NodeContext, match: Match) -> Iterator[NodeContext]:
        """The nodes that a relationship comes from: of a substituted node none, since its requirements are mapped,
        unless it merely depends on the target, as all that stands for it does then."""
        entered = self.entered.get(node.name)
        if entered is None:
            yield node
        elif all(each.requirement.text != match.requirement for each in entered.mapping.requirements):
            if depends_only(match):
                for inner in entered.service.own_contexts():
                    yield from self.sources(inner, match)
            else:
                message = (
                    f"What stands for `{node.name}` maps its requirement `{match.requirement}` to none of its own."
                )
                at = match.assignment
                help_text = "Map the requirement under `substitution_mappings: requirements:`."
                entered.service.types.findings.warning(
                    "TS637", message, at.span, at.path, help=help_text, spec="3.8.11"
                )

    def publish(self, address: str, outputs: Mapping[str, Output]) -> None:
        """Say what the outputs of a service give the attributes of the node for which it stands."""
        for mapped in self.entered[address].mapping.attributes.values():
            if len(mapped.mapping) == 1 and mapped.mapping[0].text in outputs:
                keys = tuple(part.text for part in mapped.outer if part.text != "CAPABILITY")
                self.attributes[address, keys] = outputs[mapped.mapping[0].text].value

    def rewrite(self, value: Value) -> Value:
        """A value in which attributes of substituted nodes are what the services in their places give."""
        return substitute(value, self._known)

    def _known(self, leaf: Secret | Unknown) -> Value:
        if isinstance(leaf, Secret) or leaf.node not in self.entered:
            return leaf
        for end in (1, 2):
            keys = tuple(str(key) for key in leaf.attribute[:end])
            key = leaf.node, keys
            if key in self.attributes and key not in self.busy:
                self.busy.add(key)
                found = self.rewrite(self.attributes[key])
                self.busy.discard(key)
                return _part(found, leaf.attribute[end:], leaf)
        return leaf


def _part(value: Value, keys: tuple[str | int, ...], leaf: Unknown) -> Value:
    for key in keys:
        if isinstance(value, Unknown):
            value = Unknown(value.node, (*value.attribute, key))
        elif isinstance(value, Mapping) and str(key) in value:
            value = value[str(key)]
        elif isinstance(value, tuple) and isinstance(key, int) and 0 <= key < len(value):
            value = value[key]
        else:
            return leaf
    return value


def depends_only(match: Match) -> bool:
    """Whether a relationship says no more than that one node needs another."""
    return match.relationship is not None and relationship_kind(match.relationship.ref) is EdgeKind.DEPENDS_ON
