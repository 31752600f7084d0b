"""Which nodes a requirement may lead to: found by type and by capability type, not by looking at every node."""

from collections.abc import Iterable, Mapping, Sequence

from topology.graph.context import NodeContext


class Candidates:
    """The nodes of a template by their types and their capabilities' types, ancestors included.

    Both indexes are made when they are first asked for. What lists name is in the order of the template.
    """

    def __init__(self, nodes: Mapping[str, NodeContext]) -> None:
        self._nodes = nodes
        self._found: dict[tuple[str | None, str | None], Sequence[NodeContext]] = {}
        self._types: dict[str, list[NodeContext]] | None = None
        self._capabilities: dict[str, list[NodeContext]] | None = None

    def find(self, node_type: str | None, capability: str | None) -> Sequence[NodeContext]:
        """The nodes of a type that offer a capability of a type; None stands for any. Each answer is kept."""
        key = node_type, capability
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(node_type, capability)
        return found

    def _find(self, node_type: str | None, capability: str | None) -> Sequence[NodeContext]:
        if node_type is None:
            return [*self._nodes.values()] if capability is None else self.offering(capability)
        of_type = self.of_type(node_type)
        if capability is None:
            return of_type
        offering = self.offering(capability)
        if len(offering) < len(of_type):
            return [node for node in offering if node.type is not None and node_type in node.type.ref.lineage]
        return [node for node in of_type if offers(node, capability)]

    def of_type(self, name: str) -> Sequence[NodeContext]:
        """The nodes of a type or of one derived from it, in the order written."""
        if self._types is None:
            self._types = _grouped(
                (node, node.type.ref.lineage) for node in self._nodes.values() if node.type is not None
            )
        return self._types.get(name, ())

    def offering(self, capability: str) -> Sequence[NodeContext]:
        """The nodes that have a capability of a type or of one derived from it, in the order written."""
        if self._capabilities is None:
            self._capabilities = _grouped((node, _offered(node)) for node in self._nodes.values())
        return self._capabilities.get(capability, ())


def _offered(node: NodeContext) -> Iterable[str]:
    return dict.fromkeys(name for slot in node.slots.values() for name in slot.type.ref.lineage)


def offers(node: NodeContext, capability: str) -> bool:
    """Whether a node has a capability of a type."""
    return any(capability in slot.type.ref.lineage for slot in node.slots.values())


def _grouped(pairs: Iterable[tuple[NodeContext, Iterable[str]]]) -> dict[str, list[NodeContext]]:
    groups: dict[str, list[NodeContext]] = {}
    for node, names in pairs:
        for name in names:
            groups.setdefault(name, []).append(node)
    return groups
