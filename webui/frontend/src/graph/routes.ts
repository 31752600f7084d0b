/**
 * The ways of edges between the cards of a layered layout. An edge leaves at the end of a card and arrives at the start
 * of another; it moves sideways only in the gaps between two layers, and goes straight through each layer between, in the
 * lane that the layout kept free for it. So no edge runs behind a card.
 *
 * Everything here is in coordinates along the layers (`main`) and across them (`cross`), whichever way these point.
 */

export interface Spot {
  main: number;
  cross: number;
}

export interface Box extends Spot {
  /** Extent along the layers, and across them. */
  depth: number;
  breadth: number;
}

export interface Route {
  key: string;
  from: Box;
  to: Box;
  /** Where the edge passes the layers that lie between. */
  lanes: Spot[];
}

const PORT_GAP = 30;
const USED_SIDE = 0.7;

/** The spots that each edge goes through, by its key. */
export function routed(routes: readonly Route[]): Map<string, Spot[]> {
  const starts = ports(routes, (route) => route.from, (route) => route.lanes[0] ?? route.to);
  const ends = ports(routes, (route) => route.to, (route) => route.lanes.at(-1) ?? route.from);
  return new Map(
    routes.map((route) => {
      const { key, from, to, lanes } = route;
      const forward = to.main >= from.main ? 1 : -1;
      const half = (box: Box) => (forward * box.depth) / 2;
      const start = { main: from.main + half(from), cross: starts.get(key) ?? from.cross };
      const end = { main: to.main - half(to), cross: ends.get(key) ?? to.cross };
      const through = lanes.flatMap(({ main, cross }) => [
        { main: main - half(from), cross },
        { main: main + half(from), cross },
      ]);
      return [key, [start, ...through, end]];
    }),
  );
}

/** Spreads the edges of each card over its side, in the order of where they go. */
function ports(routes: readonly Route[], boxOf: (route: Route) => Box, next: (route: Route) => Spot): Map<string, number> {
  const sides = new Map<Box, Route[]>();
  for (const route of routes) sides.set(boxOf(route), [...(sides.get(boxOf(route)) ?? []), route]);
  const found = new Map<string, number>();
  for (const [box, members] of sides) {
    const gap = Math.min(PORT_GAP, (box.breadth * USED_SIDE) / Math.max(members.length - 1, 1));
    members.sort((one, other) => next(one).cross - next(other).cross);
    members.forEach(({ key }, index) => found.set(key, box.cross + (index - (members.length - 1) / 2) * gap));
  }
  return found;
}

/** Where the label stands: in the middle of the middle piece. */
export function middleOf(spots: readonly Spot[]): Spot {
  const at = Math.floor((spots.length - 1) / 2);
  const [one, other] = [spots[at], spots[at + 1]];
  if (!one || !other) return one ?? { main: 0, cross: 0 };
  return { main: (one.main + other.main) / 2, cross: (one.cross + other.cross) / 2 };
}
