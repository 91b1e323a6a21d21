import { describe, expect, it } from 'vitest';
import { gradientEmbedding } from '@/server/core/acquisition/badge';
import { informationDensity, typicality } from '@/server/core/acquisition/density';
import { distance, featuresOf, squaredDistance } from '@/server/core/acquisition/distance';
import { greedyDeterminant } from '@/server/core/acquisition/dpp';
import { expectedGradientLength, regressionModelChange } from '@/server/core/acquisition/expected-model-change';
import { greedyFacilities } from '@/server/core/acquisition/facility-location';
import { farthestFirst } from '@/server/core/acquisition/farthest-first';
import { lloyd, nearestItems } from '@/server/core/acquisition/k-means';
import { kMedoids } from '@/server/core/acquisition/k-medoids';
import { rankedBatch } from '@/server/core/acquisition/ranked-batch';
import { type GoldenCase, goldenCases, hasGolden } from './golden';

const named = (id: string, keep: (c: GoldenCase) => boolean = () => true) =>
  goldenCases(id)
    .filter(keep)
    .map((c) => [c.name, c] as const);

function close(actual: ArrayLike<number>, expected: readonly number[], relative = 1e-6, absolute = 1e-9) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(absolute + relative * Math.abs(expected[i]));
  }
}

function kernelOf(input: GoldenCase['input']) {
  const name: string = input.kernel;
  if (name === 'dense')
    return { size: input.L.length, ridge: 0 as const, entry: (i: number, j: number) => input.L[i][j] };
  const x = featuresOf(input.features);
  const q: number[] = input.quality ?? new Array(x.rows).fill(1);
  const linear = (i: number, j: number) => {
    let sum = 0;
    for (let d = 0; d < x.columns; d++) sum += input.features[i][d] * input.features[j][d];
    return sum;
  };
  const rbf = (i: number, j: number) => q[i] * q[j] * Math.exp(-input.gamma * squaredDistance(x, i, x, j));
  const plain = name.endsWith('linear') ? linear : rbf;
  const scale = input.scale ?? 1;
  return {
    size: x.rows,
    ridge: name.startsWith('I_plus') ? (1 as const) : (0 as const),
    entry: (i: number, j: number) => scale * plain(i, j),
  };
}

