import { type Pairwise, rowOf } from '../numeric/pairwise';
import type { Random } from '../numeric/random';
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
  similarity: Pairwise,
): FacilityLocation {
  const width = ground.length;
  const covered = new Float64Array(width);
  const weights = Float64Array.from(ground, weight);
  const row = new Float64Array(width);
  const rows = size * width <= KEPT ? new Float64Array(size * width) : null;
  const known = new Uint8Array(rows ? size : 0);
  let value = 0;
  /** Where the similarities of `j` to the ground are: rows and the place of the first. */
  const rowsOf = (j: number): [Float64Array, number] => {
    if (rows && known[j]) return [rows, j * width];
    rowOf(similarity, j, ground, 0, width, row);
    if (rows) {
      rows.set(row, j * width);
      known[j] = 1;
    }
    return [row, 0];
  };
  const gain = (j: number) => {
    const [from, start] = rowsOf(j);
    let sum = 0;
    for (let at = 0; at < width; at++) {
      const more = from[start + at] - covered[at];
      if (more > 0) sum += weights[at] * more;
    }
    return sum;
  };
  return {
    gain,
    value: () => value,
    add(j) {
      value += gain(j);
      const [from, start] = rowsOf(j);
      for (let at = 0; at < width; at++) if (from[start + at] > covered[at]) covered[at] = from[start + at];
    },
  };
}

/** Lazy greedy over all items (Minoux 1978), within 1 − 1/e of the best `steps`; ties to the lowest index. */
export function greedyFacilities(size: number, steps: number, similarity: Pairwise) {
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

/** The configurations to be stood for: all `size` of them, or a random sample of a large matrix. */
export function groundOf(size: number, random: Random): Int32Array {
  const most = Math.min(GROUND, Math.max(LEAST_GROUND, Math.floor(EVALUATIONS / Math.max(1, size))));
  return drawSample(size, most, random.fork('ground'));
}

/** Blocks that together stand for the whole matrix, uncertain and often-used parts of it most. */
export const facilityLocationStrategy: Strategy = (problem, random) => {
  const { pool, similarity, deployment, oracle, evidence } = problem;
  const size = pool.room.length;
  const ground = groundOf(size, random);
  const scores = nonNegative(acquisitionScores(problem), pool.room);
  const objective = facilityLocation(size, ground, (i) => scores[i] * (deployment?.[i] ?? 1), similarity);
  for (const i of evidence) objective.add(i);
  for (let i = 0; i < size; i++) if (oracle.placed[i] > 0) objective.add(i);
  const bounds = new Float64Array(size);
  for (let j = 0; j < size; j++) if (oracle.fits(j) > 0) bounds[j] = objective.gain(j);
  return lazyGreedy(problem, { bounds, gain: (j) => objective.gain(j), add: (j) => objective.add(j) });
};
