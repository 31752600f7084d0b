import { Panel } from "@xyflow/react";
import type { Graph } from "@/api/types";
import { EDGE_KINDS, EDGE_WORDS } from "./kinds";

/** The line styles that occur in this graph. */
export function Legend({ graph }: { graph: Graph }) {
  const present = EDGE_KINDS.filter((kind) => graph.edges.some((edge) => edge.kind === kind));
  if (present.length === 0) return null;
  return (
    <Panel position="top-left" className="legend">
      {present.map((kind) => (
        <span key={kind} className="legend__entry">
          <svg width="24" height="8" aria-hidden="true" className={`relation--${kind}`}>
            <path className="react-flow__edge-path" d="M1 4h22" />
          </svg>
          {EDGE_WORDS[kind]}
        </span>
      ))}
    </Panel>
  );
}
