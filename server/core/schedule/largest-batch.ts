import { createProgram, type IntegerSolver } from './integer-program';

/** Limits on what a batch may hold; counts are demonstrations. */
export interface BatchLimits {
  /** Level index per configuration and factor, N × F, row-major. */
  levels: ArrayLike<number>;
  /** Per factor the most of each level (∞ for no limit); null where no level of it is limited. */
  caps: readonly (ArrayLike<number> | null)[];
  /** Most of each configuration. */
  room: ArrayLike<number>;
  /** Least of a configuration that gets any. */
  minimum: number;
  /** Most configurations that get any. */
  openings: number;
}

export interface LargestBatch {
  placed: number;
  /** No more than this fits; equal to `placed` unless the solver reached its node limit. */
  bound: number;
}

const NODES = 5000;

interface Class {
  levels: number[];
  room: number;
  members: number;
}

/**
 * The most demonstrations that fit, up to `wanted`. Configurations that the limits cannot tell apart count as one. A
 * filling of the fullest levels last settles most cases, an integer program the rest (with three capped factors the
 * question is NP-hard).
 */
export function largestBatch(limits: BatchLimits, wanted: number, solver: IntegerSolver): LargestBatch {
  return largest(limits, classesOf(limits), wanted, solver);
}

function largest(limits: BatchLimits, classes: readonly Class[], wanted: number, solver: IntegerSolver): LargestBatch {
  if (classes.length === 0) return { placed: 0, bound: 0 };
  const simple = limits.minimum <= 1 && limits.openings === Number.POSITIVE_INFINITY;
  if (simple && filled(limits, classes, wanted) === wanted) return { placed: wanted, bound: wanted };
  return solved(limits, classes, wanted, solver);
}

function classesOf({ levels, caps, room, minimum, openings }: BatchLimits): Class[] {
  const width = caps.length;
  const judged = [...caps.keys()].filter((f) => caps[f] !== null);
  // Where only sums matter rooms add up; a minimum or a number of openings tells rooms of different size apart.
  const apart = minimum > 1 || openings !== Number.POSITIVE_INFINITY;
  const classes = new Map<string, Class>();
  for (let i = 0; i < room.length; i++) {
    if (room[i] < Math.max(1, minimum)) continue;
    const own = judged.map((f) => levels[i * width + f]);
    const key = apart ? `${own.join()}/${room[i]}` : own.join();
    const known = classes.get(key);
    if (!known) classes.set(key, { levels: own, room: room[i], members: 1 });
    else if (apart) known.members++;
    else known.room += room[i];
  }
  return [...classes.values()];
}

/** What a greedy filling reaches: every step takes from the class whose tightest level has the most left. */
function filled({ caps }: BatchLimits, classes: readonly Class[], wanted: number): number {
  const slack = caps.flatMap((cap) => (cap ? [Float64Array.from(cap)] : []));
  const left = classes.map(({ room }) => room);
  const steps = Math.max(1, Math.ceil((wanted * classes.length) / 20_000_000));
  let placed = 0;
  while (placed < wanted) {
    let best = -1;
    let most = [0, 0];
    for (let k = 0; k < classes.length; k++) {
      if (left[k] <= 0) continue;
      const own = classes[k].levels.map((l, c) => slack[c][l]);
      const tightest = own.length ? Math.min(...own) : left[k];
      const sum = own.reduce((all, one) => all + Math.min(one, wanted), 0);
      if (tightest > most[0] || (tightest === most[0] && sum > most[1])) [best, most] = [k, [tightest, sum]];
    }
    if (best < 0 || most[0] < 1) break;
    const taken = Math.min(steps, left[best], Math.floor(most[0]), wanted - placed);
    left[best] -= taken;
    for (const [c, l] of classes[best].levels.entries()) slack[c][l] -= taken;
    placed += taken;
  }
  return placed;
}

function solved(limits: BatchLimits, classes: readonly Class[], wanted: number, solver: IntegerSolver): LargestBatch {
  const { row, column, build } = createProgram();
  const total = row(Number.NEGATIVE_INFINITY, wanted);
  const opened = row(Number.NEGATIVE_INFINITY, Math.min(limits.openings, limits.room.length));
  const simple = limits.minimum <= 1 && limits.openings === Number.POSITIVE_INFINITY;
  const judged = limits.caps.flatMap((cap) => (cap ? [cap] : []));
  const rows = judged.map(() => new Map<number, number>());
  const placedColumns: number[] = [];
  for (const { levels, room, members } of classes) {
    const entries: [number, number][] = [[total, 1]];
    for (const [c, l] of levels.entries()) {
      const most = judged[c][l];
      if (!Number.isFinite(most)) continue;
      const own = rows[c].get(l) ?? row(Number.NEGATIVE_INFINITY, most);
      rows[c].set(l, own);
      entries.push([own, 1]);
    }
    const most = Math.min(wanted, simple ? room : room * members);
    if (simple) {
      placedColumns.push(column(1, most, true, entries));
      continue;
    }
    // minimum · open ≤ placed ≤ room · open holds every multiset of counts that `open` configurations can have.
    const atLeast = row(Number.NEGATIVE_INFINITY, 0);
    const atMost = row(Number.NEGATIVE_INFINITY, 0);
    entries.push([atLeast, -1], [atMost, 1]);
    placedColumns.push(column(1, most, true, entries));
    column(0, members, true, [
      [opened, 1],
      [atLeast, limits.minimum],
      [atMost, -room],
    ]);
  }
  const { x, bound, status } = solver(build(), NODES);
  const placed = x ? placedColumns.reduce((sum, at) => sum + Math.round(x[at]), 0) : 0;
  if (status !== 'limit') return { placed, bound: placed };
  return { placed, bound: bound === null ? wanted : Math.min(wanted, Math.floor(bound + 1e-6)) };
}

/**
 * Smallest count that, as the cap of every level of every one of `factors`, lets `total` be placed; null when none does.
 * O(N + log total · solves).
 */
export function smallestUniformCap(
  { levels, room, factors }: { levels: ArrayLike<number>; room: ArrayLike<number>; factors: number },
  total: number,
  solver: IntegerSolver,
  judged: readonly number[] = Array.from({ length: factors }, (_, f) => f),
): number | null {
  const sizes = judged.map((f) => {
    let most = 0;
    for (let i = 0; i < room.length; i++) most = Math.max(most, levels[i * factors + f] + 1);
    return most;
  });
  const under = (cap: number): BatchLimits => {
    const caps: (Float64Array | null)[] = new Array(factors).fill(null);
    for (const [at, f] of judged.entries()) caps[f] = new Float64Array(sizes[at]).fill(cap);
    return { levels, caps, room, minimum: 1, openings: Number.POSITIVE_INFINITY };
  };
  // What the limits cannot tell apart is the same under every such cap.
  const classes = classesOf(under(total));
  const holds = (cap: number) => largest(under(cap), classes, total, solver).placed >= total;
  if (!holds(total)) return null;
  let [short, enough] = [0, total];
  while (enough - short > 1) {
    const middle = (short + enough) >> 1;
    if (holds(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}
