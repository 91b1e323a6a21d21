import { assignmentsById } from '@/db/queries/assignments';
import { insertProposals, joinPairs, statedPairs, unmatchedAttempts, unmatchedEpisodes } from '@/db/queries/matching';
import { factorsOf } from '@/db/queries/matrix';
import { insertEvent } from '@/db/queries/record';
import { matchAttempts } from '@/server/core/collect/match-attempts';
import type { ImportMapping } from '@/server/core/recording/schema';
import { assignmentInWords } from '../collect/in-words';
import type { ProgramContext } from '../context';

/**
 * Matches an import's episodes with the attempts they are the recordings of: first as they state it themselves, then by
 * ordered alignment with what was logged at their station. Certain pairs are joined, doubtful ones kept as proposals;
 * done twice it adds nothing. Returns the counts.
 */
export async function matchImport(
  ctx: ProgramContext,
  importId: number,
  { kind, stationId = null, checkpointId = null }: Pick<ImportMapping, 'kind' | 'stationId' | 'checkpointId'>,
): Promise<{ joined: number; proposed: number }> {
  const stated = await statedPairs(ctx.db, ctx.scope, importId);
  let joined = await ctx.db.transaction((tx) => joinPairs(tx, ctx.scope, stated));
  const [episodes, attempts, factors] = await Promise.all([
    unmatchedEpisodes(ctx.db, ctx.scope, importId),
    unmatchedAttempts(ctx.db, ctx.scope, { stationId, kind, checkpointId }),
    factorsOf(ctx.db, ctx.scope),
  ]);
  const asked = await assignmentsById(ctx.db, ctx.scope, [...new Set(attempts.map((row) => row.assignmentId))]);
  const told = new Map(asked.map((row) => [row.id, assignmentInWords(row, factors).instruction]));
  const { matched, proposed } = matchAttempts(
    episodes,
    attempts.map((attempt) => ({ ...attempt, task: told.get(attempt.assignmentId) ?? '' })),
  );
  const pairOf = ({ episode, attempt }: { episode: number; attempt: number }) => ({
    episodeId: episodes[episode].id,
    attemptId: attempts[attempt].id,
  });
  joined += await ctx.db.transaction(async (tx) => {
    const done = await joinPairs(tx, ctx.scope, matched.map(pairOf));
    await insertProposals(
      tx,
      ctx.scope,
      proposed.map((pair) => ({ ...pairOf(pair), importId, why: pair.why })),
    );
    await insertEvent(tx, ctx.scope, 'import', importId);
    return done;
  });
  return { joined, proposed: proposed.length };
}
