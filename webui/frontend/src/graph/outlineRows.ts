/** The outline's visible rows, and what the keys of a tree do on them. */

import type { Graph, GraphEdge, GraphNode } from "@/api/types";
import { edgeKey, outOf } from "./model";

export interface Row {
  id: string;
  level: 1 | 2;
  /** The node that the row belongs to. */
  address: string;
  /** The node that choosing the row selects. */
  leadsTo: string;
  node: GraphNode;
  edge: GraphEdge | null;
  hasChildren: boolean;
  open: boolean;
}

export function outlineRows(graph: Graph, closed: ReadonlySet<string>): Row[] {
  return graph.nodes.flatMap((node) => {
    const edges = outOf(graph, node.address);
    const open = edges.length > 0 && !closed.has(node.address);
    const row = { address: node.address, node, hasChildren: edges.length > 0, open };
    const head: Row = { ...row, id: node.address, level: 1, leadsTo: node.address, edge: null };
    const children = edges.map<Row>((edge) => ({
      ...row,
      id: edgeKey(edge),
      level: 2,
      leadsTo: edge.target,
      edge,
      hasChildren: false,
    }));
    return open ? [head, ...children] : [head];
  });
}

export const isKnown = (rows: readonly Row[], id: string | null) => rows.some((row) => row.id === id);

export type KeyTarget = { kind: "focus"; id: string } | { kind: "open"; open: boolean } | { kind: "choose" } | null;

/** What a key does on a row, as the tree pattern of ARIA has it; null for keys that are not the tree's. */
export function keyTarget(key: string, rows: readonly Row[], row: Row): KeyTarget {
  const index = rows.findIndex((one) => one.id === row.id);
  switch (key) {
    case "ArrowDown":
      return focus(rows[index + 1]);
    case "ArrowUp":
      return focus(rows[index - 1]);
    case "Home":
      return focus(rows[0]);
    case "End":
      return focus(rows.at(-1));
    case "ArrowRight":
      return inwards(row, rows[index + 1]);
    case "ArrowLeft":
      return outwards(row);
    case "Enter":
    case " ":
      return { kind: "choose" };
    default:
      return null;
  }
}

const focus = (row: Row | undefined): KeyTarget => (row ? { kind: "focus", id: row.id } : null);

function inwards(row: Row, next: Row | undefined): KeyTarget {
  if (!row.hasChildren) return null;
  return row.open ? focus(next) : { kind: "open", open: true };
}

function outwards(row: Row): KeyTarget {
  if (row.level === 2) return { kind: "focus", id: row.address };
  return row.open ? { kind: "open", open: false } : null;
}
