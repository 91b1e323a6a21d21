import { attemptsOf, liveAssignments, medianDuration } from '@/db/queries/collect';
import { factorsOf } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { emptyQueueReason } from '@/server/core/collect/empty-queue';
import type { ProgramContext } from '../context';
import { assignmentInWords } from './in-words';

/** The operator's one screen: what I hold (or would get next), what came before it, what comes after, and how the round stands. */
export async function today(ctx: ProgramContext) {
  const [program, factors, live] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    liveAssignments(ctx.db, ctx.scope),
  ]);
  const now = ctx.clock.now();
  const inWords = (row: (typeof live)[number]) => assignmentInWords(row, factors);
  const holds = (row: (typeof live)[number]) =>
    row.claimedBy === ctx.actor.personId && row.leasedUntil !== null && row.leasedUntil > now;
  const current = live.find(holds);
  const free = live
    .filter(
      (row) =>
        (row.state === 'queued' || row.state === 'skipped') &&
        (row.personId === null || row.personId === ctx.actor.personId),
    )
    .sort((a, b) => Number(a.state === 'skipped') - Number(b.state === 'skipped') || a.position - b.position);
  const mine = await (current ? attemptsOf(ctx.db, ctx.scope, current.id, 12) : []);
  const wanted = live.reduce((sum, row) => sum + row.wanted, 0);
  return {
    simulated: program.simulation !== null,
    current: current
      ? {
          ...inWords(current),
          leasedUntil: current.leasedUntil,
          attempts: mine,
          medianDurationMs: await medianDuration(ctx.db, ctx.scope, current.configurationId),
        }
      : null,
    next: free.slice(0, 3).map(inWords),
    empty: !current && free.length === 0 ? emptyQueueReason(live, { stationId: null }) : null,
    round: {
      number: live.find((row) => row.roundNumber !== null)?.roundNumber ?? null,
      wanted,
      logged: live.reduce((sum, row) => sum + Math.min(row.logged, row.wanted), 0),
      over: live.reduce((sum, row) => sum + Math.max(0, row.logged - row.wanted), 0),
      confirmed: live.reduce((sum, row) => sum + row.confirmed, 0),
    },
  };
}
