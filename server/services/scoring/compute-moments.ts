import { insertMoments } from '@/db/queries/moments';
import { EnsembleLost } from '@/server/core/policy/ensemble';
import { predictEpisodes } from '@/server/core/policy/predict-episodes';
import { accumulateMoments, type MomentsAccumulator } from '@/server/core/uncertainty/accumulate-moments';
import { encodeMoments } from '@/server/core/uncertainty/moments-codec';
import { withModelFiles } from '../checkpoints/member-files';
import type { ProgramContext } from '../context';
import { observationsOf } from './observations';
import type { PlannedRollout, ScoringPlan } from './plan';
import type { ScoringProgress } from './progress';

/** Media type of cached moments. */
export const MOMENTS = 'application/x-rota-moments';

/** How often a lost inference process is started again without an episode having been finished in between. */
const TRIES = 3;

/**
 * Predicts the given rollouts with the checkpoint's members and caches each episode's moments as it is finished, so
 * that nothing finished is ever lost. A lost process is replaced and goes on where it stopped. Throws ScoringStopped,
 * DomainError for members or recordings that cannot be used, EnsembleLost when a fresh process is lost too.
 */
export async function computeMoments(
  ctx: ProgramContext,
  plan: ScoringPlan,
  rollouts: readonly PlannedRollout[],
  progress: ScoringProgress,
): Promise<void> {
  const left = [...rollouts];
  await withModelFiles(ctx, plan.members, async (paths) => {
    for (let tries = 1; left.length > 0; ) {
      const before = left.length;
      try {
        await runThrough(ctx, plan, paths, left, progress);
      } catch (error) {
        if (left.length < before) tries = 0;
        if (!(error instanceof EnsembleLost) || ++tries > TRIES) throw error;
      }
    }
  });
}

/** One inference process over the rollouts `left`, from which finished ones are taken away. */
async function runThrough(
  ctx: ProgramContext,
  plan: ScoringPlan,
  paths: readonly string[],
  left: PlannedRollout[],
  progress: ScoringProgress,
): Promise<void> {
  const ensemble = await ctx.ensembles.open(plan.members.map(({ name, card }, m) => ({ name, card, path: paths[m] })));
  let moments: MomentsAccumulator | undefined;
  try {
    for await (const { key: rollout, firstStep, predictions, last } of predictEpisodes(
      ensemble,
      observationsOf(ctx, plan, [...left]),
    )) {
      const { members, samples, rows, horizon: chunk, dims, values } = predictions;
      if (!moments || firstStep === 0)
        moments = accumulateMoments(
          { ...comparedBy(plan, members, samples), steps: rollout.frames, chunk, horizon: plan.horizon, dims },
          plan.turns,
        );
      moments.add(values, rows);
      if (last) {
        await cache(ctx, plan, rollout, encodeMoments(moments.finish()));
        left.shift();
      }
      await progress.advance(rows, last ? 1 : 0);
    }
  } finally {
    ensemble.kill();
  }
}

/** Passes of one model under dropout stand for members; other samples are samples. The layout is the same. */
function comparedBy(plan: ScoringPlan, members: number, samples: number) {
  const passes = members === 1 && plan.members[0].card.inputs.some(({ source }) => source.kind === 'dropout');
  return passes ? { members: samples, samples: 1, passes } : { members, samples };
}

async function cache(
  ctx: ProgramContext,
  plan: ScoringPlan,
  rollout: PlannedRollout,
  bytes: Uint8Array,
): Promise<void> {
  const artifactKey = await ctx.artifacts.put(bytes);
  await ctx.db.transaction((tx) =>
    insertMoments(tx, ctx.scope, {
      key: rollout.key,
      episodeId: rollout.id,
      checkpointId: plan.checkpoint.id,
      artifactKey,
      bytes: bytes.byteLength,
      mediaType: MOMENTS,
    }),
  );
}
