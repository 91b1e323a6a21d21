import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreSpread } from '@/server/core/uncertainty/score-spread';

const field = (means: readonly number[]) => ({
  ids: Float64Array.from(means, (_, i) => 10 + i),
  mean: Float64Array.from(means),
  sd: new Float64Array(means.length),
  measured: Uint8Array.from(means, (_, i) => i % 2),
});
const means = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('the spread of scores over what remains', () => {
  it('counts every remaining configuration in exactly one bin that holds its score', () => {
    fc.assert(
      fc.property(means, fc.nat(), (values, g) => {
        const gone = new Set([10 + (g % (values.length + 1))]);
        const spread = scoreSpread(field(values), gone, [], 7);
        const kept = values.filter((_, i) => !gone.has(10 + i));
        if (!spread) {
          expect(kept).toEqual([]);
          return;
        }
        const { bins } = spread;
        expect(bins.reduce((sum, bin) => sum + bin.measured + bin.interpolated, 0)).toBe(kept.length);
        expect(bins.reduce((sum, bin) => sum + bin.measured, 0)).toBe(spread.measured);
        expect(bins[0].from).toBeLessThanOrEqual(Math.min(...kept));
        expect(bins[6].to).toBeGreaterThanOrEqual(Math.max(...kept) - 1e-9);
      }),
    );
  });

  it('places a configuration by the share below it, however many remain', () => {
    fc.assert(
      fc.property(means, (values) => {
        const marked = values.map((_, i) => 10 + i);
        const standing = scoreSpread(field(values), new Set(marked), marked)?.standing ?? [];
        expect(standing).toHaveLength(values.length);
        const mid = standing.reduce((sum, { above }) => sum + above, 0) / values.length;
        expect(mid).toBeCloseTo(0.5, 9);
        const top = Math.max(...values);
        if (values.filter((value) => value === top).length === 1 && values.length > 1)
          expect(standing.find(({ score }) => score === top)?.above).toBe(1);
      }),
    );
  });

  it('is null where nothing remains', () => {
    expect(scoreSpread(field([1, 2]), new Set([10, 11]), [])).toBeNull();
  });
});
