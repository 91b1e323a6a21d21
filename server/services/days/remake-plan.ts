import { closeLine, openLines, planInTurn, planIsDue, replaceOpenLines, shiftsOf } from '@/db/queries/day-plan';
import { insertEvent } from '@/db/queries/record';
import { type DayWork, planDays } from '@/server/core/schedule/day-plan';
import { leftOvers, whyLeft } from '@/server/core/schedule/roll-over';
import type { ProgramContext } from '../context';
import { type DayFacts, dayFacts } from './facts';

/**
 * Makes the plan of today and the coming days from what is left to do. Lines of shifts that are over are closed with what
 * was left of them, which then comes first. Programs without shifts have no plan, and nothing happens.
 */
export async function remakePlan(ctx: ProgramContext): Promise<void> {
  const [shifts, standing] = await Promise.all([shiftsOf(ctx.db, ctx.scope), openLines(ctx.db, ctx.scope)]);
  if (shifts.length === 0 && standing.length === 0) return;
  const facts = await dayFacts(ctx);
  const closing = closedLines(facts);
  const ends = new Map(facts.slots.map(({ slot, endsAt }) => [`${slot.shiftId} ${slot.day}`, endsAt]));
  const { slices } = planDays(
    workOf(facts, closing),
    facts.slots.map(({ rest }) => rest),
    facts.rules,
  );
  const lines = slices.flatMap(({ slot, lines: planned }) => {
    const { stationId, shiftId, day } = slot;
    const endsAt = ends.get(`${shiftId} ${day}`) ?? facts.now;
    return planned.map(({ id, ...line }) => ({ assignmentId: id, stationId, shiftId, day, endsAt, ...line }));
  });
  await ctx.db.transaction(async (tx) => {
    await planInTurn(tx, ctx.scope);
    for (const { id, leftOver, leftWhy } of closing)
      await closeLine(tx, ctx.scope, id, { leftOver, leftWhy, closedAt: facts.now });
    await replaceOpenLines(
      tx,
      ctx.scope,
      lines.map((line, turn) => ({ ...line, turn, createdAt: facts.now })),
    );
    await insertEvent(tx, ctx.scope, 'assignment');
  });
}

/** Makes the plan anew where a shift that it has lines for is over. */
export async function rollOver(ctx: ProgramContext): Promise<void> {
  if (await planIsDue(ctx.db, ctx.scope, ctx.clock.now())) await remakePlan(ctx);
}

/** The work that a plan places, with the days it was left unfinished. */
export function workOf(
  { work, rules }: Pick<DayFacts, 'work' | 'rules'>,
  closing: readonly { assignmentId: number; day: string; leftOver: number }[] = [],
): DayWork[] {
  const stations = new Set(rules.stations.map(({ id }) => id));
  return work
    .filter((row) => row.state !== 'blocked' && row.wanted > row.logged)
    .map((row) => {
      const left = closing.filter(({ assignmentId, leftOver }) => assignmentId === row.id && leftOver > 0);
      const held = row.state === 'claimed' || row.state === 'in_progress';
      const at = held && row.claimedAt !== null && stations.has(row.claimedAt) ? row.claimedAt : row.stationId;
      return {
        id: row.id,
        levels: row.levelIds,
        left: row.wanted - row.logged,
        value: row.value,
        stationId: at,
        given: row.shiftId !== null && row.shiftDay !== null ? { shiftId: row.shiftId, day: row.shiftDay } : null,
        begun: held,
        rolledFrom: [row.rolledFrom ?? [], left.map(({ day }) => day)].flat().sort()[0] ?? null,
      };
    });
}

function closedLines({ lines, work, now }: DayFacts) {
  const rows = new Map(work.map((row) => [row.id, row]));
  const over = lines.filter((line) => line.endsAt <= now);
  const assignments = [...new Set(over.map((line) => line.assignmentId))];
  return assignments.flatMap((id) => {
    const row = rows.get(id);
    const mine = over.filter((line) => line.assignmentId === id);
    const later = lines.filter((line) => line.assignmentId === id && line.endsAt > now);
    const planned = later.reduce((sum, line) => sum + line.demonstrations, 0);
    const left = leftOvers(mine, row ? row.wanted - row.logged : 0, planned);
    return mine.map((line, at) => ({
      id: line.id,
      assignmentId: id,
      day: line.day,
      leftOver: left[at],
      leftWhy: row && left[at] > 0 ? whyLeft(row.state, row.stateReason, row.logged) : null,
    }));
  });
}
