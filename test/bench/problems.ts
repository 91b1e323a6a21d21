import { anovaSimilarity, type Similarity } from '@/server/core/acquisition/kernel';
import type { SelectionProblem } from '@/server/core/acquisition/strategy';
import { dot } from '@/server/core/numeric/dot';
import type { PairwiseRow } from '@/server/core/numeric/pairwise';
import { seededRandom } from '@/server/core/numeric/random';
import { createOracle } from '@/server/core/schedule/oracle';
import type { Pool } from '@/server/core/schedule/pool';
import { Caps, Limits } from '@/server/core/schedule/schema';

/** Feature vectors in blobs, as published comparisons of selection code use them. */
export interface Vectors {
  rows: number;
  columns: number;
  values: Float64Array;
  squaredNorms: Float64Array;
}

export interface Case {
  n: number;
  k: number;
  pool: Pool;
  /** Null where the kernel is that of the factors. */
  vectors: Vectors | null;
  similarity: Similarity;
  scores: Float64Array;
  evidence: readonly number[];
  deployment: Float64Array;
}

/** Levels per factor whose full grid has N configurations. */
const GRIDS: Record<number, number[]> = {
  1000: [10, 10, 10, 1],
  10000: [10, 10, 10, 10],
  100000: [10, 20, 25, 20],
  1000000: [20, 50, 50, 20],
};
const COLUMNS = 64;
const BLOBS = 50;
export const GAMMA = 1 / 128;

function gridPool(sizes: readonly number[]): Pool {
  const n = sizes.reduce((product, size) => product * size, 1);
  const levels = new Uint16Array(n * sizes.length);
  for (let i = 0; i < n; i++)
    for (let f = 0, rest = i; f < sizes.length; rest = Math.floor(rest / sizes[f++]))
      levels[i * sizes.length + f] = rest % sizes[f];
  const names = ['task', 'object', 'environment', 'lighting'];
  return {
    factors: sizes.map((size, f) => ({ key: names[f], levels: Array.from({ length: size }, (_, l) => `${l}`) })),
    levels,
    room: new Int32Array(n).fill(1000),
  };
}

function blobs(rows: number): Vectors {
  const random = seededRandom(`bench/blobs/${rows}`);
  const centres = Float64Array.from({ length: BLOBS * COLUMNS }, () => 1.5 * random.normal());
  const values = new Float64Array(rows * COLUMNS);
  const squaredNorms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const blob = random.int(BLOBS) * COLUMNS;
    for (let d = 0; d < COLUMNS; d++) values[i * COLUMNS + d] = centres[blob + d] + random.normal();
    squaredNorms[i] = dot(values, i * COLUMNS, values, i * COLUMNS, COLUMNS);
  }
  return { rows, columns: COLUMNS, values, squaredNorms };
}

/** exp(−γ‖x − y‖²) from norms and one dot product, for both sides of a comparison; four of a row are made side by side. */
export function rbf({ columns, values, squaredNorms }: Vectors): Similarity {
  const row: PairwiseRow = (i, others, from, to, out) => {
    const own = i * columns;
    let at = from;
    for (; at + 3 < to; at += 4) fourDots(values, columns, own, others, at, out, at - from);
    for (; at < to; at++) out[at - from] = oneDot(values, columns, own, others[at] * columns);
    for (at = from; at < to; at++) {
      const squared = squaredNorms[i] + squaredNorms[others[at]] - 2 * out[at - from];
      out[at - from] = Math.exp(-GAMMA * Math.max(0, squared));
    }
  };
  const single = (i: number, j: number) =>
    Math.exp(
      -GAMMA * Math.max(0, squaredNorms[i] + squaredNorms[j] - 2 * oneDot(values, columns, i * columns, j * columns)),
    );
  return Object.assign(single, { row });
}

/** Products are summed in two lanes, the even and the odd columns, here and below, so that both give the same bits. */
function oneDot(values: Float64Array, columns: number, i: number, j: number): number {
  let even = 0;
  let odd = 0;
  for (let d = 0; d < columns; d += 2) {
    even += values[i + d] * values[j + d];
    odd += values[i + d + 1] * values[j + d + 1];
  }
  return even + odd;
}

/** Each entry of the row at `i` is read once for four others. */
function fourDots(
  values: Float64Array,
  columns: number,
  i: number,
  others: Int32Array,
  at: number,
  out: Float64Array,
  to: number,
): void {
  const [p, q, r, s] = [
    others[at] * columns,
    others[at + 1] * columns,
    others[at + 2] * columns,
    others[at + 3] * columns,
  ];
  let [p0, p1, q0, q1, r0, r1, s0, s1] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let d = 0; d < columns; d += 2) {
    const even = values[i + d];
    const odd = values[i + d + 1];
    p0 += even * values[p + d];
    p1 += odd * values[p + d + 1];
    q0 += even * values[q + d];
    q1 += odd * values[q + d + 1];
    r0 += even * values[r + d];
    r1 += odd * values[r + d + 1];
    s0 += even * values[s + d];
    s1 += odd * values[s + d + 1];
  }
  out[to] = p0 + p1;
  out[to + 1] = q0 + q1;
  out[to + 2] = r0 + r1;
  out[to + 3] = s0 + s1;
}

/** Features have 64 columns up to this many configurations; more of them are told apart by their factors alone. */
const MOST_VECTORS = 100_000;

/** How many blocks are picked from N configurations. */
export const blocksOf = (n: number) => (n <= MOST_VECTORS ? 100 : 200);

/** N configurations to pick k from: 64 features up to 10⁵, the kernel of four factors at 10⁶. `spread` 0 makes all scores equal. */
export function caseOf(n: number, spread: number): Case {
  const pool = gridPool(GRIDS[n]);
  const random = seededRandom(`bench/scores/${n}`);
  const vectors = n <= MOST_VECTORS ? blobs(n) : null;
  return {
    n,
    k: blocksOf(n),
    pool,
    vectors,
    similarity: vectors ? rbf(vectors) : anovaSimilarity(pool),
    scores: Float64Array.from({ length: n }, () => Math.exp(spread * random.normal())),
    evidence: Array.from({ length: 10 }, (_, e) => Math.floor(((e + 0.5) * n) / 10)),
    deployment: Float64Array.from({ length: n }, () => random.uniform()),
  };
}

/** The problem a strategy gets: k blocks of one demonstration, each configuration once. */
export function problemOf(c: Case): SelectionProblem {
  const caps = Caps.parse({ perFactor: {}, perConfiguration: null });
  const limits = Limits.parse({ maxPerConfiguration: 1 });
  return {
    pool: c.pool,
    oracle: createOracle({ pool: c.pool, batch: c.k, blockSize: 1, caps, limits, exact: true }),
    demonstrations: c.k,
    scores: { mean: c.scores, sd: new Float64Array(c.n).fill(0.1) },
    beta: 1,
    similarity: c.similarity,
    evidence: c.evidence,
    outcomes: null,
    demonstrated: null,
    discount: null,
    deployment: c.deployment,
  };
}
