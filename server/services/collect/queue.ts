import { liveAssignments } from '@/db/queries/assignments';
import { factorsOf } from '@/db/queries/matrix';
import { startsToTry } from '@/db/queries/start-cards';
import type { ProgramContext } from '../context';
import { assignmentInWords } from './in-words';

/** The live assignments in queue order, in words; those of an evaluation with the panel's starts that have no trial yet. */
export async function queueOf(ctx: ProgramContext) {
  const [rows, factors] = await Promise.all([liveAssignments(ctx.db, ctx.scope), factorsOf(ctx.db, ctx.scope)]);
  const trials = rows.filter((row) => row.evaluationId !== null);
  const starts = await startsToTry(
    ctx.db,
    ctx.scope,
    trials.map(({ id }) => id),
  );
  const byAssignment = new Map<number, Omit<(typeof starts)[number], 'assignmentId'>[]>(
    trials.map(({ id }) => [id, []]),
  );
  for (const { assignmentId, ...start } of starts) byAssignment.get(assignmentId)?.push(start);
  const now = ctx.clock.now();
  return rows.map((row) => ({
    ...assignmentInWords(row, factors),
    leaseLapsed: row.leasedUntil !== null && row.leasedUntil <= now,
    starts: byAssignment.get(row.id) ?? [],
  }));
}
