import { DomainError } from '@/server/core/errors';
import { predictEpisodes } from '@/server/core/policy/predict-episodes';
import { preflight } from '@/server/core/uncertainty/preflight';
import { withModelFiles } from '../checkpoints/member-files';
import type { ProgramContext } from '../context';
import { observationsOf } from './observations';
import type { ScoringPlan } from './plan';

/** First steps on which members are compared before a whole run is spent on them. */
const STEPS = 64;

/**
 * Lets the members predict the first steps of the first rollout. Throws DomainError invalid, with the figures, when
 * they are the same, do not disagree at all, or are orders of magnitude apart.
 */
export async function checkMembers(ctx: ProgramContext, plan: ScoringPlan): Promise<void> {
  if (plan.members.length < 2) return;
  const [first] = plan.rollouts;
  const rollout = { ...first, frames: Math.min(first.frames, STEPS) };
  const predictions: Float32Array[] = plan.members.map(() => new Float32Array());
  await withModelFiles(ctx, plan.members, async (paths) => {
    const ensemble = await ctx.ensembles.open(
      plan.members.map(({ name, card }, m) => ({ name, card, path: paths[m] })),
    );
    try {
      for await (const batch of predictEpisodes(ensemble, observationsOf(ctx, plan, [rollout]))) {
        const { values } = batch.predictions;
        const size = values.length / plan.members.length;
        plan.members.forEach((_, m) => {
          predictions[m] = joined(predictions[m], values.subarray(m * size, (m + 1) * size));
        });
      }
    } finally {
      ensemble.kill();
    }
  });
  const objections = preflight(
    plan.members.map(({ name, artifactKey, externalData }, m) => ({
      name,
      hash: [artifactKey, ...Object.values(externalData)].join('+'),
      predictions: predictions[m],
      stateInputs: [],
    })),
  );
  if (objections.length > 0)
    throw new DomainError(
      'invalid',
      `${objections
        .slice(0, 3)
        .map(({ message }) => message)
        .join(' ')} Nothing was scored.`,
      {
        objections,
      },
    );
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
