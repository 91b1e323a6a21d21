import { describe, expect, it } from 'vitest';
import { daviesBouldin, silhouettes } from '@/server/core/evaluation/cluster-quality';
import { levelSpreads, tWayCoverage } from '@/server/core/evaluation/factor-coverage';
import { euclidean, facilityValue, featureCoverage } from '@/server/core/evaluation/feature-coverage';
import { goldenCases } from './golden';

interface CoverageCase {
  name: string;
  input: {
    features: number[][];
    labels: number[];
    selected: number[];
    delta: number;
    levels: number[];
    selected_codes: number[][];
    demo_counts: number[];
  };
  expected: Record<string, number> & { samples: number[]; demos_per_level: number[][] } & Record<
      'normalised_level_entropy' | 'max_level_share',
      number[]
    >;
}

const cases = new Map((goldenCases<CoverageCase>('coverage') ?? []).map((one) => [one.name, one]));
const caseOf = (name: string) => {
  const found = cases.get(name);
  if (!found) throw new Error(`no reference case ${name}`);
  return found;
};

describe.skipIf(cases.size === 0)('reference coverage', () => {
  it.each(['silhouette', 'silhouette_singleton_cluster'])('%s', (name) => {
    const { input, expected } = caseOf(name);
    const each = silhouettes(input.features, input.labels);
    each.forEach((value, i) => {
      expect(value).toBeCloseTo(expected.samples[i], 11);
    });
    expect(each.reduce((sum, value) => sum + value, 0) / each.length).toBeCloseTo(expected.score, 11);
    if (expected.davies_bouldin !== undefined) {
      expect(daviesBouldin(input.features, input.labels)).toBeCloseTo(expected.davies_bouldin, 11);
    }
  });

  it('distances to the selection', () => {
    const { input, expected } = caseOf('feature_space_coverage');
    const { features, selected, delta } = input;
    const distance = (i: number, j: number) => euclidean(features[i], features[j]);
    const coverage = featureCoverage(features.length, selected, distance, delta);
    expect(coverage?.radius).toBeCloseTo(expected.covering_radius, 11);
    expect(coverage?.meanDistance).toBeCloseTo(expected.mean_min_distance, 11);
    expect(coverage?.withinThreshold).toBe(expected.fraction_within_delta);
    const value = facilityValue(features.length, selected, (i, j) => Math.exp(-0.5 * distance(i, j) ** 2));
    expect(value).toBeCloseTo(expected.facility_location_rbf_gamma_half, 9);
  });

  it('levels and combinations', () => {
    const { input, expected } = caseOf('factor_coverage');
    const covered = input.selected_codes.map((levels, i) => ({ levels, demonstrations: input.demo_counts[i] }));
    expect(tWayCoverage(1, input.levels, covered)).toBeCloseTo(expected.one_way, 12);
    expect(tWayCoverage(2, input.levels, covered)).toBeCloseTo(expected.two_way, 12);
    expect(tWayCoverage(4, input.levels, covered)).toBeCloseTo(expected.full, 12);
    const spreads = levelSpreads(input.levels, covered);
    expect(spreads.map((spread) => spread.demonstrations)).toEqual(expected.demos_per_level);
    spreads.forEach((spread, f) => {
      expect(spread.entropy).toBeCloseTo(expected.normalised_level_entropy[f], 12);
      expect(spread.largestShare).toBeCloseTo(expected.max_level_share[f], 12);
    });
  });
});

describe('coverage', () => {
  it('counts only combinations that the matrix allows', () => {
    const covered = [{ levels: [0, 0], demonstrations: 1 }];
    const allowed = [
      [0, 0],
      [1, 1],
    ];
    expect(tWayCoverage(2, [2, 2], covered, allowed)).toBe(0.5);
    expect(tWayCoverage(2, [2, 2], [{ levels: [0, 1], demonstrations: 3 }], allowed)).toBe(0);
  });
  it('has no distance without a selection', () => {
    expect(featureCoverage(3, [], () => 0, 1)).toBeNull();
  });
});