describe.skipIf(!hasGolden)('reference vectors', () => {
  it.each(named('dpp_greedy_map', (c) => !c.input.window))(
    'dpp %s: same order and residuals',
    (_, { input, expected, equivalence_class: classes }) => {
      const kernel = kernelOf(input);
      const found = greedyDeterminant({ ...kernel, diagonal: (i) => kernel.entry(i, i), steps: input.k });
      const want = expected.relative_epsilon_order ?? expected.order;
      if (classes) expect(found.order.map((i) => classes[i])).toEqual(want.map((i: number) => classes[i]));
      else expect(found.order).toEqual(want);
      if (!expected.relative_epsilon_order) close(found.residuals, expected.schur_gains);
    },
  );

  it.each(named('dpp_capped'))('dpp under caps, %s: same plain greedy', (_, { input, expected }) => {
    const kernel = kernelOf(input);
    const used = input.levels.map((count: number) => new Array(count).fill(0));
    const fits = (i: number) =>
      input.codes[i].every((l: number, f: number) => used[f][l] < input.cap_count_per_factor[f]);
    const take = (i: number) => {
      input.codes[i].forEach((l: number, f: number) => {
        used[f][l]++;
      });
      return true;
    };
    const found = greedyDeterminant(
      { ...kernel, diagonal: (i) => kernel.entry(i, i), steps: input.k },
      1e-10,
      fits,
      take,
    );
    expect(found.order).toEqual(expected.greedy_order);
  });

  it.each(named('kcenter_greedy'))(
    'k-center %s: same order and radii',
    (_, { input, expected, equivalence_class: classes }) => {
      const x = featuresOf(input.features);
      const found = farthestFirst(x.rows, input.labelled, input.k, (i, j) => distance(input.metric, x, i, x, j));
      if (classes) expect(found.order.map((i) => classes[i])).toEqual(expected.order.map((i: number) => classes[i]));
      else expect(found.order).toEqual(expected.order);
      if (expected.radius_after) close(found.radii, expected.radius_after, 1e-9);
    },
  );

  it.each(named('ranked_batch_density', (c) => c.input.pool))(
    'ranked batch %s: same order and scores',
    (_, { input, expected }) => {
      const pool = featuresOf(input.pool);
      const away = (i: number, j: number) => distance(input.metric, pool, i, pool, j);
      const known = input.labelled && featuresOf(input.labelled);
      const nearest =
        known &&
        Float64Array.from({ length: pool.rows }, (__, i) => {
          let least = Number.POSITIVE_INFINITY;
          for (let j = 0; j < known.rows; j++) least = Math.min(least, distance(input.metric, pool, i, known, j));
          return least;
        });
      const found = rankedBatch(
        pool.rows,
        input.uncertainty,
        known ? { count: known.rows, nearest } : null,
        input.k,
        away,
      );
      expect(found.order).toEqual(expected.order);
      close(found.scores, expected.scores, 1e-9);
    },
  );

  it.each(named('ranked_batch_density', (c) => !c.input.pool))('%s: same density', (name, { input, expected }) => {
    const x = featuresOf(input.features);
    if (name === 'typicality_knn') return close(typicality(x, input.k), expected.typicality, 1e-9);
    close(
      informationDensity(x.rows, (i, j) => distance('euclidean', x, i, x, j)),
      expected.euclidean,
      1e-9,
    );
    if (expected.cosine)
      close(
        informationDensity(x.rows, (i, j) => distance('cosine', x, i, x, j)),
        expected.cosine,
        1e-9,
      );
  });

  it.each(named('facility_location'))(
    'facility location %s: same order up to the first tie, same values',
    (_, { input, expected }) => {
      const x = featuresOf(input.features);
      const found = greedyFacilities(x.rows, input.k, (i, j) => Math.exp(-input.gamma * squaredDistance(x, i, x, j)));
      const until = expected.first_tie ?? input.k;
      expect(found.order.slice(0, until)).toEqual(expected.order.slice(0, until));
      close(found.values, expected.prefix_objective, 1e-8);
    },
  );

  it.each(named('expected_model_change'))('%s: same utilities', (_, { input, expected }) => {
    const h = featuresOf(input.features);
    if (input.proba) return close(expectedGradientLength(featuresOf(input.proba), h), expected.egl, 1e-9);
    close(
      regressionModelChange(
        Float64Array.from(input.member_predictions.flat()),
        Float64Array.from(input.model_prediction),
        h,
      ),
      expected.utility,
      1e-9,
    );
  });

  it.each(named('badge_kmeans', (c) => c.input.proba))(
    'badge %s: same norms, first item and embedding',
    (_, { input, expected }) => {
      const found = gradientEmbedding(featuresOf(input.proba), featuresOf(input.features));
      close(found.squaredNorms, expected.gradient_sq_norm, 1e-6, 1e-8);
      expect(found.squaredNorms.indexOf(Math.max(...found.squaredNorms))).toBe(expected.first_index);
      close(found.vector(expected.first_index), expected.gradient_embedding_first_item, 1e-6, 1e-8);
    },
  );

  it.each(named('badge_kmeans', (c) => c.input.init_centers))('k-means %s: same clusters', (_, { input, expected }) => {
    const x = featuresOf(input.features);
    const found = lloyd(x, featuresOf(input.init_centers));
    expect([...found.labels]).toEqual(expected.labels);
    expect(found.inertia).toBeCloseTo(expected.inertia, 6);
    expect(nearestItems(x, found.centres)).toEqual(expected.nearest_item_per_center);
  });

  it.each(named('badge_kmeans', (c) => c.name.startsWith('kmedoids')))(
    '%s: within a tenth of the optimum',
    (_, { input, expected }) => {
      const x = featuresOf(input.features);
      const found = kMedoids(x.rows, input.k, (i, j) => distance('euclidean', x, i, x, j));
      expect(found.cost).toBeLessThanOrEqual(1.1 * expected.optimal_cost);
      expect(found.cost).toBeGreaterThanOrEqual(expected.optimal_cost - 1e-9);
    },
  );
});
