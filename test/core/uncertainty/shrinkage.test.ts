import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { betweenVariance, pooledWithinVariance } from '@/server/core/uncertainty/shrinkage';

describe('variance within and between groups', () => {
  it('pools within groups by degrees of freedom, and is unknown where all groups have one value', () => {
    expect(pooledWithinVariance([[1, 3], [10, 10, 10], [7]])).toEqual({ variance: 2 / 3, dof: 3 });
    expect(pooledWithinVariance([[1], [2]])).toBeNull();
  });

  it('recovers the variance between groups behind unequal noise', () => {
    const random = seededRandom(9);
    const noise = Float64Array.from({ length: 4000 }, () => 0.2 + random.uniform());
    const means = noise.map((variance) => Math.sqrt(0.5) * random.normal() + Math.sqrt(variance) * random.normal());
    expect(Math.abs(betweenVariance(means, noise) - 0.5)).toBeLessThan(0.05);
  });

  it('is 0 for means closer than their noise and for a single one, and plain where means are exact', () => {
    expect(betweenVariance([1, 1.01, 0.99], [1, 1, 1])).toBe(0);
    expect(betweenVariance([5], [1])).toBe(0);
    expect(betweenVariance([1, 3], [0, 0])).toBe(2);
  });
});
