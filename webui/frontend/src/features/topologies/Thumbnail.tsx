import { useMemo } from "react";
import type { Graph } from "@/api/types";
import { bestLayout } from "@/graph/layout";
import { edgeKey } from "@/graph/model";

const CARD = { width: 120, height: 46 };
const SPACE = { width: 320, height: 150 };

/** A small drawing of a graph, for recognising it. */
export function Thumbnail({ graph }: { graph: Graph }) {
  const layout = useMemo(() => bestLayout(graph, CARD, SPACE), [graph]);
  const [width, height] = [Math.max(layout.width, SPACE.width), Math.max(layout.height, SPACE.height)];
  return (
    <svg viewBox={`${-(width - layout.width) / 2} ${-(height - layout.height) / 2} ${width} ${height}`} className="thumbnail">
      {graph.edges.map((edge) => (
        <path key={edgeKey(edge)} className="thumbnail__edge" d={layout.edges.get(edgeKey(edge))?.path} />
      ))}
      {graph.nodes.map((node) => {
        const at = layout.nodes.get(node.address);
        return at ? (
          <g key={node.address} transform={`translate(${at.x} ${at.y})`} className={`thumbnail__node thumbnail__node--${node.kind}`}>
            <rect {...CARD} rx="9" />
            <rect className="thumbnail__glyph" x="9" y="11" width="24" height="24" rx="5" />
            <rect className="thumbnail__line" x="42" y="20" width={Math.min(28 + node.name.length * 4, 68)} height="6" rx="3" />
          </g>
        ) : null;
      })}
    </svg>
  );
}
