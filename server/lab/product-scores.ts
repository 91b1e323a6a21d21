import { addRows, emptyMoments } from '@/server/core/numeric/variance';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { disagreementPerStep } from '@/server/core/uncertainty/disagreement';
import { scoreRollout } from '@/server/core/uncertainty/rollout';
import { type ActionScale, scaleOfDemonstrations } from '@/server/core/uncertainty/scale';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { Episode } from './episode';
import type { Policy } from './policy';
import { ACTION_NAMES } from './world/workcell';

const FORM = ScoringForm.parse({});

/** The scale that the product freezes when these demonstrations are the first scored checkpoint's training set. */
export function scaleOf(demonstrations: readonly Episode[]): ActionScale {
  const moments = emptyMoments(ACTION_NAMES.length);
  for (const { actions } of demonstrations) addRows(moments, actions);
  return scaleOfDemonstrations(
    moments,
    ACTION_NAMES.map((name) => ({ name, kind: 'position', range: null })),
  );
}

/** The product's score of each rollout: the members' disagreement on every frame, under its default form. */
export async function productScores(
  policy: Policy,
  rollouts: readonly Episode[],
  scale: ActionScale,
): Promise<number[]> {
  const { members, horizon } = policy;
  const scores: number[] = [];
  for (const { observations, steps } of rollouts) {
    const shape = { members, samples: 1, steps, chunk: horizon, horizon, dims: ACTION_NAMES.length };
    const moments = accumulateMoments(shape);
    const predicted = await policy.predict(observations, steps);
    const values = new Float32Array(members * predicted[0].length);
    for (const [m, own] of predicted.entries()) values.set(own, m * own.length);
    moments.add(values, steps);
    const spread = disagreementPerStep(moments.finish(), scale, FORM.form);
    const score = spread && scoreRollout(spread.values, FORM.window);
    if (!score) throw new RangeError('A rollout without steps, or of one member, has no score');
    scores.push(score[FORM.statistic]);
  }
  return scores;
}
