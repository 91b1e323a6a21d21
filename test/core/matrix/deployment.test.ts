import { describe, expect, it } from 'vitest';
import { deploymentWeights } from '@/server/core/matrix/deployment';

const factor = (...weights: (number | null)[]) => ({
  levels: weights.map((deploymentWeight) => ({ deploymentWeight })),
});
const GRID = [0, 0, 0, 1, 1, 0, 1, 1];

describe('deployment weights', () => {
  it('are null where nobody said how often anything occurs', () => {
    expect(deploymentWeights([factor(null, null), factor(null, null)], GRID, 4)).toBeNull();
  });

  it('multiply over factors, are 1 on average, and do not depend on the unit', () => {
    const weights = deploymentWeights([factor(3, 1), factor(1, 4)], GRID, 4);
    expect(Array.from(weights ?? [])).toEqual([0.6, 2.4, 0.2, 0.8].map((w) => expect.closeTo(w, 12)));
    expect(deploymentWeights([factor(30, 10), factor(1, 4)], GRID, 4)).toEqual(weights);
  });

  it('take a level nobody spoke about as the mean of the others, and a factor nobody spoke about as even', () => {
    const weights = deploymentWeights([factor(2, null), factor(null, null)], GRID, 4);
    expect(Array.from(weights ?? [])).toEqual([1, 1, 1, 1]);
  });
});
