import type { EvaluationRow } from '@/db/queries/evaluations';
import { costOn, spentOf, standingCapChoices } from '@/db/queries/programs';
import { currentCheckpoint, latestScoring } from '@/db/queries/schedules';
import { type CurvePoint, curveOf } from '@/server/core/evaluation/curve';
import {
  budgetRule,
  exhaustedRule,
  marginalGainRule,
  plateauRule,
  type StopAdvice,
  steadyAdvice,
  targetRule,
} from '@/server/core/evaluation/stopping';
import type { ProgramSettings } from '@/server/core/program/schema';
import { standingCaps } from '@/server/core/schedule/default-caps';
import { feasibility } from '@/server/core/schedule/feasibility';
import { scoreName } from '@/server/core/uncertainty/signals';
import type { ProgramContext } from '../context';
import { type Candidates, fieldOf } from '../schedule/candidates';

/** What every rule advises on the run of the current checkpoint, in the order people ask, `unscored` where there are no scores; Rota advises, the lead decides. */
export async function stoppingOf(
  ctx: ProgramContext,
  settings: ProgramSettings,
  { pool, ids }: Candidates,
  curve: readonly CurvePoint[],
  unscored: string,
): Promise<{ rule: string; advice: StopAdvice }[]> {
  const [cost, choices, scoring] = await Promise.all([
    costOn(ctx.db, ctx.scope, ctx.clock.now().toISOString().slice(0, 10)),
    standingCapChoices(ctx.db, ctx.scope),
    latestScoring(ctx.db, ctx.scope),
  ]);
  const { budgetMinor, targetSuccess } = settings;
  const advice: { rule: string; advice: StopAdvice }[] = [];
  if (budgetMinor !== null) {
    const caps = standingCaps(
      pool.factors.map(({ key }) => key),
      choices,
    );
    const one = feasibility(pool, 1, caps);
    const smallest = one.feasible ? 1 : (one.nearest.above ?? 1);
    const cheapest = smallest * (cost?.perDemonstrationMinor ?? 0) + (cost?.perRoundMinor ?? 0);
    advice.push({ rule: 'Budget', advice: budgetRule(budgetMinor - (await spentOf(ctx.db, ctx.scope)), cheapest) });
  }
  if (targetSuccess !== null)
    advice.push({ rule: 'Target', advice: steadyAdvice(curve, (part) => targetRule(part, targetSuccess)) });
  advice.push({ rule: 'Last round', advice: steadyAdvice(curve, (part) => marginalGainRule(part)) });
  advice.push({ rule: 'Plateau', advice: steadyAdvice(curve, (part) => plateauRule(part)) });
  const field = await fieldOf(ctx, scoring?.interpolationKey ?? null);
  const open = new Set(Array.from(ids).filter((_, i) => pool.room[i] > 0));
  const upper = field
    ? Array.from(field.ids).flatMap((id, i) => (open.has(id) ? [field.mean[i] + 2 * field.sd[i]] : []))
    : [];
  const exhausted = field
    ? exhaustedRule(upper, scoring?.threshold ?? null)
    : { verdict: 'undetermined' as const, evidence: unscored, resolvesPoints: null };
  return [...advice, { rule: scoring ? scoreName(scoring.form, scoring.measure) : 'disagreement', advice: exhausted }];
}

/** The run that is judged, on one panel: that of the current checkpoint, else the active one evaluated last; null without any. */
export async function judgedRun(ctx: ProgramContext, rows: readonly EvaluationRow[]) {
  const current = await currentCheckpoint(ctx.db, ctx.scope);
  const active = rows.filter((row) => row.arm === 'active' && row.runId !== null);
  const ofCurrent = active.find((row) => row.checkpointId === current?.id);
  const chosen = ofCurrent ?? [...active].sort((a, b) => b.id - a.id)[0];
  if (!chosen) return null;
  const curve = curveOf(active.filter((row) => row.runId === chosen.runId));
  return { name: chosen.runName ?? '', ofCurrent: ofCurrent !== undefined, curve };
}
