import type { Certificate, Feasibility } from './certificate';
import { type FeasibilityTest, feasibilityTest } from './feasibility-test';
import type { IntegerSolver } from './integer-program';
import { smallestUniformCap } from './largest-batch';
import { largestShare } from './largest-share';
import { cappedFactors, factorIndex, type Pool, roomPerLevel, share } from './pool';
import type { Caps, Limits } from './schema';

export const MAX_BATCH = 5000;
/** Batches looked at on either side for the nearest that fits where every one needs the solver. */
const MOST_SOLVES = 150;

interface Question {
  blockSize?: number;
  limits?: Limits | null;
  /** Decides what per-factor sums and flows leave open; without it that counts as feasible. */
  solver?: IntegerSolver;
}

/**
 * Whether `batch` demonstrations fit under the caps and limits, otherwise why not and what would fit. Exact with a
 * solver. Blocks do not enter: the block that would overrun a cap is shortened, so every demonstration a cap allows can
 * be used. O(N·F² + flows + programs).
 */
export function feasibility(
  pool: Pool,
  batch: number,
  caps: Caps,
  { blockSize = 1, limits = null, solver }: Question = {},
): Feasibility {
  const check = feasibilityTest(pool, caps, limits, solver);
  const found = check(batch, caps);
  if (found.feasible) return found;
  const tested = solver && found.kind === 'joint' ? MOST_SOLVES : Number.POSITIVE_INFINITY;
  const never =
    found.kind === 'joint'
      ? solver && largestShare(pool, caps, cappedFactors(pool, caps), solver) < 1 - 1e-7
      : found.factors.some((key) => tooFewLevels(pool, key, caps)) || tooFewConfigurations(pool, found, caps);
  return {
    ...found,
    shortages: found.shortages.map((one) => ({
      ...one,
      smallestPercent: smallestPercent(found, caps, [one.factor], check),
    })),
    smallestPercent:
      found.kind === 'room' ? percentOfEach(found, caps, check) : smallestPercent(found, caps, found.factors, check),
    smallestUniform: solver ? smallestUniform(pool, found, caps, limits, solver) : null,
    nearest: never
      ? { below: null, above: null }
      : nearestBatches(batch, blockSize, caps, check, tested, ceiling(pool, limits)),
  };
}

/** Smallest percent that as the cap of `factors` makes the batch fit; for one of several short ones, that this factor is none of them any more. */
function smallestPercent(
  found: Certificate,
  caps: Caps,
  factors: readonly string[],
  check: FeasibilityTest,
): number | null {
  if (factors.length === 0) return null;
  const fits = (percent: number) => {
    const raised = factors.map((key) => [key, Math.max(percent, caps.perFactor[key] ?? 100)]);
    const tried = check(found.batch, { ...caps, perFactor: { ...caps.perFactor, ...Object.fromEntries(raised) } });
    if (tried.feasible) return true;
    const others = factors.length < found.factors.length;
    return others && tried.kind === 'factor' && !tried.factors.some((key) => factors.includes(key));
  };
  return leastPercent(fits);
}

/** Smallest percent that as the cap of each configuration leaves room for the batch, as far as the factors allow; null where that cap is not in the way. */
function percentOfEach({ batch, each }: Certificate, caps: Caps, check: FeasibilityTest): number | null {
  if (each === null) return null;
  return leastPercent((perConfiguration) => {
    const tried = check(batch, { ...caps, perConfiguration });
    return tried.feasible || tried.kind !== 'room';
  });
}

/** Smallest percent that `fits`, which every larger one does; null when 100 does not. */
function leastPercent(fits: (percent: number) => boolean): number | null {
  if (!fits(100)) return null;
  let [short, enough] = [0, 100];
  while (enough - short > 1) {
    const middle = (short + enough) >> 1;
    if (fits(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

/** The one count for every level of all capped factors; where caps are not what is short there is none to look for. */
function smallestUniform(
  pool: Pool,
  { kind, batch }: Certificate,
  caps: Caps,
  limits: Limits | null,
  solver: IntegerSolver,
): number | null {
  if (kind !== 'factor' && kind !== 'joint') return null;
  const each = Math.min(
    caps.perConfiguration === null ? batch : share(batch, caps.perConfiguration),
    limits?.maxPerConfiguration ?? batch,
  );
  const room = pool.room.map((own) => Math.max(0, Math.min(own, each)));
  const factors = pool.factors.length;
  return smallestUniformCap({ levels: pool.levels, room, factors }, batch, solver, cappedFactors(pool, caps));
}

/** Whether the levels of `factor` that have any room are too few for its cap at every batch: n levels of p % with n·p < 100. */
function tooFewLevels(pool: Pool, factor: string, { perFactor }: Caps): boolean {
  const percent = perFactor[factor];
  if (percent == null) return false;
  const usable = roomPerLevel(pool, factorIndex(pool, factor), 1).filter((room) => room > 0).length;
  return usable * percent < 100;
}

/** The same for the cap of each configuration. */
function tooFewConfigurations(pool: Pool, { kind, each }: Certificate, { perConfiguration }: Caps): boolean {
  if (kind !== 'room' || each === null || perConfiguration === null) return false;
  return pool.room.reduce((usable, room) => usable + (room > 0 ? 1 : 0), 0) * perConfiguration < 100;
}

/** What no batch can exceed, whatever the caps: all the room there is, and what budgets pay for before any set-up. */
function ceiling(pool: Pool, limits: Limits | null): number {
  const each = limits?.maxPerConfiguration ?? Number.POSITIVE_INFINITY;
  let most = 0;
  for (const own of pool.room) most += Math.max(0, Math.min(own, each));
  for (const budget of [limits?.money, limits?.hours])
    if (budget && budget.perDemonstration > 0) most = Math.min(most, budget.limit / budget.perDemonstration + 1e-9);
  return Math.min(MAX_BATCH, most);
}

function nearestBatches(
  batch: number,
  blockSize: number,
  caps: Caps,
  check: FeasibilityTest,
  tries: number,
  largest: number,
) {
  const first = (from: number, step: number) => {
    for (let [size, tried] = [from, 0]; size >= 1 && size <= largest && tried < tries; size += step, tried++) {
      if (check(size, caps).feasible) return size;
    }
    return null;
  };
  return {
    below: first(Math.floor(Math.min(batch - 1, largest) / blockSize) * blockSize, -blockSize),
    above: first((Math.floor(batch / blockSize) + 1) * blockSize, blockSize),
  };
}
