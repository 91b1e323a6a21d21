import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoricalUncertainty, gaussianSplit, shareOfMost, softmax } from '@/server/core/uncertainty/decomposition';

const weights = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 })
  .filter((w) => w.some((v) => v > 0));
const ensemble = fc.array(
  weights.map((w) => w.map((v) => v / w.reduce((sum, x) => sum + x, 0))),
  { minLength: 2, maxLength: 5 },
);

describe('categorical uncertainty', () => {
  it('splits into parts that add up, none negative, none above ln C', () => {
    fc.assert(
      fc.property(ensemble, (members) => {
        const { total, aleatoric, epistemic, klMax } = categoricalUncertainty(members);
        expect(aleatoric + epistemic!).toBeCloseTo(total, 12);
        expect(klMax!).toBeGreaterThanOrEqual(epistemic! - 1e-12);
        expect(Math.min(aleatoric, epistemic!)).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(Math.log(4) + 1e-12);
      }),
    );
  });

  it('between members is unknown for a single one', () => {
    expect(categoricalUncertainty([[0.5, 0.5]])).toMatchObject({
      epistemic: null,
      klMax: null,
      voteEntropy: null,
      variationRatio: null,
    });
    expect(gaussianSplit([[1]], [[2]])).toMatchObject({ epistemic: null, aleatoric: Float64Array.of(4) });
  });

  it('refuses no members and members of different classes', () => {
    expect(() => categoricalUncertainty([])).toThrow(/same classes/);
    expect(() => categoricalUncertainty([[1], [0.5, 0.5]])).toThrow(/same classes/);
    expect(() => gaussianSplit([[1]], [])).toThrow(/belong together/);
    expect(() => categoricalUncertainty([[0.5, Number.NaN]])).toThrow(
      /distribution holds a value that is not a finite/,
    );
    expect(() => gaussianSplit([[1], [2]], [[1], [Number.NaN]])).toThrow(/not a finite/);
    expect(() => softmax([1, Number.NaN])).toThrow(/no number/);
    expect(() => softmax([])).toThrow(/no number/);
  });

  it('of tokens survives huge and masked logits', () => {
    const entropyOf = (logits: number[]) => categoricalUncertainty([softmax(logits)]).total;
    expect(entropyOf([1e4, 0, -1e4])).toBe(0);
    expect(entropyOf([5, 5, Number.NEGATIVE_INFINITY])).toBeCloseTo(Math.LN2, 12);
    expect(shareOfMost(Math.LN2, 2)).toBe(1);
    expect(shareOfMost(0, 1)).toBe(0);
  });
});
