import { and, eq, inArray, isNull } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { judgements } from '@/db/schema/recordings';
import { DomainError } from '@/server/core/errors';
import type { TakeBackInput } from '@/server/core/recording/schema';
import type { ProgramContext } from '../context';

/**
 * Takes back what the same person just said of an episode, as if it had not been said; the audit log keeps both. Throws DomainError
 * not_found when that person said no such thing.
 */
export async function takeBackJudgement(ctx: ProgramContext, input: TakeBackInput): Promise<void> {
  const { personId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    const gone = await tx
      .delete(judgements)
      .where(
        and(
          eq(judgements.programId, ctx.scope.programId),
          eq(judgements.episodeId, input.episodeId),
          inArray(judgements.id, input.judgementIds),
          eq(judgements.judge, 'person'),
          personId === null ? isNull(judgements.personId) : eq(judgements.personId, personId),
        ),
      )
      .returning({ kind: judgements.kind, value: judgements.value });
    if (gone.length === 0)
      throw new DomainError(
        'not_found',
        `You said nothing of episode ${input.episodeId} that could be taken back. Judge it anew.`,
      );
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'recordings.take-back',
      subject: String(input.episodeId),
      details: Object.fromEntries(gone.map(({ kind, value }) => [kind, value])),
    });
    await insertEvent(tx, ctx.scope, 'import', input.episodeId);
  });
}
