import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bcaBootstrap, exactBootstrap } from '@/server/core/evaluation/bootstrap';
import { quantile } from '@/server/core/numeric/quantile';
import { seededRandom } from '@/server/core/numeric/random';

describe('the bootstrap', () => {
  it('by counting is that of all resamples written out', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 5 }), (values) => {
        let sums = [0];
        for (const _ of values) sums = sums.flatMap((sum) => values.map((one) => sum + one));
        const means = sums.map((sum) => sum / values.length);
        const found = exactBootstrap(values);
        expect(found.low).toBeCloseTo(quantile(means, 0.025), 12);
        expect(found.high).toBeCloseTo(quantile(means, 0.975), 12);
      }),
    );
    expect(exactBootstrap([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])).toMatchObject({ low: 1, high: 1 });
  });
  it('by sampling with correction lies near the one by enumeration where both exist', () => {
    const differences = [0.156, 0.146, 0.147, 0.155, 0.149, 0.155];
    const exact = exactBootstrap(differences);
    const sampled = bcaBootstrap(differences, seededRandom('bca'));
    const width = exact.high - exact.low;
    expect(Math.abs(sampled.low - exact.low)).toBeLessThan(0.15 * width);
    expect(Math.abs(sampled.high - exact.high)).toBeLessThan(0.15 * width);
  });
});
