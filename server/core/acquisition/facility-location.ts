import { indexHeap } from './heap';
import { lazyGreedy } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { Strategy } from './strategy';

/** Σ_i w_i max_{j∈S} s_ij over ground items: how well the chosen stand for everything. Monotone and submodular. */
export interface FacilityLocation {
  gain(j: number): number;
  add(j: number): void;
  value(): number;
}

/** `ground` lists the items to be stood for, `weight` their weights; s ≥ 0. A gain costs O(ground). */
export function facilityLocation(
  ground: Int32Array,
  weight: (i: number) => number,
  similarity: (i: number, j: number) => number,
): FacilityLocation {
  const covered = new Float64Array(ground.length);
  const weights = Float64Array.from(ground, weight);
  let value = 0;
  const gain = (j: number) => {
    let sum = 0;
    for (let at = 0; at < ground.length; at++) {
      const more = similarity(ground[at], j) - covered[at];
      if (more > 0) sum += weights[at] * more;
    }
    return sum;
  };
  return {
    gain,
    value: () => value,
    add(j) {
      value += gain(j);
      for (let at = 0; at < ground.length; at++) covered[at] = Math.max(covered[at], similarity(ground[at], j));
    },
  };
}

/** Lazy greedy over all items (Minoux 1978), within 1 − 1/e of the best `steps`; ties to the lowest index. */
export function greedyFacilities(size: number, steps: number, similarity: (i: number, j: number) => number) {
  const all = Int32Array.from({ length: size }, (_, i) => i);
  const objective = facilityLocation(all, () => 1, similarity);
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

/** Above this many configurations an evenly spaced sample of them is what has to be stood for. */
const GROUND = 2000;

/** Blocks that together stand for the whole matrix, uncertain and often-used parts of it most. */
export const facilityLocationStrategy: Strategy = (problem) => {
  const { pool, similarity, deployment, oracle, evidence } = problem;
  const size = pool.room.length;
  const step = Math.max(1, size / GROUND);
  const ground = Int32Array.from({ length: Math.min(size, GROUND) }, (_, at) => Math.floor(at * step));
  const scores = nonNegative(acquisitionScores(problem), pool.room);
  const objective = facilityLocation(ground, (i) => scores[i] * (deployment?.[i] ?? 1), similarity);
  for (const i of evidence) objective.add(i);
  for (let i = 0; i < size; i++) if (oracle.placed[i] > 0) objective.add(i);
  const bounds = Float64Array.from({ length: size }, (_, j) => (oracle.fits(j) > 0 ? objective.gain(j) : 0));
  return lazyGreedy(problem, { bounds, gain: (j) => objective.gain(j), add: (j) => objective.add(j) });
};
