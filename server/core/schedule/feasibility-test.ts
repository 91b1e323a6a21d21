import type { Certificate, Feasibility, Shortage } from './certificate';
import type { IntegerSolver } from './integer-program';
import { type BatchLimits, largestBatch } from './largest-batch';
import { cappedFactors, factorIndex, type Pool, roomPerLevel, roomPerPair, share } from './pool';
import type { Caps, Limits } from './schema';
import { transport } from './transport';

/** Above this many pairs of levels the two-factor test costs more than it finds. */
const MAX_PAIRS = 250_000;

/** The test of one batch under caps. The certificate has no smallest cap and no nearest batch yet. */
export type FeasibilityTest = (batch: number, caps: Caps) => Feasibility;

/**
 * The test over one pool, with the sums over the pool kept between batches. Per factor Σ over levels of
 * min(⌊B·cap⌋, room) ≥ B, per pair a maximum flow ≥ B, which together decide up to two limited factors and full grids; with
 * more, a minimum or a price of set-up `solver` decides (without it those count as feasible).
 */
export function feasibilityTest(
  pool: Pool,
  standing: Caps,
  limits: Limits | null,
  solver?: IntegerSolver,
): FeasibilityTest {
  const capped = cappedFactors(pool, standing);
  const scarce = (limits?.scarce ?? []).map(({ factor, level, maximum }) => {
    const f = factorIndex(pool, factor);
    return { f, l: pool.factors[f].levels.indexOf(level), maximum };
  });
  const judged = [...pool.factors.keys()].filter((f) => capped.includes(f) || scarce.some((one) => one.f === f));
  const sums = new Map<string, Float64Array>();
  const kept = (key: string, make: () => Float64Array) => {
    const known = sums.get(key) ?? make();
    sums.set(key, known);
    return known;
  };
  let largest = 0;
  for (const own of pool.room) largest = Math.max(largest, own);
  const minimum = limits?.minPerConfiguration ?? 1;

  return (batch, { perFactor, perConfiguration }) => {
    const most = Math.min(
      perConfiguration === null ? batch : share(batch, perConfiguration),
      limits?.maxPerConfiguration ?? batch,
      batch,
      largest,
    );
    const floorOf = (f: number) => {
      const percent = perFactor[pool.factors[f].key];
      return capped.includes(f) && percent != null ? share(batch, percent) : null;
    };
    const perLevel = (f: number) => kept(`${f}/${most}`, () => roomPerLevel(pool, f, most));
    const capOf = (f: number) => {
      const cap = new Float64Array(pool.factors[f].levels.length).fill(floorOf(f) ?? Number.POSITIVE_INFINITY);
      for (const one of scarce) if (one.f === f && one.l >= 0) cap[one.l] = Math.min(cap[one.l], one.maximum);
      return cap;
    };
    const limited = (f: number) => {
      const cap = capOf(f);
      return perLevel(f).map((room, l) => Math.min(room, cap[l]));
    };
    const tested = judged.filter((f) => capOf(f).some(Number.isFinite));
    const short = (
      kind: Certificate['kind'],
      factors: readonly number[],
      capacity: number,
      more: Partial<Certificate> = {},
    ): Certificate => ({
      feasible: false,
      kind,
      factors: factors.map((f) => pool.factors[f].key),
      shortages: [],
      each: null,
      capacity,
      batch,
      smallestPercent: null,
      smallestUniform: null,
      nearest: { below: null, above: null },
      violator: null,
      ...more,
    });
    const total = perLevel(0).reduce((a, b) => a + b, 0);
    // Where a configuration may get fewer than the least that is worth setting it up for, none gets any.
    const room = most < minimum ? 0 : total;
    if (room < batch) {
      const each = perConfiguration === null ? null : share(batch, perConfiguration);
      return short('room', [], room, { each: each === most ? each : null });
    }
    for (const kind of ['money', 'hours'] as const) {
      const budget = limits?.[kind];
      if (!budget) continue;
      const cost = (count: number) => count * budget.perDemonstration + Math.ceil(count / most) * budget.perSetup;
      if (cost(batch) <= budget.limit + 1e-9) continue;
      let paid = batch;
      while (paid > 0 && cost(paid) > budget.limit + 1e-9) paid--;
      return short(kind, [], paid);
    }
    const shortages = tested.flatMap((f): Shortage[] => {
      const capacity = limited(f).reduce((a, b) => a + b, 0);
      if (capacity >= batch) return [];
      const usableLevels = perLevel(f).filter((room) => room > 0).length;
      return [{ factor: pool.factors[f].key, usableLevels, floor: floorOf(f), capacity, smallestPercent: null }];
    });
    if (shortages.length > 0) {
      const factors = shortages.map(({ factor }) => factorIndex(pool, factor));
      return short('factor', factors, Math.min(...shortages.map(({ capacity }) => capacity)), { shortages });
    }
    let everyPair = true;
    for (const [a, f] of tested.entries()) {
      for (const g of tested.slice(a + 1)) {
        const [from, to] = [pool.factors[f], pool.factors[g]];
        if (from.levels.length * to.levels.length > MAX_PAIRS) {
          everyPair = false;
          continue;
        }
        const [sources, sinks] = [limited(f), limited(g)];
        const { flow, cutSources, cutSinks } = transport(
          sources,
          sinks,
          kept(`${f}/${g}/${most}`, () => roomPerPair(pool, f, g, most)),
        );
        if (flow >= batch) continue;
        const needed = batch - sources.reduce((sum, one, l) => (cutSources.includes(l) ? sum : sum + one), 0);
        const violator = {
          factor: from.key,
          levels: cutSources.map((l) => from.levels[l]),
          throughFactor: to.key,
          throughLevels: cutSinks.map((l) => to.levels[l]),
          needed,
          // The cut is what the other sources send and what these can: its second part.
          capacity: needed - (batch - flow),
        };
        return short('joint', [f, g], flow, { violator });
      }
    }
    const openings = openingsOf(batch, limits);
    if (everyPair && tested.length <= 2 && minimum <= 1 && openings === Number.POSITIVE_INFINITY)
      return { feasible: true };
    if (!solver) return { feasible: true };
    const rooms = pool.room.map((own) => Math.max(0, Math.min(own, most)));
    const under = (factors: readonly number[]): BatchLimits => ({
      levels: pool.levels,
      caps: pool.factors.map((_, f) => (factors.includes(f) ? capOf(f) : null)),
      room: rooms,
      minimum,
      openings,
    });
    const found = largestBatch(under(tested), batch, solver);
    if (found.bound >= batch) return { feasible: true };
    // Every factor that can be left out without making room is; the others are short together.
    let factors = tested;
    for (const f of tested) {
      const fewer = factors.filter((other) => other !== f);
      if (largestBatch(under(fewer), batch, solver).bound < batch) factors = fewer;
    }
    return short(factors.length === 0 ? 'room' : 'joint', factors, found.placed);
  };
}

/** Most configurations that what is left after paying for the demonstrations can set up. */
function openingsOf(batch: number, limits: Limits | null): number {
  let most = Number.POSITIVE_INFINITY;
  for (const budget of [limits?.money, limits?.hours]) {
    if (!budget || budget.perSetup === 0) continue;
    const left = budget.limit - batch * budget.perDemonstration;
    most = Math.min(most, Math.floor(left / budget.perSetup + 1e-9));
  }
  // A batch of n demonstrations opens at most n configurations.
  return most >= batch ? Number.POSITIVE_INFINITY : most;
}
