import { type Pool, roomPerLevel } from '../schedule/pool';

/** How a draw covers one factor: of each level's configurations that may be driven, how many were drawn. */
export interface FactorCover {
  factor: string;
  levels: { level: string; drawn: number; usable: number }[];
}

/** The cover of every level by the configurations `drawn` (pool indices, each once), in the order of factors and levels. O(N · F). */
export function levelCover(pool: Pool, drawn: readonly number[]): FactorCover[] {
  const width = pool.factors.length;
  return pool.factors.map(({ key, name, levels }, f) => {
    const usable = roomPerLevel(pool, f, 1);
    const counts = new Int32Array(levels.length);
    for (const i of drawn) counts[pool.levels[i * width + f]]++;
    return {
      factor: name ?? key,
      levels: levels.map((level, l) => ({ level, drawn: counts[l], usable: usable[l] })),
    };
  });
}
