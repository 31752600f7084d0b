/** From a topology graph and its layout to what React Flow draws. */

import { MarkerType, Position, type Edge, type Node } from "@xyflow/react";
import type { Graph, GraphEdge, GraphNode, Instance } from "@/api/types";
import { EDGE_WORDS } from "./kinds";
import type { Layout, Point, Size } from "./layout";
import { edgeKey, type Instances } from "./model";

export interface CardData extends Record<string, unknown> {
  node: GraphNode;
  /** Absent where only the template is shown. */
  instance: Instance | undefined;
  live: boolean;
}

export interface RelationData extends Record<string, unknown> {
  edge: GraphEdge;
  path: string;
  label: Point;
}

export type CardNode = Node<CardData, "card">;
export type RelationEdge = Edge<RelationData, "relation">;

export function flowNodes(
  graph: Graph,
  layout: Layout,
  card: Size,
  instances: Instances | undefined,
  selected: string | null,
): CardNode[] {
  return graph.nodes.map((node) => ({
    id: node.address,
    type: "card",
    position: layout.nodes.get(node.address) ?? { x: 0, y: 0 },
    ...card,
    measured: card,
    handles: handlesOf(card, layout.direction === "LR"),
    selected: node.address === selected,
    data: { node, instance: instances?.get(node.address), live: instances !== undefined },
    ariaLabel: node.name,
  }));
}

function handlesOf(card: Size, across: boolean): CardNode["handles"] {
  const dot = { width: 1, height: 1 };
  const [end, start] = across ? [Position.Left, Position.Right] : [Position.Top, Position.Bottom];
  const middle = across ? { y: card.height / 2 } : { x: card.width / 2 };
  return [
    { type: "target", position: end, x: 0, y: 0, ...middle, ...dot },
    { type: "source", position: start, x: card.width, y: card.height, ...middle, ...dot },
  ];
}

export function flowEdges(graph: Graph, layout: Layout, selected: string | null): RelationEdge[] {
  return graph.edges.flatMap((edge) => {
    const key = edgeKey(edge);
    const drawn = layout.edges.get(key);
    if (!drawn) return [];
    const near = selected === edge.source || selected === edge.target;
    return {
      id: key,
      type: "relation",
      source: edge.source,
      target: edge.target,
      className: `relation relation--${edge.kind}${near ? " relation--near" : ""}`,
      markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: near ? "var(--accent)" : "var(--line-strong)" },
      focusable: false,
      selectable: false,
      ariaLabel: `${edge.source} ${EDGE_WORDS[edge.kind]} ${edge.target}`,
      data: { edge, ...drawn },
    };
  });
}
