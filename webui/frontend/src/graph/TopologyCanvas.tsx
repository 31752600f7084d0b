import {
  Background,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  type NodeChange,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useMemo, useState } from "react";
import type { Graph } from "@/api/types";
import { Card } from "./Card";
import { Controls } from "./Controls";
import { flowEdges, flowNodes, type CardNode } from "./flow";
import { bestLayout, CARD, layOut, LIVE_CARD, type Direction } from "./layout";
import { Legend } from "./Legend";
import { Relation } from "./Relation";
import { useKeepFitted, ZOOM } from "./useKeepFitted";
import type { Instances } from "./model";
import "./graph.css";

const NODE_TYPES = { card: Card };
const EDGE_TYPES = { relation: Relation };
/** A small graph is seen whole; its map appears once somebody has moved away from that. */
const SMALL = 16;

interface Props {
  graph: Graph;
  /** The live state by address; absent where only the template is shown. */
  instances?: Instances;
  selected: string | null;
  onSelect: (address: string | null) => void;
}

/** The topology as a picture: pan, zoom, and reach every node with the keyboard. */
export function TopologyCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ graph, instances, selected, onSelect }: Props) {
  const [turned, setTurned] = useState<Direction | null>(null);
  const [moved, setMoved] = useState(false);
  const card = instances ? LIVE_CARD : CARD;
  const layout = useMemo(
    () => (turned ? layOut(graph, card, turned) : bestLayout(graph, card, roomForCanvas())),
    [graph, card, turned],
  );
  const nodes = useMemo(
    () => flowNodes(graph, layout, card, instances, selected),
    [graph, layout, card, instances, selected],
  );
  const edges = useMemo(() => flowEdges(graph, layout, selected), [graph, layout, selected]);
  const fit = useKeepFitted(moved, layout);
  return (
    <ReactFlow
      className="canvas"
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onNodesChange={(changes) => selectionOf(changes, selected, onSelect)}
      onPaneClick={() => onSelect(null)}
      onMove={(event) => event && setMoved(true)}
      nodesDraggable={false}
      nodesConnectable={false}
      minZoom={ZOOM.least}
      maxZoom={ZOOM.most}
      zoomOnDoubleClick={false}
      attributionPosition="top-right"
      aria-label="Topology graph"
    >
      <Background gap={22} size={1.4} color="var(--canvas-dot)" />
      <Legend graph={graph} />
      <Controls
        onZoom={() => setMoved(true)}
        onFit={() => {
          setMoved(false);
          fit();
        }}
        onTurn={() => {
          setMoved(false);
          setTurned(layout.direction === "TB" ? "LR" : "TB");
        }}
      />
      {moved || graph.nodes.length > SMALL ? <Overview /> : null}
    </ReactFlow>
  );
}

function Overview() {
  return (
    <MiniMap
      pannable
      ariaLabel="Map of the whole graph"
      nodeClassName={(node) => `minimap__node minimap__node--${(node as CardNode).data.node.kind}`}
      nodeBorderRadius={8}
    />
  );
}

function roomForCanvas() {
  return { width: Math.max(window.innerWidth - 320, 360), height: Math.max(window.innerHeight - 200, 360) };
}

function selectionOf(
  changes: NodeChange<CardNode>[],
  selected: string | null,
  onSelect: (address: string | null) => void,
): void {
  const selections = changes.filter((change) => change.type === "select");
  const chosen = selections.find((change) => change.selected);
  if (chosen) onSelect(chosen.id);
  else if (selections.some((change) => change.id === selected)) onSelect(null);
}
