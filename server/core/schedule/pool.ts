import { DomainError } from '../errors';
import type { Caps } from './schema';

export interface PoolFactor {
  key: string;
  /** As people call it; the key where absent. */
  name?: string;
  /** Level names, in the order of their indices. */
  levels: readonly string[];
}

/** Candidate configurations. A configuration that must not be scheduled stays in its place with no room. */
export interface Pool {
  factors: readonly PoolFactor[];
  /** Level index of every configuration and factor, N × F, row-major. */
  levels: Uint16Array | Int32Array;
  /** Most demonstrations each configuration may get, N. */
  room: Int32Array;
}

/** floor(batch · percent / 100) in integers, because 0.29 · 100 is not 29 in binary. */
export function share(batch: number, percent: number): number {
  return Math.floor((batch * percent) / 100);
}

/** A factor's name by its key. */
export function factorNames(factors: readonly { key: string; name?: string }[]): (key: string) => string {
  const names = new Map(factors.map(({ key, name }) => [key, name ?? key]));
  return (key) => names.get(key) ?? key;
}

/** Index of a factor in the pool. Throws invalid for a key the pool does not have. */
export function factorIndex(pool: Pool, key: string): number {
  const index = pool.factors.findIndex((factor) => factor.key === key);
  if (index < 0) throw new DomainError('invalid', `There is no factor "${key}" in this matrix.`);
  return index;
}

/** Σ over configurations of min(room, most), per level of factor `f`, in demonstrations. O(N). */
export function roomPerLevel(pool: Pool, f: number, most: number): Float64Array {
  const sums = new Float64Array(pool.factors[f].levels.length);
  const width = pool.factors.length;
  for (let i = 0; i < pool.room.length; i++) sums[pool.levels[i * width + f]] += Math.min(pool.room[i], most);
  return sums;
}

/** The same per pair of levels of factors `f` and `g`, row-major L_f × L_g. O(N). */
export function roomPerPair(pool: Pool, f: number, g: number, most: number): Float64Array {
  const columns = pool.factors[g].levels.length;
  const sums = new Float64Array(pool.factors[f].levels.length * columns);
  const width = pool.factors.length;
  for (let i = 0; i < pool.room.length; i++) {
    sums[pool.levels[i * width + f] * columns + pool.levels[i * width + g]] += Math.min(pool.room[i], most);
  }
  return sums;
}

/** Factor indices that have a cap and more than one usable level. */
export function cappedFactors(pool: Pool, caps: Caps): number[] {
  return pool.factors.flatMap(({ key }, f) => {
    const usable = roomPerLevel(pool, f, 1).filter((room) => room > 0).length;
    return caps.perFactor[key] != null && usable > 1 ? [f] : [];
  });
}
