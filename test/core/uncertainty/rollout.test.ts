import { describe, expect, it } from 'vitest';
import { scoreRollout, slidingWindowMax } from '@/server/core/uncertainty/rollout';

describe('the score of a rollout', () => {
  it('is null for a rollout without steps', () => {
    expect(scoreRollout(new Float64Array(0), 5)).toBeNull();
  });

  it('shows a spike in the window maximum that the mean dilutes', () => {
    const values = new Float64Array(100).fill(1);
    values.set([11, 11], 40);
    const score = scoreRollout(values, 2)!;
    expect(score).toMatchObject({ steps: 100, max: 11, windowMax: 11, p95: 1 });
    expect(score.mean).toBeCloseTo(1.2, 12);
  });

  it('has max ≥ windowMax ≥ mean for every window, and the mean where the window is longer than the rollout', () => {
    const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    for (let window = 1; window <= 8; window++) {
      const score = scoreRollout(values, window)!;
      expect(score.max).toBeGreaterThanOrEqual(score.windowMax);
      expect(score.windowMax).toBeGreaterThanOrEqual(score.mean);
    }
    expect(slidingWindowMax(values, 50)).toBe(scoreRollout(values, 3)!.mean);
  });

  it('refuses a window that is not a positive integer', () => {
    expect(() => slidingWindowMax([1], 0)).toThrow(RangeError);
  });
});
