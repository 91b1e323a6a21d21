import { factorsOf } from '@/db/queries/matrix';
import { standingCapChoices } from '@/db/queries/programs';
import { picksOf, roundsOf, scheduleById } from '@/db/queries/schedules';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** A schedule with its picks in words: levels by factor, stored reasons, progress, and the standing cap choices printed on it. */
export async function showSchedule(ctx: ProgramContext, scheduleId: number) {
  const stored = await scheduleById(ctx.db, ctx.scope, scheduleId);
  if (!stored) throw new DomainError('not_found', `There is no schedule ${scheduleId} in this program.`);
  const [rows, factors, rounds, choices] = await Promise.all([
    picksOf(ctx.db, ctx.scope, scheduleId),
    factorsOf(ctx.db, ctx.scope),
    roundsOf(ctx.db, ctx.scope),
    standingCapChoices(ctx.db, ctx.scope),
  ]);
  const round = rounds.find((row) => row.id === stored.roundId);
  const names = factors.map((factor) => new Map(factor.levels.map((level) => [level.id, level.name])));
  return {
    id: stored.id,
    state: stored.state,
    round: { number: round?.number ?? 0, state: round?.state ?? 'closed' },
    request: stored.request,
    summary: stored.summary,
    scoringRunId: stored.scoringRunId,
    override: stored.override,
    createdAt: stored.createdAt,
    publishedAt: stored.publishedAt,
    hash: stored.outputHash,
    capChoices: choices.map(({ subject, percent, reason, chosenByName, chosenAt }) => ({
      subject,
      percent,
      reason,
      chosenByName,
      chosenAt,
    })),
    factors: factors.map(({ key, name }) => ({ key, name })),
    picks: rows.map((row) => ({
      id: row.id,
      position: row.position,
      configurationId: row.configurationId,
      levels: row.levelIds.map((id, f) => names[f]?.get(id) ?? 'unknown'),
      demonstrations: row.demonstrations,
      kind: row.kind,
      score: row.score,
      spread: row.spread,
      gain: row.gain,
      reason: row.reason,
      state: row.state,
      logged: row.logged,
    })),
  };
}
