/** A route over stops, in the order they are visited. */
export interface Route {
  order: number[];
  cost: number;
  /** No route costs less. */
  lowerBound: number;
  /** The route is proven cheapest. */
  exact: boolean;
}

/** Up to here the cheapest route is found by dynamic programming, O(n²·2ⁿ). */
const EXACT_STOPS = 12;
/** Up to here every constructed route is improved, above only the best few. */
const FEW_STOPS = 30;

/** Σ over factors of weight where the levels of stops `a` and `b` differ. */
export type ChangeoverCost = (a: number, b: number) => number;

/** Changeover cost between rows of level indices (stops × factors, row-major). */
export function changeoverCost(levels: ArrayLike<number>, weights: readonly number[]): ChangeoverCost {
  const width = weights.length;
  return (a, b) => {
    let sum = 0;
    for (let f = 0; f < width; f++) if (levels[a * width + f] !== levels[b * width + f]) sum += weights[f];
    return sum;
  };
}

/** Cost of visiting the stops in this order, from `start` (a stop already stood at) when given. */
export function routeCost(order: readonly number[], cost: ChangeoverCost, start: number | null = null): number {
  let sum = start === null || order.length === 0 ? 0 : cost(start, order[0]);
  for (let at = 1; at < order.length; at++) sum += cost(order[at - 1], order[at]);
  return sum;
}

/**
 * The order of `stops` with the fewest weighted changeovers, open at the end and, without `start`, at the beginning.
 * Exact to 12 stops (Held–Karp); above, the best of a lexicographic tour and nearest-neighbour tours, improved by 2-opt
 * and Or-opt. Ties go to the lower stop. `cost` is a metric on the stops.
 */
export function orderStops(stops: readonly number[], cost: ChangeoverCost, start: number | null = null): Route {
  if (stops.length <= 1) {
    const only = routeCost(stops, cost, start);
    return { order: [...stops], cost: only, lowerBound: only, exact: true };
  }
  if (stops.length <= EXACT_STOPS) {
    const order = heldKarp(stops, cost, start);
    const least = routeCost(order, cost, start);
    return { order, cost: least, lowerBound: least, exact: true };
  }
  const seeds = stops.length <= 200 ? stops : stops.filter((_, at) => at % Math.ceil(stops.length / 50) === 0);
  const constructed =
    start === null
      ? seeds.map((first) => nearestNeighbour(stops, cost, first))
      : [nearestNeighbour(stops, cost, start)];
  constructed.push([...stops]);
  const ranked = constructed
    .map((order) => ({ order, cost: routeCost(order, cost, start) }))
    .sort((a, b) => a.cost - b.cost);
  const improved = ranked
    .slice(0, stops.length <= FEW_STOPS ? ranked.length : 3)
    .map(({ order }) => improve(order, cost, start));
  const best = improved.reduce((a, b) => (routeCost(b, cost, start) < routeCost(a, cost, start) ? b : a));
  const found = routeCost(best, cost, start);
  const lowerBound = spanningTree(start === null ? stops : [start, ...stops], cost);
  return { order: best, cost: found, lowerBound, exact: found <= lowerBound };
}

function heldKarp(stops: readonly number[], cost: ChangeoverCost, start: number | null): number[] {
  const n = stops.length;
  const least = new Float64Array(n << n).fill(Number.POSITIVE_INFINITY);
  const from = new Int8Array(n << n).fill(-1);
  const between = Float64Array.from({ length: n * n }, (_, at) => cost(stops[Math.floor(at / n)], stops[at % n]));
  for (let last = 0; last < n; last++) least[(1 << last) * n + last] = start === null ? 0 : cost(start, stops[last]);
  for (let mask = 1; mask < 1 << n; mask++) {
    for (let last = 0; last < n; last++) {
      const here = least[mask * n + last];
      if (here === Number.POSITIVE_INFINITY) continue;
      for (let next = 0; next < n; next++) {
        if (mask & (1 << next)) continue;
        const at = (mask | (1 << next)) * n + next;
        const through = here + between[last * n + next];
        if (through < least[at]) {
          least[at] = through;
          from[at] = last;
        }
      }
    }
  }
  let mask = (1 << n) - 1;
  let last = 0;
  for (let end = 1; end < n; end++) if (least[mask * n + end] < least[mask * n + last]) last = end;
  const order: number[] = [];
  while (last >= 0) {
    order.push(stops[last]);
    const previous = from[mask * n + last];
    mask &= ~(1 << last);
    last = previous;
  }
  return order.reverse();
}

