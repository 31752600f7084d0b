import { describe, expect, it } from "vitest";
import type { Graph } from "@/api/types";
import { edge, graph, node } from "@/testing/make";
import { bestLayout, CARD, layOut, type Direction, type Layout } from "./layout";
import { edgeKey } from "./model";

const RELAY = graph(
  ["proxy", "web", "api", "worker", "redis", "ledger", "public", "internal"].map((name) => node(name)),
  [
    edge("proxy", "web"),
    edge("web", "api"),
    edge("api", "redis"),
    edge("worker", "redis"),
    edge("redis", "ledger", { kind: "attaches-to", requirement: "storage" }),
    edge("proxy", "public", { kind: "links-to", requirement: "network" }),
    edge("web", "public", { kind: "links-to", requirement: "network" }),
    ...["web", "api", "worker", "redis"].map((name) => edge(name, "internal", { kind: "links-to", requirement: "network", index: 1 })),
  ],
);

/** Points along a path, by its commands: straight lines at their ends, curves sampled. */
function along(path: string): { x: number; y: number }[] {
  const numbers = [...path.matchAll(/-?[\d.]+/g)].map(Number);
  const points: { x: number; y: number }[] = [];
  let at = 0;
  const take = () => ({ x: numbers[at++] ?? 0, y: numbers[at++] ?? 0 });
  for (const command of path.match(/[MLC]/g) ?? []) {
    const from = points.at(-1);
    if (command !== "C" || !from) {
      const to = take();
      if (from) for (let t = 0.05; t < 1; t += 0.05) points.push({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t });
      points.push(to);
      continue;
    }
    const [one, two, to] = [take(), take(), take()];
    for (let t = 0.05; t <= 1.0001; t += 0.05) {
      const bend = (axis: "x" | "y") =>
        (1 - t) ** 3 * from[axis] + 3 * (1 - t) ** 2 * t * one[axis] + 3 * (1 - t) * t ** 2 * two[axis] + t ** 3 * to[axis];
      points.push({ x: bend("x"), y: bend("y") });
    }
  }
  return points;
}

function cardsUnder(layout: Layout, of: Graph, key: string): string[] {
  const path = layout.edges.get(key)?.path ?? "";
  return of.nodes.flatMap(({ address }) => {
    const at = layout.nodes.get(address) ?? expect.fail(`${address} has no place`);
    const inside = ({ x, y }: { x: number; y: number }) =>
      x > at.x + 1 && x < at.x + CARD.width - 1 && y > at.y + 1 && y < at.y + CARD.height - 1;
    return along(path).some(inside) ? [address] : [];
  });
}

describe.each<Direction>(["TB", "LR"])("the layout %s", (direction) => {
  const layout = layOut(RELAY, CARD, direction);
  const axis = direction === "TB" ? "y" : "x";

  it("puts each node before those that it requires", () => {
    for (const { source, target } of RELAY.edges) {
      expect(layout.nodes.get(source)?.[axis]).toBeLessThan(layout.nodes.get(target)?.[axis] ?? 0);
    }
  });

  it("never puts one card on another", () => {
    const places = [...layout.nodes.values()];
    places.forEach((one, index) => {
      for (const other of places.slice(index + 1)) {
        const apart = Math.abs(one.x - other.x) >= CARD.width || Math.abs(one.y - other.y) >= CARD.height;
        expect(apart).toBe(true);
      }
    });
  });

  it.each(RELAY.edges.map(edgeKey))("leads %s behind no card", (key) => {
    expect(cardsUnder(layout, RELAY, key)).toEqual([]);
  });

  it("gives every edge a label at a place of its own", () => {
    const labels = [...layout.edges.values()].map(({ label }) => `${label.x} ${label.y}`);
    expect(new Set(labels).size).toBe(RELAY.edges.length);
  });
});

describe("layouts of odd graphs", () => {
  it("exist for no node, for one, and for circles", () => {
    expect(layOut(graph([]), CARD, "TB").nodes.size).toBe(0);
    expect(layOut(graph([node("web")]), CARD, "TB").nodes.get("web")).toBeDefined();
    const circle = graph([node("a"), node("b")], [edge("a", "b"), edge("b", "a")]);
    expect(layOut(circle, CARD, "LR").edges.size).toBe(2);
  });

  it("keep apart several requirements between the same two nodes", () => {
    const twice = graph([node("a"), node("b")], [edge("a", "b"), edge("a", "b", { index: 1 })]);
    const paths = [...layOut(twice, CARD, "TB").edges.values()].map(({ path }) => path);
    expect(new Set(paths).size).toBe(2);
  });

  it("turn to where there is room", () => {
    const chain = graph(["a", "b", "c", "d", "e"].map((name) => node(name)), [edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("d", "e")]);
    expect(bestLayout(chain, CARD, { width: 2000, height: 200 }).direction).toBe("LR");
    expect(bestLayout(chain, CARD, { width: 400, height: 900 }).direction).toBe("TB");
  });
});
