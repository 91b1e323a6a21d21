import { distance, featuresOf, type Metric } from '@/server/core/acquisition/distance';
import { farthestFirst } from '@/server/core/acquisition/farthest-first';
import { featureCoverage } from '@/server/core/evaluation/feature-coverage';
import { figureAfter, orderDifferences } from './compare';
import type { VectorSet } from './vector-set';

interface Input {
  features: number[][];
  labelled: number[] | null;
  k: number;
  metric: Metric;
}

interface Expected {
  order: number[];
  min_gap?: number;
}

interface Found {
  order: number[];
  radius_after: number[];
  /** Distance of each pick to the nearest centre before it; null for the first where there was none. */
  max_min_distance: (number | null)[];
}

/** Farthest-first: order and covering radii. */
export const kcenterGreedy: VectorSet<Input, Expected, Found> = {
  apart: ['order', 'min_gap'],
  compute({ input }) {
    const x = featuresOf(input.features);
    const away = (i: number, j: number) => distance(input.metric, x, i, x, j);
    const labelled = input.labelled ?? [];
    const { order, radii } = farthestFirst(x.rows, labelled, input.k, away);
    const before = featureCoverage(x.rows, labelled, away, 0)?.radius ?? null;
    return { order, radius_after: radii, max_min_distance: [before, ...radii].slice(0, order.length) };
  },
  clause: () => 'radius',
  judge({ expected, equivalence_class: classes }, { order }, compare) {
    const repeated = new Set(order).size < order.length ? ['order: an item is repeated'] : [];
    const decided = (expected.min_gap ?? Number.POSITIVE_INFINITY) > (figureAfter(compare, 'min_gap>') ?? 0);
    return decided || classes ? [...repeated, ...orderDifferences(order, expected.order, { classes })] : repeated;
  },
};
