import { featuresOf, squaredDistance } from '@/server/core/acquisition/distance';
import { greedyFacilities } from '@/server/core/acquisition/facility-location';
import { differences, orderDifferences, toleranceOf } from './compare';
import type { VectorSet } from './vector-set';

interface Input {
  features: number[][];
  gamma: number;
  k: number;
}

interface Expected {
  order: number[];
  gains: number[];
  first_tie: number | null;
}

interface Found {
  order: number[];
  gains: number[];
  objective: number | null;
  prefix_objective: number[];
}

/** Best stand-ins: order up to the first tie, and the objective after every pick. */
export const facilityLocation: VectorSet<Input, Expected, Found> = {
  apart: ['order', 'gains', 'first_tie', 'min_gap', 'submodlib_order_same'],
  compute({ input }) {
    const x = featuresOf(input.features);
    const similarity = (i: number, j: number) => Math.exp(-input.gamma * squaredDistance(x, i, x, j));
    const { order, values } = greedyFacilities(x.rows, input.k, similarity);
    return {
      order,
      gains: values.map((value, at) => value - (at === 0 ? 0 : values[at - 1])),
      objective: values.at(-1) ?? null,
      prefix_objective: values,
    };
  },
  clause: () => 'prefix_objective',
  judge({ expected }, { order, gains }, compare) {
    const until = expected.first_tie ?? expected.order.length;
    const tolerance = toleranceOf(compare, 'prefix_objective');
    return [
      ...orderDifferences(order, expected.order, { until }),
      ...differences('gains', gains.slice(0, until), expected.gains.slice(0, until), tolerance),
    ];
  },
};
