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
    [...new Set(trials.flatMap((row) => row.evaluationId ?? []))],
    trials.map((row) => row.configurationId),
  );
  const placeOf = (one: { evaluationId: number | null; configurationId: number }) =>
    `${one.evaluationId} ${one.configurationId}`;
  const byPlace = new Map<string, { panelStartId: number; position: number; start: Record<string, unknown> }[]>();
  for (const { id, position, start, ...place } of starts) {
    const here = byPlace.get(placeOf(place)) ?? [];
    here.push({ panelStartId: id, position, start });
    byPlace.set(placeOf(place), here);
  }
  const now = ctx.clock.now();
  return rows.map((row) => ({
    ...assignmentInWords(row, factors),
    leaseLapsed: row.leasedUntil !== null && row.leasedUntil <= now,
    starts: byPlace.get(placeOf(row)) ?? [],
  }));
}
