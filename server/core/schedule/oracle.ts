import type { AllocationProblem } from './allocation-problem';
import { createLookAhead } from './look-ahead';
import { cappedFactors, factorIndex, type Pool, share } from './pool';
import type { Binding, Budget, Caps, Limits } from './schema';

export interface OracleInput {
  pool: Pool;
  /** Demonstrations of the whole batch, pins and reserve included; every cap is a share of it. */
  batch: number;
  blockSize: number;
  caps: Caps;
  limits: Limits;
  /** Refuse blocks after which the batch can no longer be filled. */
  exact: boolean;
  /** A constraint left out, to see what it costs. */
  lifted?: Binding;
}

/** The one judge of what may still be placed. Every strategy asks it before every block. */
export interface Oracle {
  readonly blockSize: number;
  /** Demonstrations still to place. */
  remaining(): number;
  /** Demonstrations placed so far, per configuration. Not to be written to. */
  readonly placed: Int32Array;
  /** Demonstrations a block of configuration `i` may hold now, at most `most`; 0 when it is refused. Never grows while blocks are taken. O(F). */
  fits(i: number, most?: number): number;
  /** Places the largest block that fits and leaves a completion; returns its demonstrations, 0 when refused. */
  take(i: number, most?: number): number;
  /** Whether taking back `count` demonstrations of configuration `i` leaves it none or at least its minimum. */
  releasable(i: number, count: number): boolean;
  /** Takes back `count` demonstrations of configuration `i`. */
  release(i: number, count: number): void;
  /** Puts back what was released, unasked: only for a state that was reached before. */
  restore(i: number, count: number): void;
  /** What may still be placed beside what is placed, as limits of an allocation; a configuration that has some is open already. */
  outstanding(): Outstanding;
  /** The constraint that refuses `i` now, or null when none does. */
  binding(i: number): Binding | null;
  /** Cap of a level in demonstrations, or null; `most` is what refuses the next one. */
  levelCap(f: number, level: number): number | null;
  /** Demonstrations placed at each level of factor `f`. */
  used(f: number): Float64Array;
}

/** The limits of an allocation problem, without what is to be placed. */
export type Outstanding = Pick<AllocationProblem, 'levels' | 'caps' | 'minimum' | 'maximum' | 'budgets'>;

interface Account extends Budget {
  kind: 'money' | 'hours';
  left: number;
}

