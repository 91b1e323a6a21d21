import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averageDivergence,
  type CategoricalUncertainty,
  categoricalUncertainty,
  gaussianSplit,
  normalisedTokenEntropy,
  tokenEntropy,
} from '@/server/core/uncertainty/decomposition';
import { expectClose, goldenCases, goldenFound } from './golden';

type Scores = Record<
  | 'predictive_entropy'
  | 'consensus_entropy'
  | 'bald_mutual_information'
  | 'expected_entropy'
  | 'least_confidence'
  | 'margin'
  | 'vote_entropy'
  | 'kl_max'
  | 'average_kl_clipped_1e7'
  | 'variation_ratio'
  | 'entropy_per_token',
  number[]
>;

describe.skipIf(!goldenFound)('reference vectors of categorical uncertainty', () => {
  const cases = goldenCases<
    { proba_members_items_classes: number[][][]; logits_tokens_vocab: number[][] },
    Scores & { mean: number; max: number; normalised_mean: number; mean_proba: number[][] }
  >('categorical_uncertainty');

  it('are found', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases.filter(({ input }) => input.proba_members_items_classes))('$name', ({ input, expected }) => {
    const items = input.proba_members_items_classes[0].map((_, i) =>
      input.proba_members_items_classes.map((member) => member[i]),
    );
    const found = items.map(categoricalUncertainty);
    const per = (key: Exclude<keyof CategoricalUncertainty, 'mean'>) => found.map((item) => item[key] ?? Number.NaN);
    found.forEach(({ mean }, i) => {
      expectClose(mean, expected.mean_proba[i], 1e-9, 1e-9);
    });
    expectClose(per('total'), expected.predictive_entropy, 1e-9, 1e-9);
    expectClose(per('total'), expected.consensus_entropy, 1e-9, 1e-9);
    expectClose(per('epistemic'), expected.bald_mutual_information, 1e-9, 1e-9);
    expectClose(per('aleatoric'), expected.expected_entropy, 1e-9, 1e-9);
    expectClose(per('leastConfidence'), expected.least_confidence, 1e-9, 1e-9);
    expectClose(per('margin'), expected.margin, 1e-9, 1e-9);
    expectClose(per('voteEntropy'), expected.vote_entropy, 1e-9, 1e-9);
    expectClose(per('klMax'), expected.kl_max, 1e-9, 1e-9);
    expectClose(per('variationRatio'), expected.variation_ratio, 1e-9, 1e-9);
    expectClose(
      items.map((item) => averageDivergence(item, 0)),
      expected.average_kl_clipped_1e7,
      1e-9,
      1e-5,
    );
  });

  it.each(cases.filter(({ input }) => input.logits_tokens_vocab))('$name', ({ input, expected }) => {
    const found = input.logits_tokens_vocab.map(tokenEntropy);
    expectClose(found, expected.entropy_per_token, 1e-9, 1e-9);
    expectClose(
      [found.reduce((sum, h) => sum + h, 0) / found.length, Math.max(...found)],
      [expected.mean, expected.max],
      1e-9,
      1e-9,
    );
    expectClose([normalisedTokenEntropy(input.logits_tokens_vocab)!], [expected.normalised_mean], 1e-9, 1e-9);
  });
});

describe.skipIf(!goldenFound)('reference vectors of heteroscedastic ensembles', () => {
  const cases = goldenCases<
    { mu_members_dims?: number[][]; sigma_members_dims: number[][] },
    Record<'mean' | 'total_variance' | 'aleatoric' | 'epistemic', number[]>
  >('continuous_disagreement').filter(({ input }) => input.mu_members_dims);

  it('are found', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases)('$name', ({ input, expected }) => {
    const { mean, aleatoric, epistemic } = gaussianSplit(input.mu_members_dims!, input.sigma_members_dims);
    expectClose(mean, expected.mean);
    expectClose(aleatoric, expected.aleatoric);
    expectClose(epistemic!, expected.epistemic);
    expectClose(
      aleatoric.map((value, d) => value + epistemic![d]),
      expected.total_variance,
    );
  });
});

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
        expect(averageDivergence(members, 0)).toBeCloseTo(epistemic!, 12);
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
  });

  it('of tokens survives huge and masked logits', () => {
    expect(tokenEntropy([1e4, 0, -1e4])).toBe(0);
    expect(tokenEntropy([5, 5, Number.NEGATIVE_INFINITY])).toBeCloseTo(Math.LN2, 12);
    expect(normalisedTokenEntropy([])).toBeNull();
  });
});
