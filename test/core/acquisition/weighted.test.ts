import { describe, expect, it } from 'vitest';
import { propose } from '@/server/core/schedule/propose';
import { grid, scoredInput } from '../schedule/pools';

const FREE = { perFactor: {}, perConfiguration: null };
const flat = (
  strategy: 'task-balanced' | 'hybrid' | 'density-weighted',
  hybrid?: { disagreement: number; novelty: number },
) => {
  const pool = grid([3, 4]);
  const draft = { demonstrations: 4, blockSize: 1, reservePercent: 0, strategy, hybrid, caps: FREE, beta: 0 };
  return { ...scoredInput(pool, draft), trainingSetSize: 100, bootstrapBelow: 0 };
};
const even = (size: number) => ({ mean: new Float64Array(size).fill(1), sd: new Float64Array(size) });

describe('balanced tasks', () => {
  it('let the task with fewest demonstrations catch up, however many configurations those are of', () => {
    const demonstrated = new Float64Array(12);
    demonstrated[0] = 40;
    for (const i of [4, 5, 6]) demonstrated[i] = 1;
    for (const i of [8, 9, 10, 11]) demonstrated[i] = 10;
    const confirmed = [...demonstrated.keys()].filter((i) => demonstrated[i] > 0);
    const { picks } = propose({ ...flat('task-balanced'), scores: even(12), demonstrated, confirmed });
    expect(picks.map(({ index }) => Math.floor(index / 4))).toEqual([1, 1, 1, 1]);
  });
});

describe('the hybrid strategy', () => {
  const best = (hybrid?: { disagreement: number; novelty: number }) => {
    const mean = Float64Array.from({ length: 12 }, (_, i) => (i === 0 ? 5 : 1));
    const { picks } = propose({
      ...flat('hybrid', hybrid),
      scores: { mean, sd: new Float64Array(12) },
      confirmed: [0],
    });
    return picks[0].index;
  };

  it('follows disagreement alone or novelty alone where the other counts for nothing', () => {
    expect(best({ disagreement: 1, novelty: 0 })).toBe(0);
    expect(best({ disagreement: 0, novelty: 1 })).toBeGreaterThan(4);
  });

  it('weighs both the same where nothing is said, and only their ratio counts', () => {
    expect(best()).toBe(best({ disagreement: 50, novelty: 50 }));
    expect(best({ disagreement: 90, novelty: 10 })).toBe(best({ disagreement: 9, novelty: 1 }));
  });
});

describe('disagreement where it is used', () => {
  it('goes where the policy is used most when scores are equal', () => {
    const deployment = Float64Array.from({ length: 12 }, (_, i) => (i === 7 ? 3 : 1));
    const { picks } = propose({ ...flat('density-weighted'), scores: even(12), deployment });
    expect(picks[0].index).toBe(7);
  });
});
