import { factorsOf } from '@/db/queries/matrix';
import { DomainError } from '@/server/core/errors';
import type { LevelPattern } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';

/** Level ids of a pattern such as `{ task: 'pour', environment: 'kitchen' }`, in factor order. Throws DomainError invalid for unknown words. */
export async function levelIdsOf(ctx: ProgramContext, pattern: LevelPattern): Promise<number[]> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  for (const key of Object.keys(pattern)) {
    if (!factors.some((factor) => factor.key === key)) {
      throw new DomainError(
        'invalid',
        `There is no factor "${key}". The factors are ${factors.map((factor) => factor.key).join(', ')}.`,
      );
    }
  }
  return factors.flatMap((factor) => {
    const name = pattern[factor.key];
    if (name === undefined) return [];
    const level = factor.levels.find((row) => row.name.toLowerCase() === name.toLowerCase());
    if (!level) throw new DomainError('invalid', `${factor.name} has no level "${name}".`);
    return [level.id];
  });
}
