"""Drawing a graph in DOT, the language of Graphviz.

Source: https://graphviz.org/doc/info/lang.html
"""

from topology.diagnostics.printable import printable
from topology.graph.kinds import EdgeKind, NodeKind, edge_kind, node_kind
from topology.graph.model import Edge, Node, TopologyGraph

_SHAPES = {
    NodeKind.CONTAINER: "box",
    NodeKind.VOLUME: "cylinder",
    NodeKind.NETWORK: "hexagon",
    NodeKind.RUNTIME: "box3d",
    NodeKind.OTHER: "box",
}

_STYLES = {
    EdgeKind.HOSTED_ON: "bold",
    EdgeKind.CONNECTS_TO: "solid",
    EdgeKind.ATTACHES_TO: "solid",
    EdgeKind.LINKS_TO: "dotted",
    EdgeKind.DEPENDS_ON: "dashed",
}


def draw_dot(graph: TopologyGraph) -> str:
    """The graph in DOT: a shape for each kind of node, an arrow from each node to what it depends on."""
    lines = [
        "digraph topology {",
        "  rankdir=LR;",
        '  node [fontname="Helvetica,sans-serif" fontsize=11 margin="0.2,0.1"];',
        '  edge [fontname="Helvetica,sans-serif" fontsize=9];',
        *(_node(node) for node in graph.nodes.values()),
        *(_edge(edge) for edge in graph.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A DOT string for a name: it cannot end early, and what cannot be printed is made visible."""
    return '"' + printable(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def label(*lines: str) -> str:
    """A DOT string for a label, which shows the lines as they are: neither escapes nor entities in them are obeyed."""
    return '"' + "\\n".join(quoted(line.replace("&", "&amp;"))[1:-1] for line in lines) + '"'


def _node(node: Node) -> str:
    shown = label(node.address, node.type.name.rpartition(".")[2])
    return f"  {quoted(node.address)} [label={shown} shape={_SHAPES[node_kind(node)]}];"


def _edge(edge: Edge) -> str:
    style = _STYLES[edge_kind(edge)]
    return f"  {quoted(edge.source)} -> {quoted(edge.target)} [label={label(edge.requirement)} style={style}];"
