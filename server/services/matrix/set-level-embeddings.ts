import { and, eq } from 'drizzle-orm';
import { factorsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { levels } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { LevelEmbeddingsInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';

/**
 * Says which levels of a factor are alike, by a vector for every level; the next scoring interpolates along it. Throws
 * DomainError not_found for a factor or level that is not there, invalid while a level would be left without.
 */
export async function setLevelEmbeddings(ctx: ProgramContext, input: LevelEmbeddingsInput): Promise<void> {
  const factor = (await factorsOf(ctx.db, ctx.scope)).find((row) => row.key === input.factor);
  if (!factor) throw new DomainError('not_found', `There is no factor "${input.factor}" in this program.`);
  const given = new Map(Object.entries(input.embeddings).map(([name, vector]) => [name.toLowerCase(), vector]));
  const missing = factor.levels.filter((level) => !given.has(level.name.toLowerCase()));
  const unknown = [...given.keys()].find((name) => !factor.levels.some((level) => level.name.toLowerCase() === name));
  if (unknown !== undefined) throw new DomainError('not_found', `${factor.name} has no level "${unknown}".`);
  if (missing.length > 0)
    throw new DomainError(
      'invalid',
      `Every level of ${factor.name} needs an embedding; missing: ${missing.map((level) => level.name).join(', ')}. Nothing was changed.`,
    );
  await ctx.db.transaction(async (tx) => {
    for (const level of factor.levels)
      await tx
        .update(levels)
        .set({ embedding: given.get(level.name.toLowerCase()) })
        .where(and(eq(levels.programId, ctx.scope.programId), eq(levels.id, level.id)));
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.set-embeddings',
      subject: factor.key,
      details: { levels: factor.levels.length },
    });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
}
