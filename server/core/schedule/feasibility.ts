import { type Pool, roomPerLevel, roomPerPair, share } from './pool';
import type { Caps } from './schema';
import { transport } from './transport';

/** Levels of one factor that can only be reached through too few places of another. */
export interface HallViolator {
  factor: string;
  levels: string[];
  throughFactor: string;
  throughLevels: string[];
}

/** Why a batch cannot be filled under its caps, and what would make it fit. Counts are demonstrations. */
export interface Certificate {
  feasible: false;
  kind: 'room' | 'factor' | 'joint';
  /** The factors that are short; empty when the matrix as a whole is. */
  factors: string[];
  /** Levels with room, of the first short factor. */
  usableLevels: number;
  /** Whole demonstrations one level may get; null without a cap. */
  floor: number | null;
  /** The most that fits. */
  capacity: number;
  batch: number;
  /** Smallest integer percent at which the short factors hold this batch; null when no cap helps. */
  smallestPercent: number | null;
  /** Nearest batches that fit, in whole blocks, at most `MAX_BATCH`. */
  nearest: { below: number | null; above: number | null };
  violator: HallViolator | null;
}

export type Feasibility = { feasible: true } | Certificate;

export const MAX_BATCH = 5000;
/** Above this many pairs of levels the two-factor test costs more than it finds. */
const MAX_PAIRS = 250_000;

/** Factor indices that have a cap and more than one usable level. */
export function cappedFactors(pool: Pool, caps: Caps): number[] {
  return pool.factors.flatMap(({ key }, f) => {
    const usable = roomPerLevel(pool, f, 1).filter((room) => room > 0).length;
    return caps.perFactor[key] != null && usable > 1 ? [f] : [];
  });
}

/**
 * Whether `batch` demonstrations fit under the caps: per factor Σ over levels of min(⌊B·cap⌋, room) ≥ B, and for every
 * pair of capped factors a maximum flow ≥ B. Exact for up to two capped factors and for full grids; with three or more
 * and exclusions it is necessary only (the question is then NP-hard). Blocks do not enter: the block that would overrun
 * a cap is shortened, so every demonstration a cap allows can be used. O(N·F² + flows).
 */
export function feasibility(pool: Pool, batch: number, caps: Caps, blockSize = 1): Feasibility {
  const check = feasibilityTest(pool, caps);
  const found = check(batch, caps);
  if (found.feasible) return found;
  const fits = (size: number, tried = caps) => size >= 1 && size <= MAX_BATCH && check(size, tried).feasible;
  return {
    ...found,
    smallestPercent: smallestPercent(found, caps, fits),
    nearest: nearestBatches(batch, blockSize, fits),
  };
}

function smallestPercent(found: Certificate, caps: Caps, fits: (batch: number, caps: Caps) => boolean): number | null {
  if (found.factors.length === 0) return null;
  for (let percent = 1; percent <= 100; percent++) {
    const raised = found.factors.map((key) => [
      key,
      Math.max(percent, found.kind === 'joint' ? caps.perFactor[key]! : 0),
    ]);
    if (fits(found.batch, { ...caps, perFactor: Object.fromEntries(raised) })) return percent;
  }
  return null;
}

function nearestBatches(batch: number, blockSize: number, fits: (batch: number) => boolean) {
  let below = Math.floor((batch - 1) / blockSize) * blockSize;
  while (below > 0 && !fits(below)) below -= blockSize;
  let above = (Math.floor(batch / blockSize) + 1) * blockSize;
  while (above <= MAX_BATCH && !fits(above)) above += blockSize;
  return { below: below > 0 ? below : null, above: above <= MAX_BATCH ? above : null };
}

/** The test alone, with the sums over the pool kept between batch sizes. */
function feasibilityTest(pool: Pool, caps: Caps): (batch: number, caps: Caps) => Feasibility {
  const capped = cappedFactors(pool, caps);
  const sums = new Map<string, Float64Array>();
  const kept = (key: string, make: () => Float64Array) => {
    const known = sums.get(key) ?? make();
    sums.set(key, known);
    return known;
  };
  const largest = pool.room.reduce((a, b) => Math.max(a, b), 0);
  return (batch, { perFactor, perConfiguration }) => {
    const tested = capped.filter((f) => perFactor[pool.factors[f].key] != null);
    const most = Math.min(perConfiguration === null ? batch : share(batch, perConfiguration), batch, largest);
    const perLevel = (f: number) => kept(`${f}/${most}`, () => roomPerLevel(pool, f, most));
    const short = (kind: Certificate['kind'], factors: number[], capacity: number, violator: HallViolator | null) => ({
      feasible: false as const,
      kind,
      factors: factors.map((f) => pool.factors[f].key),
      usableLevels: factors.length ? perLevel(factors[0]).filter((room) => room > 0).length : 0,
      floor: factors.length ? share(batch, perFactor[pool.factors[factors[0]].key]!) : null,
      capacity,
      batch,
      smallestPercent: null,
      nearest: { below: null, above: null },
      violator,
    });
    const total = perLevel(0).reduce((a, b) => a + b, 0);
    if (total < batch) return short('room', [], total, null);
    const limited = (f: number) => {
      const floor = share(batch, perFactor[pool.factors[f].key]!);
      return perLevel(f).map((room) => Math.min(room, floor));
    };
    for (const f of tested) {
      const capacity = limited(f).reduce((a, b) => a + b, 0);
      if (capacity < batch) return short('factor', [f], capacity, null);
    }
    for (const [a, f] of tested.entries()) {
      for (const g of tested.slice(a + 1)) {
        const [from, to] = [pool.factors[f], pool.factors[g]];
        if (from.levels.length * to.levels.length > MAX_PAIRS) continue;
        const edges = kept(`${f}/${g}/${most}`, () => roomPerPair(pool, f, g, most));
        const { flow, cutSources, cutSinks } = transport(limited(f), limited(g), edges);
        if (flow >= batch) continue;
        const violator = {
          factor: from.key,
          levels: cutSources.map((l) => from.levels[l]),
          throughFactor: to.key,
          throughLevels: cutSinks.map((l) => to.levels[l]),
        };
        return short('joint', [f, g], flow, violator);
      }
    }
    return { feasible: true };
  };
}