function nearestNeighbour(stops: readonly number[], cost: ChangeoverCost, first: number): number[] {
  const left = new Set(stops);
  const order: number[] = [];
  let here = first;
  if (left.delete(first)) order.push(first);
  while (left.size > 0) {
    let nearest = -1;
    let distance = Number.POSITIVE_INFINITY;
    for (const stop of left) {
      const away = cost(here, stop);
      if (away < distance) {
        distance = away;
        nearest = stop;
      }
    }
    left.delete(nearest);
    order.push(nearest);
    here = nearest;
  }
  return order;
}

/** 2-opt (reverse a stretch) and Or-opt (move up to three stops) until neither helps; both ends stay open. */
function improve(order: readonly number[], cost: ChangeoverCost, start: number | null): number[] {
  let route = [...order];
  const edge = (a: number | null | undefined, b: number | undefined) => (a == null || b === undefined ? 0 : cost(a, b));
  const before = (at: number) => (at === 0 ? start : route[at - 1]);
  const reversalGain = (i: number, j: number) =>
    edge(before(i), route[i]) + edge(route[j], route[j + 1]) - edge(before(i), route[j]) - edge(route[i], route[j + 1]);
  const moved = (i: number, length: number, to: number, flip: boolean) => {
    const stretch = route.slice(i, i + length);
    const rest = [...route.slice(0, i), ...route.slice(i + length)];
    return [...rest.slice(0, to), ...(flip ? stretch.reverse() : stretch), ...rest.slice(to)];
  };
  const moveGain = (i: number, length: number, to: number, flip: boolean) => {
    const end = i + length - 1;
    const [head, tail] = flip ? [route[end], route[i]] : [route[i], route[end]];
    const rest = (at: number) => (at < 0 ? start : route[at < i ? at : at + length]);
    const next = rest(to) ?? undefined;
    const removed = edge(before(i), route[i]) + edge(route[end], route[end + 1]) - edge(before(i), route[end + 1]);
    return removed - (edge(rest(to - 1), head) + edge(tail, next) - edge(rest(to - 1), next));
  };
  for (let better = true; better; ) {
    better = false;
    for (let i = 0; i < route.length; i++) {
      for (let j = i + 1; j < route.length; j++) {
        if (reversalGain(i, j) <= 1e-9) continue;
        route = [...route.slice(0, i), ...route.slice(i, j + 1).reverse(), ...route.slice(j + 1)];
        better = true;
      }
    }
    for (let length = 1; length <= 3; length++) {
      for (let i = 0; i + length <= route.length; i++) {
        for (let to = 0; to <= route.length - length; to++) {
          const flip = moveGain(i, length, to, true) > moveGain(i, length, to, false);
          if (to === i || moveGain(i, length, to, flip) <= 1e-9) continue;
          route = moved(i, length, to, flip);
          better = true;
        }
      }
    }
  }
  return route;
}

/** Weight of the minimum spanning tree (Prim): every route contains a spanning tree. */
function spanningTree(stops: readonly number[], cost: ChangeoverCost): number {
  const away = new Float64Array(stops.length).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(stops.length);
  away[0] = 0;
  let sum = 0;
  for (let step = 0; step < stops.length; step++) {
    let next = -1;
    for (let at = 0; at < stops.length; at++) if (!done[at] && (next < 0 || away[at] < away[next])) next = at;
    done[next] = 1;
    sum += away[next];
    for (let at = 0; at < stops.length; at++)
      if (!done[at]) away[at] = Math.min(away[at], cost(stops[next], stops[at]));
  }
  return sum;
}
