import { type GradientEmbedding, gradientEmbedding } from '@/server/core/acquisition/badge';
import { dSquared } from '@/server/core/acquisition/d-squared';
import { distance, type Features, featuresOf } from '@/server/core/acquisition/distance';
import { lloyd, nearestItems } from '@/server/core/acquisition/k-means';
import { kMedoids } from '@/server/core/acquisition/k-medoids';
import { euclidean, featureCoverage } from '@/server/core/evaluation/feature-coverage';
import { differences } from './compare';
import type { VectorSet } from './vector-set';

interface Input {
  features: number[][];
  proba?: number[][];
  forced_choices_after_first?: number[];
  init_centers?: number[][];
  k?: number;
}

interface Expected {
  optimal_cost?: number;
}

interface Found {
  [field: string]: unknown;
  cost?: number;
  medoids?: number[];
}

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

/** D² after each of the choices, as the library of the paper has it and as one that counts the origin as a centre. */
function steps(found: GradientEmbedding, choices: readonly number[]) {
  const away = dSquared(found.squaredNorms, found.squaredDistance);
  const paper: object[] = [];
  const origin: object[] = [];
  for (let taken = 0; taken <= choices.length; taken++) {
    const chosen = choices.slice(0, taken);
    if (taken > 0) away.add(choices[taken - 1]);
    const weights = away.weights();
    const d2 = weights.map((weight, i) => Math.min(weight, found.squaredNorms[i]));
    origin.push({ chosen, d2, potential: sum(d2), argmax: d2.indexOf(Math.max(...d2)) });
    if (taken === 0) continue;
    const potential = sum(weights);
    const probability = weights.map((weight) => weight / potential);
    paper.push({ chosen, sq_distance: weights.slice(), potential, next_probability: probability });
  }
  return { steps: paper, skactiveml_steps: origin };
}

function badge(p: Features, h: Features, forced: readonly number[]) {
  const found = gradientEmbedding(p, h);
  const first = found.squaredNorms.indexOf(Math.max(...found.squaredNorms));
  const [top, next] = found.squaredNorms.slice().sort().reverse();
  return {
    gradient_sq_norm: found.squaredNorms,
    first_index: first,
    first_gap: top - next,
    gradient_embedding_first_item: found.vector(first),
    ...steps(found, [first, ...forced]),
  };
}

function clusters(x: Features, initial: Features) {
  const { labels, centres, inertia, iterations } = lloyd(x, initial);
  const rows = Array.from({ length: centres.rows }, (_, c) => [
    ...centres.values.subarray(c * centres.columns, (c + 1) * centres.columns),
  ]);
  return { labels, centers: rows, inertia, n_iter: iterations, nearest_item_per_center: nearestItems(x, centres) };
}

/** Gradient embeddings with forced draws, Lloyd's iterations from given centres, and k-medoids held to its bound. */
export const badgeKmeans: VectorSet<Input, Expected, Found> = {
  apart: ['optimal_cost', 'medoids'],
  compute({ input }) {
    const x = featuresOf(input.features);
    if (input.proba) return badge(featuresOf(input.proba), x, input.forced_choices_after_first ?? []);
    if (input.init_centers) return clusters(x, featuresOf(input.init_centers));
    if (input.k === undefined) throw new Error('There is no code for this input.');
    return { ...kMedoids(x.rows, input.k, (i, j) => distance('euclidean', x, i, x, j)) };
  },
  clause: (field) => (field.endsWith('steps') ? 'sq distances' : ''),
  judge({ input, expected: { optimal_cost: best }, note = '' }, { cost = 0, medoids = [] }) {
    if (best === undefined) return [];
    const away = (i: number, j: number) => euclidean(input.features[i], input.features[j]);
    const mean = featureCoverage(input.features.length, medoids, away, 0)?.meanDistance ?? 0;
    const percent = Number(/within (\d+)\s*%/.exec(note)?.[1] ?? 0);
    const said = differences('cost', cost, mean * input.features.length, { relative: 1e-9, absolute: 0 });
    const reached = cost >= best * (1 - 1e-9) && cost <= best * (1 + percent / 100 + 1e-9);
    return reached ? said : [`cost: ${cost} is not within ${percent} % of ${best}`];
  },
};
