import { indexHeap } from './heap';
import { lazyGreedy } from './lazy-greedy';
import { drawSample } from './random';
import { acquisitionScores, nonNegative } from './score';
import type { Strategy } from './strategy';

/** Σ_i w_i max_{j∈S} s_ij over ground items: how well the chosen stand for everything. Monotone and submodular. */
export interface FacilityLocation {
  gain(j: number): number;
  add(j: number): void;
  value(): number;
}

/** Similarities kept of what was evaluated once; above it they are evaluated again. 320 MB. */
const KEPT = 4e7;

/**
 * `ground` lists the items to be stood for out of `size`, `weight` their weights; s ≥ 0. A gain costs O(ground): similarities
 * when item j is looked at for the first time, and afterwards a pass over the kept ones.
 */
export function facilityLocation(
  size: number,
  ground: Int32Array,
  weight: (i: number) => number,
  similarity: (i: number, j: number) => number,
): FacilityLocation {
  const width = ground.length;
  const covered = new Float64Array(width);
  const weights = Float64Array.from(ground, weight);
  const rows = size * width <= KEPT ? new Array<Float64Array | undefined>(size) : null;
  const scratch = new Float64Array(width);
  let value = 0;
  const rowOf = (j: number): Float64Array => {
    const kept = rows?.[j];
    if (kept) return kept;
    const row = rows ? new Float64Array(width) : scratch;
    for (let at = 0; at < width; at++) row[at] = similarity(ground[at], j);
    if (rows) rows[j] = row;
    return row;
  };
  const gain = (j: number) => {
    const row = rowOf(j);
    let sum = 0;
    for (let at = 0; at < width; at++) {
      const more = row[at] - covered[at];
      if (more > 0) sum += weights[at] * more;
    }
    return sum;
  };
  return {
    gain,
    value: () => value,
    add(j) {
      value += gain(j);
      const row = rowOf(j);
      for (let at = 0; at < width; at++) if (row[at] > covered[at]) covered[at] = row[at];
    },
  };
}

/** Lazy greedy over all items (Minoux 1978), within 1 − 1/e of the best `steps`; ties to the lowest index. */
export function greedyFacilities(size: number, steps: number, similarity: (i: number, j: number) => number) {
  const all = Int32Array.from({ length: size }, (_, i) => i);
  const objective = facilityLocation(size, all, () => 1, similarity);
  const heap = indexHeap(
    Float64Array.from({ length: size }, (_, j) => objective.gain(j)),
    all,
  );
  const order: number[] = [];
  const values: number[] = [];
  while (order.length < steps && heap.size() > 0) {
    const j = heap.top();
    heap.rekeyTop(objective.gain(j));
    if (heap.top() !== j) continue;
    heap.pop();
    objective.add(j);
    order.push(j);
    values.push(objective.value());
  }
  return { order, values };
}

/** Most configurations that have to be stood for, and most similarities evaluated for the first block; fewer for a large matrix. */
const GROUND = 2000;
const EVALUATIONS = 2e7;
/** Even so, at least this many: the value of a batch is then known to a few percent. */
const LEAST_GROUND = 200;

/** Blocks that together stand for the whole matrix, or for a random sample of a large one, uncertain and often-used parts of it most. */
export const facilityLocationStrategy: Strategy = (problem, random) => {
  const { pool, similarity, deployment, oracle, evidence } = problem;
  const size = pool.room.length;
  const most = Math.min(GROUND, Math.max(LEAST_GROUND, Math.floor(EVALUATIONS / Math.max(1, size))));
  const ground = drawSample(size, most, random.fork('ground'));
  const scores = nonNegative(acquisitionScores(problem), pool.room);
  const objective = facilityLocation(size, ground, (i) => scores[i] * (deployment?.[i] ?? 1), similarity);
  for (const i of evidence) objective.add(i);
  for (let i = 0; i < size; i++) if (oracle.placed[i] > 0) objective.add(i);
  const bounds = new Float64Array(size);
  for (let j = 0; j < size; j++) if (oracle.fits(j) > 0) bounds[j] = objective.gain(j);
  return lazyGreedy(problem, { bounds, gain: (j) => objective.gain(j), add: (j) => objective.add(j) });
};