/** An oracle over an empty batch. Setting up costs O(N·F²); see `LookAhead` for what a block costs. */
export function createOracle({ pool, batch, blockSize, caps, exact, lifted, ...asked }: OracleInput): Oracle {
  const limits = lifted?.kind === 'minimum' ? { ...asked.limits, minPerConfiguration: 1 } : asked.limits;
  const width = pool.factors.length;
  const perConfiguration = caps.perConfiguration === null ? batch : share(batch, caps.perConfiguration);
  const isFree = lifted?.kind === 'configuration';
  const most = isFree ? batch : Math.min(perConfiguration, limits.maxPerConfiguration ?? batch);
  const room = pool.room.map((own) => Math.max(0, Math.min(own, most)));
  const placed = new Int32Array(room.length);
  const capped = cappedFactors(pool, caps);
  const scarce = new Set<string>();
  const limit = new Map(
    capped.map((f) => {
      const floor = share(batch, caps.perFactor[pool.factors[f].key]!);
      return [f, new Float64Array(pool.factors[f].levels.length).fill(floor)] as const;
    }),
  );
  for (const { factor, level, maximum } of limits.scarce) {
    const f = factorIndex(pool, factor);
    const at = pool.factors[f].levels.indexOf(level);
    if (at < 0) continue;
    const own = limit.get(f) ?? new Float64Array(pool.factors[f].levels.length).fill(Number.POSITIVE_INFINITY);
    if (maximum < own[at]) scarce.add(`${f}/${at}`);
    own[at] = Math.min(own[at], maximum);
    limit.set(f, own);
  }
  if (lifted?.kind === 'level') {
    const f = factorIndex(pool, lifted.factor);
    limit
      .get(f)
      ?.fill(
        Number.POSITIVE_INFINITY,
        pool.factors[f].levels.indexOf(lifted.level),
        pool.factors[f].levels.indexOf(lifted.level) + 1,
      );
  }
  const judged = [...limit.keys()];
  const slack = judged.map((f) => limit.get(f)!.slice());
  const ahead = createLookAhead(pool, judged, room);
  for (const [c, levels] of slack.entries()) {
    for (let l = 0; l < levels.length; l++) if (levels[l] === 0) ahead.setFull(c, l, true);
  }
  const accounts: Account[] = (['money', 'hours'] as const).flatMap((kind) => {
    const budget = limits[kind];
    return budget && lifted?.kind !== kind ? [{ ...budget, kind, left: budget.limit }] : [];
  });
  let remaining = batch;

  const levelOf = (i: number, c: number) => pool.levels[i * width + judged[c]];
  const first = (i: number) => (placed[i] === 0 ? limits.minPerConfiguration : 1);
  const affordable = ({ left, perDemonstration, perSetup }: Account, i: number) => {
    const afterSetup = left - (placed[i] === 0 ? perSetup : 0);
    if (afterSetup < 0) return 0;
    return perDemonstration === 0 ? batch : Math.floor(afterSetup / perDemonstration + 1e-9);
  };
  const move = (i: number, count: number) => {
    for (const account of accounts) {
      const opened = (placed[i] === 0 ? 1 : 0) - (placed[i] + count === 0 ? 1 : 0);
      account.left -= count * account.perDemonstration + opened * account.perSetup;
    }
    placed[i] += count;
    remaining -= count;
    ahead.room(i, -count);
    for (let c = 0; c < judged.length; c++) {
      const level = levelOf(i, c);
      const before = slack[c][level];
      slack[c][level] -= count;
      if ((before === 0) !== (slack[c][level] === 0)) ahead.setFull(c, level, before !== 0);
    }
  };
  const completable = () =>
    !exact ||
    (accounts.every((a) => remaining * a.perDemonstration <= a.left + 1e-9) && ahead.completable(remaining, slack));

  const fits = (i: number, atMost = batch) => {
    let count = Math.min(Math.max(blockSize, first(i)), remaining, room[i], atMost);
    for (let c = 0; c < judged.length && count > 0; c++) count = Math.min(count, slack[c][levelOf(i, c)]);
    for (const account of accounts) count = Math.min(count, affordable(account, i));
    return count >= first(i) ? count : 0;
  };

  return {
    blockSize,
    placed,
    fits,
    remaining: () => remaining,
    take(i, atMost) {
      const wanted = fits(i, atMost);
      if (wanted === 0) return 0;
      move(i, wanted);
      if (completable()) return wanted;
      // A smaller block of the same configuration asks less of the rest, so the largest one that works is found by halving.
      move(i, -wanted);
      let refused = wanted;
      let allowed = first(i) - 1;
      while (refused - allowed > 1) {
        const tried = (refused + allowed) >> 1;
        move(i, tried);
        if (completable()) allowed = tried;
        else refused = tried;
        move(i, -tried);
      }
      if (allowed < first(i)) return 0;
      move(i, allowed);
      return allowed;
    },
    releasable: (i, count) => placed[i] === count || placed[i] - count >= limits.minPerConfiguration,
    release: (i, count) => move(i, -count),
    restore: (i, count) => move(i, count),
    outstanding() {
      const bySlack = new Map(judged.map((f, c) => [f, slack[c].slice()]));
      return {
        levels: pool.levels,
        caps: pool.factors.map((_, f) => bySlack.get(f) ?? null),
        minimum: placed.map((count) => (count === 0 ? limits.minPerConfiguration : 1)),
        maximum: room.slice(),
        budgets: accounts.map(({ left, perDemonstration, perSetup }) => ({
          limit: left,
          cost: new Float64Array(room.length).fill(perDemonstration),
          setup: Float64Array.from(placed, (count) => (count === 0 ? perSetup : 0)),
        })),
      };
    },
    binding(i) {
      for (let c = 0; c < judged.length; c++) {
        const level = levelOf(i, c);
        if (slack[c][level] > 0) continue;
        const factor = pool.factors[judged[c]];
        const isScarce = scarce.has(`${judged[c]}/${level}`);
        return {
          kind: 'level',
          factor: factor.key,
          level: factor.levels[level],
          most: limit.get(judged[c])![level],
          scarce: isScarce,
        };
      }
      if (room[i] === 0) return { kind: 'configuration', most: placed[i] };
      for (const account of accounts) {
        if (affordable(account, i) < first(i)) return { kind: account.kind, left: account.left };
      }
      if (fits(i) === 0) return { kind: 'minimum', least: limits.minPerConfiguration };
      const least = first(i);
      move(i, least);
      const completes = completable();
      move(i, -least);
      return completes ? null : { kind: 'completion' };
    },
    levelCap(f, level) {
      const own = limit.get(f)?.[level] ?? Number.POSITIVE_INFINITY;
      return Number.isFinite(own) ? own : null;
    },
    used(f) {
      const sums = new Float64Array(pool.factors[f].levels.length);
      for (let i = 0; i < placed.length; i++) if (placed[i] > 0) sums[pool.levels[i * width + f]] += placed[i];
      return sums;
    },
  };
}
