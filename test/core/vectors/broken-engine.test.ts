import { afterEach, describe, expect, it, vi } from 'vitest';
import { goldenFolder, vectorFiles } from '../../vectors/read';

const files = vectorFiles(goldenFolder);

const off = (value: unknown): unknown => {
  if (typeof value === 'number') return value * 1.01 + 0.01;
  if (typeof value === 'function') return (...args: unknown[]) => off(value(...args));
  if (value instanceof Float64Array) return value.map((x) => x * 1.01 + 0.01);
  if (value instanceof Int32Array) return value.map((x) => x + 1);
  if (Array.isArray(value)) return value.map(off);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, off(inner)]));
  }
  return typeof value === 'boolean' ? !value : value;
};

/** Every export the vectors rest on: its module, its name, and the set that must notice. */
const EXPORTS = [
  ['acquisition/dpp', 'greedyDeterminant', 'dpp_greedy_map'],
  ['acquisition/dpp', 'greedyDeterminant', 'dpp_capped'],
  ['schedule/look-ahead', 'createLookAhead', 'dpp_capped'],
  ['schedule/repair', 'repair', 'dpp_capped'],
  ['acquisition/farthest-first', 'farthestFirst', 'kcenter_greedy'],
  ['acquisition/badge', 'gradientEmbedding', 'badge_kmeans'],
  ['acquisition/d-squared', 'dSquared', 'badge_kmeans'],
  ['acquisition/k-means', 'lloyd', 'badge_kmeans'],
  ['acquisition/k-medoids', 'kMedoids', 'badge_kmeans'],
  ['acquisition/ranked-batch', 'rankedBatch', 'ranked_batch_density'],
  ['acquisition/density', 'informationDensity', 'ranked_batch_density'],
  ['acquisition/density', 'typicality', 'ranked_batch_density'],
  ['acquisition/facility-location', 'greedyFacilities', 'facility_location'],
  ['acquisition/expected-model-change', 'regressionModelChange', 'expected_model_change'],
  ['acquisition/expected-model-change', 'expectedGradientLength', 'expected_model_change'],
  ['uncertainty/decomposition', 'categoricalUncertainty', 'categorical_uncertainty'],
  ['uncertainty/decomposition', 'softmax', 'categorical_uncertainty'],
  ['uncertainty/decomposition', 'shareOfMost', 'categorical_uncertainty'],
  ['uncertainty/decomposition', 'gaussianSplit', 'continuous_disagreement'],
  ['uncertainty/disagreement', 'disagreementPerStep', 'continuous_disagreement'],
  ['uncertainty/chunk-spread', 'chunkSpread', 'continuous_disagreement'],
  ['uncertainty/rollout', 'scoreRollout', 'continuous_disagreement'],
  ['uncertainty/gaussian-process', 'conditionProcess', 'gp_interpolation'],
  ['uncertainty/gaussian-process', 'predictProcess', 'gp_interpolation'],
  ['evaluation/compare-arms', 'compareArms', 'aulc_curves'],
  ['evaluation/demonstrations-to-target', 'demonstrationsToTarget', 'aulc_curves'],
  ['evaluation/cluster-quality', 'silhouettes', 'coverage'],
  ['evaluation/feature-coverage', 'featureCoverage', 'coverage'],
  ['evaluation/factor-coverage', 'tWayCoverage', 'coverage'],
  ['schedule/allocate', 'allocate', 'allocation'],
  ['schedule/largest-batch', 'smallestUniformCap', 'allocation'],
  ['schedule/apportion', 'largestRemainder', 'allocation'],
  ['schedule/apportion', 'waterFilling', 'allocation'],
  ['schedule/route', 'orderStops', 'allocation'],
] as const;

describe.skipIf(files.length === 0)('a broken engine', () => {
  afterEach(() => {
    vi.resetModules();
  });

  it.each(EXPORTS)('with %s.%s off fails its vectors of %s', async (module, name, id) => {
    const path = `@/server/core/${module}`;
    vi.resetModules();
    vi.doMock(path, async (original) => {
      const real = await original<Record<string, unknown>>();
      return { ...real, [name]: off(real[name]) };
    });
    const { checkVector } = await import('../../vectors/check');
    vi.doUnmock(path);
    const file = files.find((one) => one.id === id)!;
    // Every case that does not touch the export still passes, so one that fails is enough.
    expect(file.cases.some((vector) => checkVector(file, vector).verdict === 'fail')).toBe(true);
  });
});
