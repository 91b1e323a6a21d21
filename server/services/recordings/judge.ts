import { episodeById } from '@/db/queries/episodes';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { judgements } from '@/db/schema/recordings';
import { DomainError } from '@/server/core/errors';
import type { JudgeEpisodeInput } from '@/server/core/recording/schema';
import type { ProgramContext } from '../context';

/** Adds a person's judgement of an episode: its outcome, or that it is excluded or restored. Earlier judgements stay as they are. */
export async function judgeEpisode(ctx: ProgramContext, input: JudgeEpisodeInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const episode = await episodeById(tx, ctx.scope, input.episodeId);
    if (!episode) throw new DomainError('not_found', `There is no episode ${input.episodeId} in this program.`);
    const said = [
      input.outcome === undefined ? [] : [{ kind: 'outcome', value: input.outcome as string }],
      input.excluded === undefined ? [] : [{ kind: 'excluded', value: String(input.excluded) }],
    ].flat();
    await tx.insert(judgements).values(
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
    );
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'recordings.judge',
      subject: String(input.episodeId),
      details: Object.fromEntries(said.map(({ kind, value }) => [kind, value])),
    });
    await insertEvent(tx, ctx.scope, 'import', input.episodeId);
  });
}
