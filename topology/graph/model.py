"""What a topology graph is made of. Everything here is immutable and knows where it came from."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from topology.diagnostics import Span
from topology.graph.values import Value
from topology.record import ValueRecord, field

Path = tuple[str | int, ...]


class TypeRef(ValueRecord):
    """A type's name and its lineage: itself first, then every type it derives from, nearest first."""

    name: str
    lineage: tuple[str, ...]

    def is_a(self, name: str) -> bool:
        """Whether this is the named type or derives from it."""
        return name in self.lineage


class SourceMap(ValueRecord):
    """Where the parts of an entity stand: paths below the entity, such as ``("properties", "port")``, to spans."""

    own: Span
    spans: Mapping[Path, Span] = field(default_factory=dict)

    def locate(self, *path: str | int) -> Span:
        """The place of the nearest written part at or above ``path``; the entity itself as the last resort."""
        for end in range(len(path), 0, -1):
            span = self.spans.get(path[:end])
            if span is not None:
                return span
        return self.own


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
    """An operation of an interface: what implements it and with which inputs."""

    name: str
    implementation: str | None = None
    dependencies: tuple[str, ...] = ()
    inputs: Mapping[str, Value] = field(default_factory=dict)


class Interface(ValueRecord):
    """An interface with its operations by name."""

    name: str
    type: TypeRef
    inputs: Mapping[str, Value] = field(default_factory=dict)
    operations: Mapping[str, Operation] = field(default_factory=dict)


class Capability(ValueRecord):
    """What a node offers to others, with its values."""

    name: str
    type: TypeRef
    properties: Mapping[str, Value] = field(default_factory=dict)
    attributes: Mapping[str, Value] = field(default_factory=dict)


class Node(ValueRecord):
    """A node of the graph. ``address`` is stable: the node template's name, after its substitution path if any."""

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


class Edge(ValueRecord):
    """A fulfilled requirement: ``source`` depends on ``target`` (both addresses) through a relationship.

    ``requirement`` is the requirement's name and ``index`` its position among those of the same name.
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


class Policy(ValueRecord):
    """A policy with its targets: names of nodes or groups."""

    name: str
    type: TypeRef
    targets: tuple[str, ...]
    source: SourceMap = field(compare=False)
    properties: Mapping[str, Value] = field(default_factory=dict)


class TopologyGraph(ValueRecord):
    """The normal form of a service template: nodes by address in the order written, and the edges between them.

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

    def out_of(self, address: str) -> tuple[Edge, ...]:
        """The edges by which a node depends on others."""
        return self._outgoing.get(address, ())

    def into(self, address: str) -> tuple[Edge, ...]:
        """The edges by which others depend on a node."""
        return self._incoming.get(address, ())

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
