"""Small graphs made by hand, for tests that are not about reading templates."""

from collections.abc import Mapping
from typing import Any

from topology.diagnostics import Span
from topology.graph.model import Artifact, Capability, Edge, Node, Policy, SourceMap, TopologyGraph
from topology.values.type_ref import TypeRef
from topology.values.value import Value

FILE = "template.yaml"
LINEAGES = {
    "toposmith.nodes.Container": ("toposmith.nodes.Container", "tosca.nodes.Root"),
    "toposmith.nodes.Job": ("toposmith.nodes.Job", "toposmith.nodes.Container", "tosca.nodes.Root"),
    "toposmith.nodes.Volume": ("toposmith.nodes.Volume", "tosca.nodes.Root"),
    "toposmith.nodes.Network": ("toposmith.nodes.Network", "tosca.nodes.network.Network", "tosca.nodes.Root"),
}
RELATIONSHIPS = {
    "connection": "tosca.relationships.ConnectsTo",
    "storage": "tosca.relationships.AttachesTo",
    "network": "tosca.relationships.network.LinksTo",
    "host": "tosca.relationships.HostedOn",
    "dependency": "tosca.relationships.DependsOn",
    "backend": "tosca.relationships.RoutesTo",
}


def type_ref(name: str) -> TypeRef:
    """A type with the lineage of its kind; unknown ones derive from ``tosca.nodes.Root`` alone."""
    return TypeRef(name, LINEAGES.get(name, (name, "tosca.nodes.Root")))


def span(line: int) -> Span:
    """The whole of one line."""
    return Span(FILE, line, 1, line, 80)


def node(
    address: str,
    type_name: str = "toposmith.nodes.Container",
    *,
    line: int = 1,
    lines: Mapping[tuple[str | int, ...], int] | None = None,
    image: str | None = None,
    artifacts: Mapping[str, Artifact] | None = None,
    scalable: Mapping[str, Value] | None = None,
    endpoint: Mapping[str, Value] | None = None,
    **properties: Value,
) -> Node:
    """A node template; ``lines`` gives lines to parts, such as ``{("properties", "privileged"): 7}``."""
    capabilities = {}
    if scalable is not None:
        capabilities["scalable"] = capability("scalable", "tosca.capabilities.Scalable", scalable)
    if endpoint is not None:
        capabilities["endpoint"] = capability("endpoint", "tosca.capabilities.Endpoint", endpoint)
    found = dict(artifacts or {})
    if image is not None:
        found["image"] = docker_image(image)
    return Node(
        address=address,
        name=address.rpartition("/")[2],
        type=type_ref(type_name),
        source=SourceMap(span(line), {path: span(number) for path, number in (lines or {}).items()}),
        properties=properties,
        capabilities=capabilities,
        artifacts=found,
    )


def capability(name: str, type_name: str, properties: Mapping[str, Value]) -> Capability:
    return Capability(name, TypeRef(type_name, (type_name, "tosca.capabilities.Root")), properties)


def docker_image(name: str) -> Artifact:
    """The artifact of an image that the engine pulls."""
    kind = "tosca.artifacts.Deployment.Image.Container.Docker"
    lineage = (kind, "tosca.artifacts.Deployment.Image", "tosca.artifacts.Deployment", "tosca.artifacts.Root")
    return Artifact("image", TypeRef(kind, lineage), name)


def dockerfile(path: str, **properties: Value) -> Artifact:
    """The artifact of an image that is made from a Dockerfile."""
    kind = "toposmith.artifacts.Dockerfile"
    return Artifact(
        "image",
        TypeRef(kind, (kind, "tosca.artifacts.Deployment.Image", "tosca.artifacts.Root")),
        path,
        None,
        properties,
    )


def edge(source: str, requirement: str, target: str, *, line: int = 1, index: int = 0, **properties: Any) -> Edge:
    """A fulfilled requirement of one of the profile's names."""
    kind = RELATIONSHIPS[requirement]
    lineage = (kind, "tosca.relationships.Root")
    return Edge(source, requirement, index, target, None, TypeRef(kind, lineage), SourceMap(span(line)), properties)


def graph(*parts: Node | Edge, **fields: Any) -> TopologyGraph:
    """A graph of nodes and edges, in the order given."""
    return TopologyGraph(
        version="tosca_simple_yaml_1_3",
        source=SourceMap(Span.start_of(FILE)),
        nodes={part.address: part for part in parts if isinstance(part, Node)},
        edges=tuple(part for part in parts if isinstance(part, Edge)),
        **fields,
    )


def policy(kind: str, *targets: str, name: str = "", **properties: Value) -> Policy:
    """A policy of one of the profile's types, such as ``Update``."""
    return Policy(name or kind, type_ref(f"toposmith.policies.{kind}"), targets, SourceMap(span(30)), properties)
