import type { Features } from './distance';
import { lloyd, plusPlusSeeds } from './k-means';
import { kMedoids as medoidsOf } from './k-medoids';
import { defaultShares, similarityDistance } from './kernel';
import { acquisitionScores, nonNegative } from './score';
import type { Pick, SelectionProblem, Strategy } from './strategy';

/** Configurations clustered at most; more are stood for by an even sample. */
const KMEANS_SAMPLE = 5000;
const MEDOID_SAMPLE = 600;

/** Indices with room, thinned evenly to at most `most`. */
function sample({ oracle, pool }: SelectionProblem, most: number): number[] {
  const open = [...pool.room.keys()].filter((i) => oracle.fits(i) > 0);
  const step = Math.max(1, open.length / most);
  return Array.from({ length: Math.min(open.length, most) }, (_, at) => open[Math.floor(at * step)]);
}

/** One block for each centre at the nearest configuration that still fits, round after round until all is placed. */
function placeNear(problem: SelectionProblem, centres: readonly ((i: number) => number)[]): Pick[] {
  const { oracle, pool } = problem;
  const picks: Pick[] = [];
  let left = problem.demonstrations;
  const refused = new Set<number>();
  for (let round = 0, before = -1; left > 0 && before !== left && round < pool.room.length + 1; round++) {
    before = left;
    for (const away of centres) {
      while (left > 0) {
        let best = -1;
        let least = Number.POSITIVE_INFINITY;
        for (let i = 0; i < pool.room.length; i++) {
          if (refused.has(i) || oracle.fits(i, left) === 0) continue;
          // A configuration of this batch is a second choice: a centre wants its own.
          const d = away(i) + 2 * oracle.placed[i];
          if (d < least) [best, least] = [i, d];
        }
        if (best < 0) break;
        const taken = oracle.take(best, left);
        if (taken === 0) {
          refused.add(best);
          continue;
        }
        left -= taken;
        picks.push({ index: best, demonstrations: taken, gain: null, boundBy: null, insteadOf: null });
        break;
      }
    }
  }
  return picks;
}

const blocksOf = ({ demonstrations, oracle }: SelectionProblem) => Math.ceil(demonstrations / oracle.blockSize);

/** One-hot rows of the given configurations, every factor scaled by the root of its share of the variance. */
function oneHot({ pool }: SelectionProblem, items: readonly number[]): Features {
  const width = pool.factors.length;
  const shares = defaultShares(width).main;
  const offsets = pool.factors.map((_, f) =>
    pool.factors.slice(0, f).reduce((sum, { levels }) => sum + levels.length, 0),
  );
  const columns = pool.factors.reduce((sum, { levels }) => sum + levels.length, 0);
  const values = new Float64Array(items.length * columns);
  items.forEach((i, row) => {
    for (let f = 0; f < width; f++)
      values[row * columns + offsets[f] + pool.levels[i * width + f]] = Math.sqrt(shares[f]);
  });
  return { rows: items.length, columns, values };
}

/** The middles of as many clusters as there are blocks. */
export const kMeans: Strategy = (problem, random) => {
  const items = sample(problem, KMEANS_SAMPLE);
  if (items.length === 0) return [];
  const rows = oneHot(problem, items);
  const seeds = plusPlusSeeds(rows, blocksOf(problem), random);
  const initial = {
    rows: seeds.length,
    columns: rows.columns,
    values: Float64Array.from(
      seeds.flatMap((s) => [...rows.values.subarray(s * rows.columns, (s + 1) * rows.columns)]),
    ),
  };
  const { centres } = lloyd(rows, initial, 50);
  const { pool } = problem;
  const width = pool.factors.length;
  const shares = defaultShares(width).main;
  const offsets = pool.factors.map((_, f) =>
    pool.factors.slice(0, f).reduce((sum, { levels }) => sum + levels.length, 0),
  );
  return placeNear(
    problem,
    Array.from({ length: centres.rows }, (_, c) => (i: number) => {
      // ‖x − c‖² up to a constant of the centre: a one-hot row meets it in one column per factor.
      let sum = 0;
      for (let f = 0; f < width; f++) {
        sum -= 2 * Math.sqrt(shares[f]) * centres.values[c * centres.columns + offsets[f] + pool.levels[i * width + f]];
      }
      return sum;
    }),
  );
};

/** Configurations that stand for the others with the least distance, uncertain ones counting more. */
export const kMedoids: Strategy = (problem) => {
  const items = sample(problem, MEDOID_SAMPLE);
  const scores = nonNegative(acquisitionScores(problem), problem.pool.room);
  const away = similarityDistance(problem.similarity);
  const { medoids } = medoidsOf(
    items.length,
    blocksOf(problem),
    (a, b) => away(items[a], items[b]),
    (a) => scores[items[a]],
  );
  return placeNear(
    problem,
    medoids.map((m) => (i: number) => away(i, items[m])),
  );
};
