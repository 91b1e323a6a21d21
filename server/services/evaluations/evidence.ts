import {
  collectedPicks,
  demonstrationsByConfiguration,
  type EvaluationRow,
  evaluationsOf,
  judgedRollouts,
  operatorTime,
  panelsOf,
} from '@/db/queries/evaluations';
import { programOf } from '@/db/queries/programs';
import { latestScoring } from '@/db/queries/schedules';
import { calibrationReport } from '@/server/core/evaluation/calibration-report';
import { coverageReport } from '@/server/core/evaluation/coverage-report';
import { queriesPerPoint } from '@/server/core/evaluation/indicators';
import { roundEstimates } from '@/server/core/evaluation/round-estimates';
import type { EvidenceQuestion } from '@/server/core/evaluation/schema';
import { seededRandom } from '@/server/core/numeric/random';
import { ProgramSettings } from '@/server/core/program/schema';
import { scoreName } from '@/server/core/uncertainty/signals';
import type { ProgramContext } from '../context';
import { candidatesOf } from '../schedule/candidates';
import { judgedRun, stoppingOf } from './stopping';

/**
 * What stands beside the curves: advice on stopping, coverage by arm, calibration of the newest scores, rounds, indicators.
 * With a strategy the active arm is its runs alone.
 */
export async function evidence(ctx: ProgramContext, { panelId, strategy }: EvidenceQuestion) {
  const [program, panels, all, scoring, picks] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    panelsOf(ctx.db, ctx.scope),
    evaluationsOf(ctx.db, ctx.scope),
    latestScoring(ctx.db, ctx.scope),
    collectedPicks(ctx.db, ctx.scope),
  ]);
  const settings = ProgramSettings.parse(program.settings);
  const count = (id: number) => all.filter((row) => row.panelId === id).length;
  const panel = panels.find(({ id }) => id === panelId) ?? [...panels].sort((a, b) => count(b.id) - count(a.id))[0];
  const rows = all.filter((row) => row.panelId === (panel?.id ?? null));
  const candidates = await candidatesOf(ctx, settings.unknownAllowed.demonstrations, null, 1);
  const ofStrategy = rows.filter((row) => strategy === undefined || row.arm !== 'active' || row.strategy === strategy);
  const judged = await judgedRun(ctx, ofStrategy);
  const curve = judged?.curve ?? [];
  /** Without the panel, by which the lab calls its runs and which the page names already. */
  const brief = (name: string) => (panel ? name.replace(`; ${panel.name}`, '') : name);
  const names = new Map(candidates.factors.map(({ key, name }) => [key, name]));
  const { recordingMs, claimedMs, attempts } = await operatorTime(ctx.db, ctx.scope);
  return {
    simulation: program.simulation,
    /** Whose rounds are judged below, and whether it is the run of the current checkpoint. */
    judged: judged && { name: brief(judged.name), ofCurrent: judged.ofCurrent },
    stopping: await stoppingOf(
      ctx,
      settings,
      candidates,
      curve,
      program.simulation?.experimentsOf ? 'Experiments keep no scores.' : 'Nothing is scored yet.',
    ),
    coverage: await Promise.all(
      largestSets(ofStrategy).map(async ({ arm, trainingSetId, checkpointName }) => {
        const counts = await demonstrationsByConfiguration(ctx.db, ctx.scope, trainingSetId);
        const perIndex = Int32Array.from(candidates.ids, (id) => counts.get(id) ?? 0);
        const report = coverageReport(candidates.pool, perIndex, seededRandom('coverage'));
        const factors = report.factors.map((one) => ({ ...one, factor: names.get(one.factor) ?? one.factor }));
        return { arm, checkpointName: brief(checkpointName), ...report, factors };
      }),
    ),
    calibration: scoring ? await calibrationOf(ctx, scoring) : null,
    improvement: roundEstimates(picks, curve),
    indicators: {
      queriesPerPoint: queriesPerPoint(curve),
      /** Shown where the program shows figures about its team. */
      utilisation:
        settings.figuresAboutPersons !== 'off' && claimedMs > 0
          ? { share: Math.min(1, recordingMs / claimedMs), attempts, claimedMs }
          : null,
      figuresAboutPersons: settings.figuresAboutPersons,
    },
  };
}

/** Judged on the random reserve; all probe rollouts stand beside it, because a team chose where they were driven. */
async function calibrationOf(
  ctx: ProgramContext,
  { id, checkpointName, form, measure }: NonNullable<Awaited<ReturnType<typeof latestScoring>>>,
) {
  const rollouts = await judgedRollouts(ctx.db, ctx.scope, id);
  const random = seededRandom(`calibration/${id}`);
  return {
    checkpointName,
    /** What the scores are, in a word. */
    measure: scoreName(form, measure),
    reserve: calibrationReport(
      rollouts.filter(({ reserve }) => reserve),
      random.fork('reserve'),
    ),
    all: calibrationReport(rollouts, random.fork('all')),
  };
}

/** The largest training set of each arm that these evaluations are of, of its lowest seed. */
function largestSets(rows: readonly EvaluationRow[]) {
  return (['active', 'random'] as const).flatMap((arm) => {
    const [largest] = rows
      .filter((row) => row.arm === arm && row.notRandom === null && row.collection !== null)
      .sort((a, b) => (b.demonstrations ?? 0) - (a.demonstrations ?? 0) || (a.seed ?? 0) - (b.seed ?? 0));
    return largest?.trainingSetId
      ? [{ arm, trainingSetId: largest.trainingSetId, checkpointName: largest.checkpointName }]
      : [];
  });
}
