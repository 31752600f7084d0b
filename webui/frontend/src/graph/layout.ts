/** Layered positions for a topology graph: what depends on others stands before them. */

import dagre from "@dagrejs/dagre";
import type { EdgeKind, Graph } from "@/api/types";
import { edgeKey } from "./model";
import { middleOf, routed, type Box, type Route, type Spot } from "./routes";

export type Direction = "TB" | "LR";
export interface Point {
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}

export interface Layout extends Size {
  direction: Direction;
  /** Top left corners by address. */
  nodes: Map<string, Point>;
  /** The way of each edge as an SVG path, and where its label stands, by the edge's key. */
  edges: Map<string, { path: string; label: Point }>;
}

export const CARD: Size = { width: 232, height: 62 };
export const LIVE_CARD: Size = { width: 232, height: 90 };
const LABEL: Size = { width: 84, height: 18 };

/** How much an edge wants to be short and straight. */
const WEIGHTS: Record<EdgeKind, number> = {
  "hosted-on": 8,
  "connects-to": 6,
  "attaches-to": 5,
  "depends-on": 2,
  "links-to": 1,
};

type Drawing = InstanceType<typeof dagre.graphlib.Graph>;

export function layOut(graph: Graph, card: Size, direction: Direction): Layout {
  const drawing = draw(graph, card, direction);
  const whole = drawing.graph() as Partial<Size>;
  return {
    direction,
    width: whole.width ?? 0,
    height: whole.height ?? 0,
    nodes: new Map(graph.nodes.map((node) => [node.address, cornerOf(drawing.node(node.address) as Point, card)])),
    edges: edgesOf(graph, drawing, card, direction),
  };
}

function draw(graph: Graph, card: Size, rankdir: Direction): Drawing {
  const drawing = new dagre.graphlib.Graph({ multigraph: true });
  drawing.setGraph({ rankdir, nodesep: 40, ranksep: rankdir === "TB" ? 46 : 96, edgesep: 30, marginx: 8, marginy: 8 });
  for (const node of graph.nodes) drawing.setNode(node.address, { ...card });
  for (const edge of graph.edges) {
    const label = { ...LABEL, labelpos: "c", weight: WEIGHTS[edge.kind] };
    drawing.setEdge(edge.source, edge.target, label, edgeKey(edge));
  }
  dagre.layout(drawing);
  return drawing;
}

function edgesOf(graph: Graph, drawing: Drawing, card: Size, direction: Direction): Layout["edges"] {
  const across = direction === "LR";
  const spot = ({ x, y }: Point): Spot => (across ? { main: x, cross: y } : { main: y, cross: x });
  const point = ({ main, cross }: Spot): Point => (across ? { x: main, y: cross } : { x: cross, y: main });
  const size = across ? { depth: card.width, breadth: card.height } : { depth: card.height, breadth: card.width };
  const boxes = new Map<string, Box>(
    graph.nodes.map(({ address }) => [address, { ...spot(drawing.node(address) as Point), ...size }]),
  );
  const routes = graph.edges.flatMap<Route>((edge) => {
    const key = edgeKey(edge);
    const [from, to] = [boxes.get(edge.source), boxes.get(edge.target)];
    const { points } = drawing.edge(edge.source, edge.target, key) as { points: Point[] };
    return from && to ? [{ key, from, to, lanes: lanesOf(points).map(spot) }] : [];
  });
  return new Map(
    [...routed(routes)].map(([key, spots]) => [key, { path: pathThrough(spots, point), label: point(middleOf(spots)) }]),
  );
}

/** Of an edge's points those in layers of nodes: between two layers there is one more, which holds labels. */
function lanesOf(points: readonly Point[]): Point[] {
  return points.slice(1, -1).filter((_, index) => index % 2 === 1);
}

/** The layout that can be shown largest in a space. */
export function bestLayout(graph: Graph, card: Size, space: Size): Layout {
  const [down, across] = [layOut(graph, card, "TB"), layOut(graph, card, "LR")];
  return zoomIn(across, space) > zoomIn(down, space) ? across : down;
}

function zoomIn(layout: Size, space: Size): number {
  return Math.min(space.width / Math.max(layout.width, 1), space.height / Math.max(layout.height, 1), 1);
}

function cornerOf(centre: Point, card: Size): Point {
  return { x: centre.x - card.width / 2, y: centre.y - card.height / 2 };
}

/** An SVG path that leaves and reaches every spot along the layers. */
function pathThrough(spots: readonly Spot[], point: (spot: Spot) => Point): string {
  const parts = spots.map((spot, index) => {
    const before = spots[index - 1];
    if (!before) return `M${text(point(spot))}`;
    if (before.cross === spot.cross) return `L${text(point(spot))}`;
    const main = (before.main + spot.main) / 2;
    const bends = [{ main, cross: before.cross }, { main, cross: spot.cross }, spot];
    return `C${bends.map((bend) => text(point(bend))).join(" ")}`;
  });
  return parts.join(" ");
}

function text({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
