import { DomainError } from '../errors';
import { factorIndex, type Pool } from './pool';
import type { Limits } from './schema';

/** Throws DomainError invalid for a limit that names a factor or level which the matrix does not have. */
export function checkLimits(pool: Pool, limits: Limits): void {
  for (const { factor, level } of limits.scarce) {
    const { levels } = pool.factors[factorIndex(pool, factor)];
    if (levels.includes(level)) continue;
    throw new DomainError('invalid', `${factor} has no level "${level}". It has ${levels.join(', ')}.`);
  }
}
