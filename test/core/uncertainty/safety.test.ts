import { describe, expect, it } from 'vitest';
import { accumulateMoments } from '@/server/core/uncertainty/accumulate-moments';
import { type ActionLimit, checkLimits } from '@/server/core/uncertainty/safety';

/** Moments of two members over 200 steps of two dimensions; member 1 predicts `value` in dimension 1 at `steps`. */
function rollout(steps: number[], value: number) {
  const accumulator = accumulateMoments({ members: 2, samples: 1, steps: 200, chunk: 1, horizon: 1, dims: 2 });
  const predictions = new Float32Array(800);
  for (const t of steps) predictions[400 + t * 2 + 1] = value;
  accumulator.add(predictions, 200);
  return accumulator.finish();
}

const limits: ActionLimit[] = [
  { dimension: 'x', low: null, high: null },
  { dimension: 'y', low: -1, high: 2 },
];

describe('the check of action limits', () => {
  it('holds a rollout when one member leaves a limit in more than 1 % of the steps, not at exactly 1 %', () => {
    expect(checkLimits(rollout([3, 4], 2.5), limits)).toEqual({
      steps: 200,
      exceeded: 2,
      share: 0.01,
      held: false,
      worst: { dimension: 'y', steps: 2, value: 2.5 },
    });
    expect(checkLimits(rollout([3, 4, 5], -7), limits)).toMatchObject({
      held: true,
      worst: { dimension: 'y', steps: 3, value: -7 },
    });
  });

  it('keeps predictions exactly at a limit, and dimensions without one', () => {
    expect(checkLimits(rollout([1, 2, 3, 4], 2), limits)).toMatchObject({ exceeded: 0, held: false, worst: null });
    const open = [limits[0], { dimension: 'y', low: null, high: null }];
    expect(checkLimits(rollout([1, 2, 3, 4], 1e6), open).held).toBe(false);
  });

  it('holds nothing in a rollout without steps and refuses other dimensions', () => {
    const empty = accumulateMoments({ members: 2, samples: 1, steps: 0, chunk: 1, horizon: 1, dims: 2 }).finish();
    expect(checkLimits(empty, limits)).toMatchObject({ share: 0, held: false, worst: null });
    expect(() => checkLimits(empty, limits.slice(1))).toThrow(/1 limits were given for 2/);
  });
});
