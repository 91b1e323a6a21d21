import { evaluationsOf } from '@/db/queries/evaluations';
import { blockedWork, loopFigures } from '@/db/queries/home';
import { factorsOf } from '@/db/queries/matrix';
import { configurationScoresOf } from '@/db/queries/scores';
import { wilsonInterval } from '@/server/core/evaluation/wilson';
import { nextStep } from '@/server/core/program/next-step';
import { scoreName } from '@/server/core/uncertainty/signals';
import type { ProgramContext } from '../context';
import { probePlans } from '../rollouts/show-probe-plans';
import { readinessOf } from '../schedule/readiness';

const BLOCKED_SHOWN = 5;
const LEAST_SURE_SHOWN = 5;

/** The lead's home: where the loop stands, the one next step, what is in the way, and what the policy can and cannot do. */
export async function leadHome(ctx: ProgramContext) {
  const [figures, blocked, factors, { scoring, stale }] = await Promise.all([
    loopFigures(ctx.db, ctx.scope, ctx.clock.now()),
    blockedWork(ctx.db, ctx.scope, BLOCKED_SHOWN),
    factorsOf(ctx.db, ctx.scope),
    readinessOf(ctx),
  ]);
  const names = new Map(factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.name] as const)));
  const inWords = (levelIds: readonly number[]) => levelIds.map((level) => names.get(level) ?? 'unknown');
  const [least, evaluated, plans] = await Promise.all([
    scoring ? configurationScoresOf(ctx.db, ctx.scope, scoring.id, LEAST_SURE_SHOWN) : [],
    evaluationsOf(ctx.db, ctx.scope, true),
    probePlans(ctx),
  ]);
  const ofCurrent = evaluated.filter((row) => row.checkpointName === figures.currentCheckpoint);
  const newest = newestOf(ofCurrent.filter(({ state }) => state === 'complete'));
  const open = newestOf(ofCurrent.filter(({ state }) => state === 'open'));
  const plan = plans.find(
    ({ checkpointName, state }) => checkpointName === figures.currentCheckpoint && state !== 'withdrawn',
  );
  const ofScored = scoring !== undefined && scoring.checkpointName === figures.currentCheckpoint;
  return {
    ...figures,
    step: nextStep({
      configurations: figures.configurations,
      recordings: figures.demonstrations + figures.rollouts,
      checkpoints: figures.checkpoints,
      toTrain: figures.published === null ? stale !== null && ofScored : !figures.trainedSince,
      newRollouts: figures.newRollouts > 0,
      panel: figures.panels > 0,
      evaluated: figures.evaluations > 0,
      freshScores: scoring !== undefined && stale === null,
      proposal: figures.proposal !== null,
      published: figures.published !== null,
      wanted: figures.wanted,
      logged: figures.logged,
    }),
    stale,
    /** What the current checkpoint is driven by plan, newest of each; null where nothing is. */
    probePlan: plan ? { id: plan.id, state: plan.state, progress: plan.progress } : null,
    evaluation: open ? { panelName: open.panelName, trials: open.trials, planned: open.planned } : null,
    scored: scoring
      ? {
          checkpointName: scoring.checkpointName,
          measure: scoreName(scoring.form, scoring.measure),
          finishedAt: scoring.finishedAt,
        }
      : null,
    blockedWork: blocked.map(({ id, reason, levelIds }) => ({
      id,
      reason,
      levels: inWords(levelIds),
    })),
    /** Measured configurations the members disagree on most, highest first. */
    leastSure: least.map(({ levelIds, configurationId, mean, sd, rollouts, successes, judged }) => ({
      configurationId,
      levelIds,
      levels: inWords(levelIds),
      mean,
      sd,
      rollouts,
      successes,
      judged,
    })),
    threshold: scoring?.threshold ?? null,
    scoringForm: scoring?.form ?? null,
    /** The newest evaluation of the current checkpoint with its 95 % interval; null without one or without known outcomes. */
    success: newest ? { interval: wilsonInterval(newest.successes, newest.trials), panelName: newest.panelName } : null,
  };
}

function newestOf<Row extends { id: number }>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>((newest, row) => (newest && newest.id > row.id ? newest : row), undefined);
}
