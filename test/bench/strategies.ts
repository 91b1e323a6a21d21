import { qualityOf } from '@/server/core/acquisition/dpp';
import { groundOf } from '@/server/core/acquisition/facility-location';
import { acquisitionScores, nonNegative } from '@/server/core/acquisition/score';
import { strategies } from '@/server/core/acquisition/strategies';
import { seededRandom } from '@/server/core/numeric/random';
import { StrategyName } from '@/server/core/schedule/schema';
import { denseFarthestFirst } from './baselines/farthest-first';
import { denseGradientSeeding } from './baselines/gradient-seeding';
import { denseDeterminant } from './baselines/greedy-determinant';
import { sortedHighest } from './baselines/highest';
import { denseRankedBatch } from './baselines/ranked-batch';
import { denseStandIns } from './baselines/stand-ins';
import { exponent, type Measured, MOST_MS, printed, report, turns } from './measure';
import { blocksOf, type Case, caseOf, problemOf } from './problems';

/**
 * One strategy at every size, as the product calls it, under an oracle that is asked at every block, against a dense form
 * without any limits that looks at every candidate for every pick. One process a strategy, so that memory is its own. A
 * size that the smaller ones say is out of reach is named with what it would take.
 */
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Where scores vary, and the worst case for whatever looks at the most promising first. */
const SPREADS = { varied: 0.2, flat: 0 };
/** A dense form with more numbers than this in memory is left out. */
const MOST_NUMBERS = 4e7;
/** The largest size is not begun where one run is expected to take longer than this. */
const MOST_EXPECTED_MS = 4 * MOST_MS;

interface Baseline {
  run: () => number[];
  /** Both sides have to choose the same items in the same order. */
  comparable: boolean;
}

/** The dense form of a strategy on features, with its memory allocated beforehand; null where there is none, or none that fits. */
function baselineOf(name: StrategyName, c: Case): Baseline | null {
  const { vectors } = c;
  if (!vectors) return null;
  const worth = () => nonNegative(acquisitionScores(problemOf(c)), c.pool.room);
  const room = new Float64Array(c.n);
  switch (name) {
    case 'dpp': {
      const quality = qualityOf(problemOf(c));
      const memory = { factors: new Float64Array(c.n * c.k), residuals: room, alike: new Float64Array(c.n) };
      return { run: () => denseDeterminant(quality, c.similarity, c.k, memory), comparable: true };
    }
    case 'k-center':
      return { run: () => denseFarthestFirst(vectors, c.evidence, c.k, room), comparable: true };
    case 'badge': {
      const u = worth();
      return {
        run: () => denseGradientSeeding(u, c.similarity, c.k, seededRandom('baseline'), room),
        comparable: false,
      };
    }
    case 'ranked-batch': {
      const scores = worth();
      const top = scores.reduce((a, b) => Math.max(a, b), 0);
      const uncertainty = scores.map((score) => score / top);
      return { run: () => denseRankedBatch(uncertainty, c.evidence, c.similarity, c.k, room), comparable: true };
    }
    case 'facility-location': {
      const ground = groundOf(c.n, seededRandom('bench'));
      if (c.n * ground.length > MOST_NUMBERS) return null;
      const scores = worth();
      const weights = Float64Array.from(ground, (i) => scores[i] * c.deployment[i]);
      const rows = new Float64Array(c.n * ground.length);
      return {
        run: () => denseStandIns(c.n, ground, weights, c.evidence, c.similarity, c.k, rows),
        comparable: true,
      };
    }
    case 'top-k':
    case 'query-by-committee': {
      const scores = name === 'top-k' ? worth() : c.scores;
      const order = new Int32Array(c.n);
      return { run: () => sortedHighest(scores, c.k, order), comparable: true };
    }
    default:
      return null;
  }
}

/** What this strategy is to reach. */
function goalOf(name: StrategyName, shape: string, { n }: Case, found: Pick<Measured, 'ms' | 'timesFaster'>) {
  const seconds = (limit: number) => ({ text: `under ${limit} s`, met: found.ms < limit * 1000 });
  if (name === 'dpp' && n === 100_000 && found.timesFaster !== null) {
    const least = shape === 'flat' ? 1 : 20;
    return { text: `at least ${least}× the dense form`, met: found.timesFaster >= least };
  }
  if (name === 'dpp' && n === 1_000_000) return seconds(shape === 'flat' ? 15 : 1);
  if (n !== 100_000) return null;
  const limits: Partial<Record<StrategyName, number>> = {
    'k-center': 0.4,
    badge: 0.7,
    'ranked-batch': 1.1,
    'facility-location': 2,
  };
  const limit = limits[name];
  return limit ? seconds(limit) : null;
}

function measure(name: StrategyName, c: Case, shape: string): Measured {
  const chosen = () => strategies[name].select(problemOf(c), seededRandom('bench')).map(({ index }) => index);
  const baseline = baselineOf(name, c);
  const { found, expected, ...times } = turns(chosen, baseline?.run ?? null);
  return {
    bench: 'strategies',
    name: `${name}, ${shape}`,
    n: c.n,
    k: c.k,
    ...times,
    same: baseline?.comparable && expected ? expected.every((i, at) => found[at] === i) : null,
    goal: goalOf(name, shape, c, times),
  };
}

/** What one run of the largest size should take by how the two below it grew, at least in proportion; 0 below that. */
function expectedMs(rows: readonly Measured[], n: number): number {
  const [before, last] = rows.slice(-2);
  if (n < SIZES[SIZES.length - 1] || !before?.n || !last?.n) return 0;
  const growth = Math.max(1, exponent({ n: before.n, ms: before.ms }, { n: last.n, ms: last.ms }));
  return last.ms * (n / last.n) ** growth * (blocksOf(n) / blocksOf(last.n));
}

function bench(name: StrategyName, shape: keyof typeof SPREADS): Measured[] {
  const rows: Measured[] = [];
  for (const n of SIZES) {
    const expected = expectedMs(rows, n);
    if (expected > MOST_EXPECTED_MS) {
      const notRun = `not run: a run should take ${(expected / 1000).toFixed(0)} s, by how it grew`;
      report({ bench: 'strategies', name: `${name}, ${shape}`, n, notRun });
      console.log(`${`${name}, ${shape}`.padEnd(40)} ${String(n).padStart(8)} ${notRun}`);
      continue;
    }
    const row = measure(name, caseOf(n, SPREADS[shape]), shape);
    rows.push(row);
    report(row);
    console.log(printed(row));
  }
  return rows;
}

for (const name of StrategyName.options.filter((option) => option === process.argv[2])) {
  const growth = (Object.keys(SPREADS) as (keyof typeof SPREADS)[]).map((shape) => {
    const rows = bench(name, shape);
    // 10⁶ has another kernel and twice the picks, so that growth is read below it.
    const [small, large] = [10_000, 100_000].map((n) => rows.find((row) => row.n === n));
    if (!small || !large) return `${shape} unknown`;
    const at = ({ ms }: Measured, n: number) => ({ n, ms: Math.max(0.1, ms) });
    return `${shape} N^${exponent(at(small, 10_000), at(large, 100_000)).toFixed(2)}`;
  });
  console.log(`${name}: time from 10⁴ to 10⁵ grows as ${growth.join(', ')}`);
}
