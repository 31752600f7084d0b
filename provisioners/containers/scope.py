"""What all parts of reading share: the graph, the names, what is known before apply, and findings."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from provisioners.backends.contract import RenderContext
from provisioners.backends.findings import Findings
from provisioners.containers.names import names_for, project_name
from provisioners.containers.platform import Platform
from provisioners.containers.text import Text, text_of
from provisioners.containers.types import Kind, support
from topology.graph.model import Edge, Node, TopologyGraph
from topology.tosca.functions.substitute import substitute
from topology.values.value import Secret, Unknown, Value, as_text, leaves, secrets_in

NAMED = (Kind.CONTAINER, Kind.VOLUME, Kind.NETWORK, Kind.ROUTE)
HOSTED_ON = "tosca.relationships.HostedOn"


class Scope:
    """One reading. ``attributes`` of each container are filled in before values are read that may need them."""

    def __init__(self, graph: TopologyGraph, context: RenderContext, platform: Platform) -> None:
        self.graph = graph
        self.context = context
        self.platform = platform
        self.findings = Findings()
        self.project = project_name(context.deployment)
        self.attributes: dict[str, Mapping[str, str]] = {}

    @property
    def title(self) -> str:
        """The platform's name in sentences."""
        return self.platform.title

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What each node is, by address."""
        return {address: support(node, self.platform.support).kind for address, node in self.graph.nodes.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each container, volume, network and route, by address; unique among those of its kind."""
        return {
            address: name
            for wanted in NAMED
            for address, name in names_for(a for a, found in self.kinds.items() if found is wanted).items()
        }

    def of_kind(self, wanted: Kind) -> tuple[Node, ...]:
        """The nodes of a kind, in the order written."""
        return tuple(node for address, node in self.graph.nodes.items() if self.kinds[address] is wanted)

    def generation(self, address: str) -> int:
        return self.context.generations.get(address, 1)

    def edges_to(self, address: str, *kinds: Kind) -> tuple[Edge, ...]:
        """The edges from a node to nodes of certain kinds."""
        return tuple(edge for edge in self.graph.out_of(address) if self.kinds.get(edge.target) in kinds)

    def users_of(self, address: str) -> tuple[str, ...]:
        """The addresses of the containers with an edge to a node, each once."""
        edges = self.graph.into(address)
        return tuple(dict.fromkeys(e.source for e in edges if self.kinds[e.source] is Kind.CONTAINER))

    def hosts_of(self, address: str) -> tuple[str, ...]:
        """The addresses of what a node is hosted on, nearest first."""
        found: list[str] = []
        for edge in self.graph.out_of(address):
            if edge.relationship.is_a(HOSTED_ON) and edge.target not in found:
                found += [edge.target, *self.hosts_of(edge.target)]
        return tuple(found)

    def text(self, node: Node, value: Value, *path: str | int) -> Text:
        """A scalar as text; what is not known yet is a finding."""
        return text_of(self._known(node, value, path))

    def plain(self, node: Node, value: Value, *path: str | int) -> str:
        """A known scalar; a secret is a finding."""
        resolved = self._known(node, value, path)
        if secrets_in(resolved):
            self.findings.add("TS808", node, path, f"{_where(path)} cannot be a secret.")
            return ""
        return as_text(resolved)

    def _known(self, node: Node, value: Value, path: Iterable[str | int]) -> Value:
        resolved = substitute(value, self._attribute)
        for leaf in leaves(resolved):
            if isinstance(leaf, Unknown):
                self._report_unknown(node, leaf, tuple(path))
        return substitute(resolved, lambda leaf: "" if isinstance(leaf, Unknown) else leaf)

    def _attribute(self, leaf: Secret | Unknown) -> Value:
        if isinstance(leaf, Secret):
            return leaf
        return self.attributes.get(leaf.node, {}).get(".".join(map(str, leaf.attribute)), leaf)

    def _report_unknown(self, node: Node, leaf: Unknown, path: tuple[str | int, ...]) -> None:
        if leaf.attribute[:1] == ("functions",) and not leaf.node:
            message = f"{_where(path)} needs the function '${leaf.attribute[1]}', which {self.title} does not have."
            self.findings.add("TS803", node, path, message, help="Write the value itself, or let an input give it.")
            return
        if leaf.attribute[:1] == ("inputs",) and not leaf.node:
            name = leaf.attribute[-1]
            message = f"{_where(path)} needs the input '{name}', which has no value."
            self.findings.add("TS803", node, path, message, help=f"Give a value for the input '{name}'.")
            return
        message = f"{_where(path)} needs {leaf}, which is known only after apply"
        self.findings.add("TS803", node, path, f"{message}; {self.title} applies all nodes at once.")


def _where(path: Iterable[str | int]) -> str:
    return f"'{'.'.join(map(str, path))}'"
