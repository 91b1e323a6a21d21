import { factorsOf, levelsOfConfigurations } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { picksOf, roundsOf, scheduleById } from '@/db/queries/schedules';
import { scoringRunById } from '@/db/queries/scoring-runs';
import { DomainError } from '@/server/core/errors';
import { leadReason } from '@/server/core/schedule/explain';
import { factorNames } from '@/server/core/schedule/pool';
import { recordingOrder } from '@/server/core/schedule/recording-order';
import { scoreName } from '@/server/core/uncertainty/signals';
import type { ProgramContext } from '../context';

/** A schedule with its picks in recording order and in words: levels by factor, stored reasons, progress, and what stood around the decision. */
export async function showSchedule(ctx: ProgramContext, scheduleId: number) {
  const stored = await scheduleById(ctx.db, ctx.scope, scheduleId);
  if (!stored) throw new DomainError('not_found', `There is no schedule ${scheduleId} in this program.`);
  const [rows, factors, rounds, program, scoring] = await Promise.all([
    picksOf(ctx.db, ctx.scope, scheduleId),
    factorsOf(ctx.db, ctx.scope),
    roundsOf(ctx.db, ctx.scope),
    programOf(ctx.db, ctx.scope),
    stored.scoringRunId === null ? undefined : scoringRunById(ctx.db, ctx.scope, stored.scoringRunId),
  ]);
  const measure = scoring ? scoreName(scoring.form, scoring.measure) : 'disagreement';
  const round = rounds.find((row) => row.id === stored.roundId);
  const names = factors.map((factor) => new Map(factor.levels.map((level) => [level.id, level.name])));
  const inWords = (levelIds: readonly number[]) => levelIds.map((id, f) => names[f]?.get(id) ?? 'unknown');
  const mentioned = rows.flatMap(({ reason }) =>
    [reason.nearestEvidence, reason.insteadOf].flatMap((other) => other?.configurationId ?? []),
  );
  const levelsOf = await levelsOfConfigurations(ctx.db, ctx.scope, [...new Set(mentioned)]);
  const nameOf = (id: number) => inWords(levelsOf.get(id) ?? []).join(' · ') || `configuration ${id}`;
  const { order, changeoversByWorth } = recordingOrder(
    rows,
    factors.map((factor) => factor.changeoverWeight),
    stored.request.beta,
  );
  return {
    id: stored.id,
    state: stored.state,
    round: { number: round?.number ?? 0, state: round?.state ?? 'closed' },
    request: stored.request,
    summary: stored.summary,
    changeoversByWorth,
    scoringRunId: stored.scoringRunId,
    override: stored.override,
    currency: program.currency,
    createdAt: stored.createdAt,
    publishedAt: stored.publishedAt,
    hash: stored.outputHash,
    factors: factors.map(({ key, name }) => ({ key, name })),
    picks: order.map((index) => {
      const row = rows[index];
      return {
        id: row.id,
        position: row.position,
        configurationId: row.configurationId,
        levels: inWords(row.levelIds),
        demonstrations: row.demonstrations,
        kind: row.kind,
        score: row.score,
        spread: row.spread,
        gain: row.gain,
        reason: row.reason,
        why: leadReason(row.reason, {
          configuration: (id) => (id === row.configurationId ? 'this configuration itself' : nameOf(id)),
          factor: factorNames(factors),
          score: measure,
        }),
        insteadOf: row.reason.insteadOf && nameOf(row.reason.insteadOf.configurationId),
        state: row.state,
        logged: row.logged,
      };
    }),
  };
}

/** What pages and machines see of a schedule. */
export type ShownSchedule = Awaited<ReturnType<typeof showSchedule>>;
