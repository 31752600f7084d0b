"""Small graphs made by hand."""

from topology.diagnostics import Span
from topology.graph.model import Edge, Node, SourceMap, TopologyGraph
from topology.values.type_ref import TypeRef

PLACE = SourceMap(Span.start_of("service.yaml"))


def type_ref(*lineage: str) -> TypeRef:
    return TypeRef(lineage[0], lineage)


def node(address: str, *lineage: str, **fields) -> Node:
    lineage = lineage or ("tosca.nodes.Root",)
    return Node(address=address, name=address, type=type_ref(*lineage), source=PLACE, **fields)


def edge(source: str, target: str, relationship: str = "tosca.relationships.DependsOn", **fields) -> Edge:
    fields = {"requirement": "dependency", "index": 0, "capability": "feature", **fields}
    return Edge(source=source, target=target, relationship=type_ref(relationship), origin=PLACE, **fields)


def graph(nodes, edges=(), **fields) -> TopologyGraph:
    """A graph of nodes (or their addresses) and edges (or pairs of addresses)."""
    nodes = [node(item) if isinstance(item, str) else item for item in nodes]
    edges = tuple(edge(*item) if isinstance(item, tuple) else item for item in edges)
    return TopologyGraph(
        version="tosca_simple_yaml_1_3",
        source=PLACE,
        nodes={item.address: item for item in nodes},
        edges=edges,
        **fields,
    )
