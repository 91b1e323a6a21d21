import { createProgram, type IntegerSolver } from './integer-program';
import type { Pool } from './pool';
import type { Caps } from './schema';

/**
 * The largest share of a batch that the caps of `factors` let be placed when room is no question and parts of a
 * demonstration count: below 1, no batch of any size can be filled. One linear program over the level combinations.
 */
export function largestShare(pool: Pool, caps: Caps, factors: readonly number[], solver: IntegerSolver): number {
  const width = pool.factors.length;
  const { row, column, build } = createProgram();
  const all = row(Number.NEGATIVE_INFINITY, 1);
  const rows = factors.map((f) => {
    const most = (caps.perFactor[pool.factors[f].key] ?? 100) / 100;
    return pool.factors[f].levels.map(() => row(Number.NEGATIVE_INFINITY, most));
  });
  const seen = new Set<string>();
  for (let i = 0; i < pool.room.length; i++) {
    if (pool.room[i] <= 0) continue;
    const own = factors.map((f) => pool.levels[i * width + f]);
    const key = own.join();
    if (seen.has(key)) continue;
    seen.add(key);
    column(1, 1, false, [[all, 1], ...own.map((l, c): [number, number] => [rows[c][l], 1])]);
  }
  return solver(build(), 1).bound ?? 1;
}
