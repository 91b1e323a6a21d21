import { decideProposals, joinPairs, matchCounts, proposalsOf } from '@/db/queries/matching';
import { factorsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import type { DecideMatchesInput } from '@/server/core/collect/schema';
import { levelsInWords } from '../collect/in-words';
import type { ProgramContext } from '../context';

/** How an import's episodes and the logged attempts were brought together, and the pairs a person has to decide. */
export async function matchingOf(ctx: ProgramContext, importId: number) {
  const [counts, proposals, factors] = await Promise.all([
    matchCounts(ctx.db, ctx.scope, importId),
    proposalsOf(ctx.db, ctx.scope, importId),
    factorsOf(ctx.db, ctx.scope),
  ]);
  return {
    ...counts,
    proposals: proposals.map(({ levelIds, ...row }) => ({
      ...row,
      levels: levelsInWords(levelIds, factors).map(({ name }) => name),
    })),
  };
}

/** Confirms or refuses proposed pairs; those decided meanwhile are left as they are. */
export async function decideMatches(
  ctx: ProgramContext,
  { proposalIds, confirm }: DecideMatchesInput,
): Promise<{ decided: number; joined: number }> {
  return ctx.db.transaction(async (tx) => {
    const state = confirm ? ('confirmed' as const) : ('refused' as const);
    const by = { state, personId: ctx.actor.personId, now: ctx.clock.now() };
    const pairs = await decideProposals(tx, ctx.scope, proposalIds, by);
    const joined = confirm ? await joinPairs(tx, ctx.scope, pairs) : 0;
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: confirm ? 'matching.confirm' : 'matching.refuse',
      details: { pairs: pairs.map(({ episodeId, attemptId }) => `${episodeId}:${attemptId}`) },
    });
    for (const importId of new Set(pairs.map((pair) => pair.importId)))
      await insertEvent(tx, ctx.scope, 'import', importId);
    return { decided: pairs.length, joined };
  });
}
