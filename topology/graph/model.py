"""What a topology graph is made of. Everything here is immutable and knows where it came from."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from topology.graph.behaviour import Trigger, Workflow
from topology.graph.source_map import SourceMap
from topology.record import ValueRecord, field
from topology.values.type_ref import TypeRef
from topology.values.value import Value


class Artifact(ValueRecord):
    """A file or an image that an entity is made from.

    ``file`` is a path relative to the template's root folder, or the name of an image.
    """

    name: str
    type: TypeRef
    file: str
    repository: str | None = None
    properties: Mapping[str, Value] = field(default_factory=dict)


class Operation(ValueRecord):
    """An operation of an interface, or a notification: what implements it, with which inputs, within which seconds.

    ``outputs`` says where each output is stored: the way to an attribute, such as ``("SELF", "url")``.
    """

    name: str
    implementation: str | None = None
    dependencies: tuple[str, ...] = ()
    inputs: Mapping[str, Value] = field(default_factory=dict)
    outputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timeout: int | None = None
    host: str | None = None


class Interface(ValueRecord):
    """An interface with its operations and notifications by name."""

    name: str
    type: TypeRef
    inputs: Mapping[str, Value] = field(default_factory=dict)
    operations: Mapping[str, Operation] = field(default_factory=dict)
    notifications: Mapping[str, Operation] = field(default_factory=dict)


class Capability(ValueRecord):
    """What a node offers to others, with its values."""

    name: str
    type: TypeRef
    properties: Mapping[str, Value] = field(default_factory=dict)
    attributes: Mapping[str, Value] = field(default_factory=dict)


class Node(ValueRecord):
    """A node of the graph.

    ``address`` is stable: the substitution path if any, the node template's name and, beyond the first node of a
    template, its index: ``web``, ``web[1]``, ``shop/db``. ``count`` nodes are made from the template; where the count
    is not known yet, this one node stands for all of them.
    """

    address: str
    name: str
    type: TypeRef
    source: SourceMap = field(compare=False)
    description: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    directives: tuple[str, ...] = ()
    properties: Mapping[str, Value] = field(default_factory=dict)
    attributes: Mapping[str, Value] = field(default_factory=dict)
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    artifacts: Mapping[str, Artifact] = field(default_factory=dict)
    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    index: int = 0
    count: Value = 1


class Edge(ValueRecord):
    """A fulfilled requirement: ``source`` depends on ``target`` (both addresses) through a relationship.

    ``requirement`` is the requirement's name and ``index`` its position among those of the same name. ``allocation`` is
    what the relationship takes of the capability's properties. Where ``orders`` is False, a circle is broken here: the
    source does not wait for the target.
    """

    source: str
    requirement: str
    index: int
    target: str
    capability: str | None
    relationship: TypeRef
    origin: SourceMap = field(compare=False)
    properties: Mapping[str, Value] = field(default_factory=dict)
    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    allocation: Mapping[str, Value] = field(default_factory=dict)
    orders: bool = True


class OpenRequirement(ValueRecord):
    """A requirement that nothing in the template fulfils: whoever deploys it has to choose a node elsewhere.

    ``node_type`` and ``capability`` are names of types, None where any will do. An ``optional`` one may stay open.
    """

    source: str
    requirement: str
    index: int
    node_type: str | None
    capability: str | None
    optional: bool
    origin: SourceMap = field(compare=False)


class Substitution(ValueRecord):
    """A node for which a whole service template stands.

    ``node`` is the node as its own template describes it; it is not among the graph's nodes. ``members`` are the
    addresses of the nodes that stand for it, ``template`` the file that describes them, and ``operations`` the
    workflows by ``INTERFACE.OPERATION``.
    """

    node: Node
    template: str
    members: tuple[str, ...]
    source: SourceMap = field(compare=False)
    operations: Mapping[str, str] = field(default_factory=dict)


class Input(ValueRecord):
    """An input of the template; ``secret`` ones never appear in the clear outside a platform's client."""

    name: str
    type: str
    required: bool
    secret: bool
    source: SourceMap = field(compare=False)
    description: str | None = None
    default: Value = None
    constraints: tuple[str, ...] = ()


class Output(ValueRecord):
    """An output of the template; its value may be unknown until apply."""

    name: str
    value: Value
    source: SourceMap = field(compare=False)
    description: str | None = None


class Group(ValueRecord):
    """A named set of nodes."""

    name: str
    type: TypeRef
    members: tuple[str, ...]
    properties: Mapping[str, Value] = field(default_factory=dict)
    description: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    attributes: Mapping[str, Value] = field(default_factory=dict)


class Policy(ValueRecord):
    """A policy with its targets: addresses of nodes or names of groups."""

    name: str
    type: TypeRef
    targets: tuple[str, ...]
    source: SourceMap = field(compare=False)
    properties: Mapping[str, Value] = field(default_factory=dict)
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    description: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


class TopologyGraph(ValueRecord):
    """The normal form of a service template: nodes by address in the order written, and the edges between them.

    ``open`` requirements are for whoever deploys. ``substitutions`` by address are the nodes for which other service
    templates stand, whose nodes are among ``nodes``. ``substitutes`` is the type of node for which this template itself
    may stand.

    ``template_secrets`` maps the references of secret literals to their text; it is left out of ``repr``, of
    every stored form that is not encrypted, and of every digest.
    """

    __slots__ = ("__dict__",)

    version: str
    source: SourceMap = field(compare=False)
    name: str | None = None
    description: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=dict)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    outputs: Mapping[str, Output] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    template_secrets: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    open: tuple[OpenRequirement, ...] = ()
    substitutions: Mapping[str, Substitution] = field(default_factory=dict)
    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    substitutes: TypeRef | None = None

    def out_of(self, address: str) -> tuple[Edge, ...]:
        """The edges by which a node depends on others."""
        return self._outgoing.get(address, ())

    def into(self, address: str) -> tuple[Edge, ...]:
        """The edges by which others depend on a node."""
        return self._incoming.get(address, ())

    def waits_for(self, address: str) -> tuple[str, ...]:
        """The nodes that have to be there before a node can be made; there is no circle in this."""
        return tuple(edge.target for edge in self.out_of(address) if edge.orders)

    def awaited_by(self, address: str) -> tuple[str, ...]:
        """The nodes that can be made only after a node."""
        return tuple(edge.source for edge in self.into(address) if edge.orders)

    @cached_property
    def _outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.source, edge) for edge in self.edges)

    @cached_property
    def _incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.target, edge) for edge in self.edges)


def _grouped(pairs: Iterable[tuple[str, Edge]]) -> Mapping[str, tuple[Edge, ...]]:
    groups: dict[str, list[Edge]] = {}
    for key, edge in pairs:
        groups.setdefault(key, []).append(edge)
    return {key: tuple(edges) for key, edges in groups.items()}
