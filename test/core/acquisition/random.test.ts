import { describe, expect, it } from 'vitest';
import { takeInOrder } from '@/server/core/acquisition/random';
import { shuffleBatch } from '@/server/core/acquisition/shuffle-batch';
import { seededRandom } from '@/server/core/numeric/random';
import { createOracle } from '@/server/core/schedule/oracle';
import type { Pool } from '@/server/core/schedule/pool';
import { Caps, Limits } from '@/server/core/schedule/schema';
import { grid, poolOf } from '../schedule/pools';

const DRAWS = 4000;
const MOVES = 80;

/** How often each batch of `batch` demonstrations came in `DRAWS` draws that all begin with the same one. */
function drawn(pool: Pool, batch: number, percent: number | null, perConfiguration: number | null) {
  const counts = new Map<string, number>();
  const caps = Caps.parse({ perFactor: { task: percent, environment: percent }, perConfiguration: null });
  const limits = Limits.parse({ maxPerConfiguration: perConfiguration });
  for (let draw = 0; draw < DRAWS; draw++) {
    const oracle = createOracle({ pool, batch, blockSize: 1, caps, limits, exact: true });
    const first = takeInOrder(Int32Array.from(pool.room.keys()), batch, oracle);
    const picks = shuffleBatch(first, { oracle, pool }, seededRandom(draw), MOVES);
    const name = String(picks.map(({ index }) => index).sort((a, b) => a - b));
    counts.set(name, (counts.get(name) ?? 0) + 1);
    expect(Array.from(oracle.placed)).toEqual(
      Array.from(pool.room.keys(), (i) => picks.filter(({ index }) => index === i).length),
    );
  }
  return counts;
}

/** Every multiset of `batch` configurations, by name, that `allowed` lets through. */
function family(size: number, batch: number, allowed: (batch: number[]) => boolean): string[] {
  const all = (from: number, left: number): number[][] =>
    left === 0
      ? [[]]
      : Array.from({ length: size - from }, (_, i) => from + i).flatMap((i) =>
          all(i, left - 1).map((rest) => [i, ...rest]),
        );
  return all(0, batch).filter(allowed).map(String);
}

function levelsAllow(pool: Pool, most: number) {
  return (batch: number[]) =>
    [0, 1].every((f) =>
      pool.factors[f].levels.every((_, l) => batch.filter((i) => pool.levels[i * 2 + f] === l).length <= most),
    );
}

/** Pearson's statistic in standard deviations from what chance makes of it. */
function surprise(counts: ReadonlyMap<string, number>, names: readonly string[]): number {
  const each = DRAWS / names.length;
  const sum = names.reduce((total, name) => total + ((counts.get(name) ?? 0) - each) ** 2 / each, 0);
  return (sum - (names.length - 1)) / Math.sqrt(2 * (names.length - 1));
}

describe('a random batch', { timeout: 60_000 }, () => {
  it('is any multiset of configurations, repeated ones too, with the same chance', () => {
    const pool = grid([2, 2]);
    const names = family(4, 3, () => true);
    const counts = drawn(pool, 3, null, null);
    expect(new Set(counts.keys())).toEqual(new Set(names));
    expect(surprise(counts, names)).toBeLessThan(4);
  });

  it('is any that caps and exclusions leave, with the same chance', () => {
    const pool = poolOf([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
    const names = family(6, 4, (batch) => levelsAllow(pool, 2)(batch));
    const counts = drawn(pool, 4, 50, null);
    expect(new Set(counts.keys())).toEqual(new Set(names));
    expect(surprise(counts, names)).toBeLessThan(4);
  });

  it('still varies where the caps force an equal split', () => {
    const pool = grid([3, 3]);
    const names = family(9, 3, levelsAllow(pool, 1));
    const counts = drawn(pool, 3, 34, 1);
    expect(names).toHaveLength(6);
    expect(new Set(counts.keys())).toEqual(new Set(names));
    expect(surprise(counts, names)).toBeLessThan(4);
  });
});
