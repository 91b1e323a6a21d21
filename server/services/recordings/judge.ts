import { episodeById } from '@/db/queries/episodes';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { judgements } from '@/db/schema/recordings';
import { DomainError } from '@/server/core/errors';
import type { JudgeEpisodeInput } from '@/server/core/recording/schema';
import type { ProgramContext } from '../context';

/**
 * Adds a person's judgement of an episode: its outcome with the failure mode, or that it is excluded or restored. Earlier
 * judgements stay as they are. Resolves to the ids of what was said. Throws DomainError not_found.
 */
export async function judgeEpisode(ctx: ProgramContext, input: JudgeEpisodeInput): Promise<number[]> {
  return ctx.db.transaction(async (tx) => {
    const episode = await episodeById(tx, ctx.scope, input.episodeId);
    if (!episode) throw new DomainError('not_found', `There is no episode ${input.episodeId} in this program.`);
    const said = [
      input.outcome === undefined ? [] : [{ kind: 'outcome', value: input.outcome as string }],
      input.failureMode === undefined ? [] : [{ kind: 'failure_mode', value: input.failureMode }],
      input.excluded === undefined ? [] : [{ kind: 'excluded', value: String(input.excluded) }],
    ].flat();
    const rows = await tx
      .insert(judgements)
      .values(
        said.map(({ kind, value }) => ({
          programId: ctx.scope.programId,
          episodeId: input.episodeId,
          judge: 'person',
          personId: ctx.actor.personId,
          kind,
          value,
          source: input.reason,
          at: ctx.clock.now(),
        })),
      )
      .returning({ id: judgements.id });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'recordings.judge',
      subject: String(input.episodeId),
      details: Object.fromEntries(said.map(({ kind, value }) => [kind, value])),
    });
    await insertEvent(tx, ctx.scope, 'import', input.episodeId);
    return rows.map(({ id }) => id);
  });
}
