import { blockedWork, loopFigures } from '@/db/queries/home';
import { factorsOf } from '@/db/queries/matrix';
import { nextStep } from '@/server/core/program/next-step';
import type { ProgramContext } from '../context';
import { readinessOf } from '../schedule/readiness';

const BLOCKED_SHOWN = 5;

/** The lead's home: where the loop stands, the one next step, and what is in the way. */
export async function leadHome(ctx: ProgramContext) {
  const [figures, blocked, factors, { scoring, stale }] = await Promise.all([
    loopFigures(ctx.db, ctx.scope, ctx.clock.now()),
    blockedWork(ctx.db, ctx.scope, BLOCKED_SHOWN),
    factorsOf(ctx.db, ctx.scope),
    readinessOf(ctx),
  ]);
  const names = new Map(factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.name] as const)));
  return {
    ...figures,
    step: nextStep({
      configurations: figures.configurations,
      recordings: figures.demonstrations + figures.rollouts,
      checkpoints: figures.checkpoints,
      freshScores: scoring !== undefined && stale === null,
      proposal: figures.proposal !== null,
      published: figures.published !== null,
      wanted: figures.wanted,
      logged: figures.logged,
    }),
    stale,
    scored: scoring ? { checkpointName: scoring.checkpointName, finishedAt: scoring.finishedAt } : null,
    blockedWork: blocked.map(({ id, reason, levelIds }) => ({
      id,
      reason,
      levels: levelIds.map((level) => names.get(level) ?? 'unknown'),
    })),
  };
}
