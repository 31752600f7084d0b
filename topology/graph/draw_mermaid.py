"""Drawing a graph as a Mermaid flowchart, which many code hosts show in Markdown.

Source: https://mermaid.js.org/syntax/flowchart.html
"""

from collections.abc import Mapping

from topology.graph.kinds import EdgeKind, NodeKind, edge_kind, node_kind
from topology.graph.model import Edge, Node, TopologyGraph

_SHAPES = {
    NodeKind.CONTAINER: ("[", "]"),
    NodeKind.VOLUME: ("[(", ")]"),
    NodeKind.NETWORK: ("{{", "}}"),
    NodeKind.RUNTIME: ("[[", "]]"),
    NodeKind.OTHER: ("[", "]"),
}

_ARROWS = {
    EdgeKind.HOSTED_ON: "==>",
    EdgeKind.CONNECTS_TO: "-->",
    EdgeKind.ATTACHES_TO: "-->",
    EdgeKind.LINKS_TO: "-.->",
    EdgeKind.DEPENDS_ON: "-.->",
}


def draw_mermaid(graph: TopologyGraph) -> str:
    """The graph as a flowchart: a shape for each kind of node, an arrow from each node to what it depends on."""
    ids = {address: f"n{index}" for index, address in enumerate(graph.nodes)}
    lines = [
        "flowchart LR",
        *(_node(ids[address], node) for address, node in graph.nodes.items()),
        *(_edge(edge, ids) for edge in graph.edges),
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A Mermaid string; nothing in it is obeyed, what cannot be printed becomes a space."""
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    """Text in which only letters, digits, spaces and a few marks stand for themselves."""
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character.isalnum() or character in " .-_:/":
        return character
    return f"#{ord(character)};" if character.isprintable() else " "


def _node(identifier: str, node: Node) -> str:
    start, end = _SHAPES[node_kind(node)]
    name, kind = escaped(node.address), escaped(node.type.name.rpartition(".")[2])
    return f'  {identifier}{start}"{name}<br>{kind}"{end}'


def _edge(edge: Edge, ids: Mapping[str, str]) -> str:
    return f"  {ids[edge.source]} {_ARROWS[edge_kind(edge)]}|{quoted(edge.requirement)}| {ids[edge.target]}"
