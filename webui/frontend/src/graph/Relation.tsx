import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { EDGE_WORDS } from "./kinds";
import type { RelationEdge } from "./flow";

/** A fulfilled requirement: its way as laid out, its kind in words at the middle. */
export function Relation({ data, markerEnd }: EdgeProps<RelationEdge>) {
  if (!data) return null;
  const { edge, path, label } = data;
  return (
    <>
      <BaseEdge path={path} markerEnd={markerEnd} />
      <EdgeLabelRenderer>
        <span
          className={`relation__label relation__label--${edge.kind}`}
          style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
          title={`${edge.source}: requirement ${edge.requirement} → ${edge.target} (${edge.relationship})`}
        >
          {EDGE_WORDS[edge.kind]}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
