import { rowOf } from '../numeric/pairwise';
import type { Random } from '../numeric/random';
import type { Pool } from '../schedule/pool';
import type { Features } from './distance';
import { lloyd, plusPlusSeeds } from './k-means';
import { kMedoids as medoidsOf } from './k-medoids';
import { defaultShares, similarityDistance } from './kernel';
import { drawSample } from './random';
import { acquisitionScores, nonNegative } from './score';
import type { Pick, SelectionProblem, Strategy } from './strategy';

/** Configurations clustered at most; more are stood for by a random sample. */
const KMEANS_SAMPLE = 5000;
/** Above it medoids are sought in several samples of this size, and the best of them kept (CLARA, Kaufman & Rousseeuw 1990). */
const MEDOID_SAMPLE = 600;
const MEDOID_SAMPLES = 3;
/** Configurations the samples' medoids are compared on. */
const JUDGES = 2000;

const openOnes = ({ oracle, pool }: SelectionProblem) =>
  Int32Array.from(pool.room.keys()).filter((i) => oracle.fits(i) > 0);

/** At most `most` of the indices, drawn at random. */
function sampleOf(open: Int32Array, most: number, random: Random): Int32Array {
  return drawSample(open.length, most, random).map((at) => open[at]);
}

/** Writes how far every configuration is from a centre, N. */
type Centre = (away: Float64Array) => void;

/** One block for each centre at the nearest configuration that still fits, round after round until all is placed. O(N) a block. */
function placeNear(problem: SelectionProblem, centres: readonly Centre[]): Pick[] {
  const { oracle, pool } = problem;
  const picks: Pick[] = [];
  let left = problem.demonstrations;
  const refused = new Set<number>();
  const away = new Float64Array(pool.room.length);
  for (let round = 0, before = -1; left > 0 && before !== left && round < pool.room.length + 1; round++) {
    before = left;
    for (const centre of centres) {
      if (left === 0) break;
      centre(away);
      while (left > 0) {
        let best = -1;
        let least = Number.POSITIVE_INFINITY;
        for (let i = 0; i < away.length; i++) {
          // A configuration of this batch is a second choice: a centre wants its own.
          const d = away[i] + 2 * oracle.placed[i];
          if (d >= least || refused.has(i) || oracle.fits(i, left) === 0) continue;
          best = i;
          least = d;
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

/** One-hot columns of the factors: where each begins, and its entry, the root of its share of the variance. */
function oneHotColumns(pool: Pool) {
  const entries = defaultShares(pool.factors.length).main.map(Math.sqrt);
  const offsets: number[] = [];
  let columns = 0;
  for (const { levels } of pool.factors) {
    offsets.push(columns);
    columns += levels.length;
  }
  return { entries, offsets, columns };
}

/** One-hot rows of the given configurations, as clusters see them. */
export function oneHot(pool: Pool, items: ArrayLike<number>): Features {
  const { levels, factors } = pool;
  const { entries, offsets, columns } = oneHotColumns(pool);
  const width = factors.length;
  const values = new Float64Array(items.length * columns);
  for (let row = 0; row < items.length; row++)
    for (let f = 0; f < width; f++) values[row * columns + offsets[f] + levels[items[row] * width + f]] = entries[f];
  return { rows: items.length, columns, values };
}

/** Column of each one-hot item in each factor, and ‖x‖² − 2x·c + ‖c‖² by those columns alone. */
function oneHotDistances(pool: Pool, items: Int32Array) {
  const { levels, factors } = pool;
  const { entries, offsets } = oneHotColumns(pool);
  const width = factors.length;
  const columnOf = Int32Array.from({ length: items.length * width }, (_, at) => {
    const f = at % width;
    return offsets[f] + levels[items[Math.floor(at / width)] * width + f];
  });
  const own = entries.reduce((sum, entry) => sum + entry * entry, 0);
  return (_: Features, { rows, columns, values }: Features) => {
    const norms = Float64Array.from({ length: rows }, (_row, c) => {
      let sum = 0;
      for (let d = c * columns; d < (c + 1) * columns; d++) sum += values[d] * values[d];
      return sum;
    });
    return (i: number, c: number) => {
      let along = 0;
      for (let f = 0, at = i * width; f < width; f++) along += entries[f] * values[c * columns + columnOf[at + f]];
      return Math.max(0, own + norms[c] - 2 * along);
    };
  };
}

/** The middles of as many clusters as there are blocks. */
export const kMeans: Strategy = (problem, random) => {
  const items = sampleOf(openOnes(problem), KMEANS_SAMPLE, random.fork('sample'));
  if (items.length === 0) return [];
  const rows = oneHot(problem.pool, items);
  const seeds = plusPlusSeeds(rows, blocksOf(problem), random);
  const initial = {
    rows: seeds.length,
    columns: rows.columns,
    values: Float64Array.from(
      seeds.flatMap((s) => [...rows.values.subarray(s * rows.columns, (s + 1) * rows.columns)]),
    ),
  };
  const { centres } = lloyd(rows, initial, 50, oneHotDistances(problem.pool, items));
  const { levels, factors } = problem.pool;
  const { entries, offsets } = oneHotColumns(problem.pool);
  const width = factors.length;
  const { columns, values } = centres;
  return placeNear(
    problem,
    Array.from({ length: centres.rows }, (_, c): Centre => {
      // ‖x − c‖² up to a constant of the centre: a one-hot row meets it in one column per factor.
      const costs = factors.map(({ levels: { length } }, f) =>
        Float64Array.from({ length }, (_level, l) => -2 * entries[f] * values[c * columns + offsets[f] + l]),
      );
      return (away) => {
        for (let i = 0, at = 0; i < away.length; i++) {
          let sum = 0;
          for (let f = 0; f < width; f++) sum += costs[f][levels[at++]];
          away[i] = sum;
        }
      };
    }),
  );
};

/** Configurations that stand for the others with the least distance, uncertain ones counting more. */
export const kMedoids: Strategy = (problem, random) => {
  const open = openOnes(problem);
  const scores = nonNegative(acquisitionScores(problem), problem.pool.room);
  const away = similarityDistance(problem.similarity);
  const judges = sampleOf(open, JUDGES, random.fork('judges'));
  let best: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < (open.length > MEDOID_SAMPLE ? MEDOID_SAMPLES : 1); tried++) {
    const items = sampleOf(open, MEDOID_SAMPLE, random.fork(tried));
    const { medoids } = medoidsOf(
      items.length,
      blocksOf(problem),
      (a, b) => away(items[a], items[b]),
      (a) => scores[items[a]],
    );
    const found = medoids.map((m) => items[m]);
    let cost = 0;
    for (const i of judges) cost += scores[i] * found.reduce((nearest, m) => Math.min(nearest, away(i, m)), 2);
    if (cost < least) [best, least] = [found, cost];
  }
  const all = Int32Array.from(problem.pool.room.keys());
  return placeNear(
    problem,
    best.map((m) => (out) => {
      rowOf(away, m, all, 0, all.length, out);
      out[m] = 0;
    }),
  );
};
