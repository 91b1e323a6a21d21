import { informationDensity, typicality } from '@/server/core/acquisition/density';
import { distance, featuresOf, type Metric } from '@/server/core/acquisition/distance';
import { nearestCentre } from '@/server/core/acquisition/farthest-first';
import { rankedBatch } from '@/server/core/acquisition/ranked-batch';
import { differences, figureAfter, orderDifferences, toleranceOf } from './compare';
import type { VectorSet } from './vector-set';

interface Input {
  pool?: number[][];
  labelled?: number[][] | null;
  uncertainty?: number[];
  metric?: Metric;
  features?: number[][];
  k?: number;
}

interface Expected {
  order?: number[];
  scores?: number[];
  min_gap?: number;
}

interface Found {
  [field: string]: unknown;
  order?: number[];
  scores?: number[];
  has_repeat?: boolean;
}

function ranked({ pool = [], labelled, uncertainty = [], metric = 'euclidean', k = 0 }: Input): Found {
  const known = labelled ?? [];
  const all = featuresOf([...pool, ...known]);
  const away = (i: number, j: number) => distance(metric, all, i, all, j);
  const nearest = nearestCentre(all.rows, away);
  for (let at = pool.length; at < all.rows; at++) nearest.add(at);
  const start = known.length > 0 && { count: known.length, nearest: Float64Array.from(pool, (_, i) => nearest.of(i)) };
  const { order, scores } = rankedBatch(pool.length, uncertainty, start || null, k, away);
  return { order, scores, has_repeat: new Set(order).size < order.length };
}

/** Places before the reference picks an item for the second time, as one library can after a cold start. */
function beforeRepeat(order: readonly number[]): number {
  const repeat = order.findIndex((item, at) => order.indexOf(item) < at);
  return repeat < 0 ? order.length : repeat;
}

/** Ranked batches, information density under every metric, and typicality. */
export const rankedBatchDensity: VectorSet<Input, Expected, Found> = {
  apart: ['order', 'scores', 'min_gap', 'has_repeat'],
  compute({ input }) {
    if (input.pool) return ranked(input);
    if (!input.features) throw new Error('There is no code for this input.');
    const x = featuresOf(input.features);
    if (input.k !== undefined) return { typicality: typicality(x, input.k) };
    const density = (metric: Metric) => informationDensity(x.rows, (i, j) => distance(metric, x, i, x, j));
    return { euclidean: density('euclidean'), manhattan: density('manhattan'), cosine: density('cosine') };
  },
  judge({ expected }, { order = [], scores = [], has_repeat: repeats }, compare) {
    const complaints = repeats ? ['order: an item is repeated'] : [];
    const { order: known, scores: values = [], min_gap: gap = Number.POSITIVE_INFINITY } = expected;
    if (!known) return complaints;
    const until = beforeRepeat(known);
    const scored = Math.max(0, values.length - (known.length - until));
    if (gap > (figureAfter(compare, 'min_gap>') ?? 0)) complaints.push(...orderDifferences(order, known, { until }));
    if (order.length !== known.length) complaints.push(`order: ${order.length} items, not ${known.length}`);
    return complaints.concat(
      differences('scores', scores.slice(0, scored), values.slice(0, scored), toleranceOf(compare)),
    );
  },
};
