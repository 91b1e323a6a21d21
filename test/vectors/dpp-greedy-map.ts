import { greedyDeterminant } from '@/server/core/acquisition/dpp';
import { differences, orderDifferences, toleranceOf } from './compare';
import { type KernelInput, kernelOf } from './kernel-of';
import type { VectorSet } from './vector-set';

interface Input extends KernelInput {
  k: number;
  epsilon: number;
  window?: number;
}

interface Expected {
  order: number[];
  schur_gains?: number[];
  prefix_logdet?: number[];
  first_near_tie?: number | null;
  /** Where the reference's absolute epsilon stopped it early, the order under a relative one. */
  relative_epsilon_order?: number[];
}

interface Found {
  order: number[];
  n_selected: number;
  schur_gains: number[];
  prefix_logdet: number[];
}

/** Greedy determinants: order, residuals and log determinants; past a near tie only the determinants are held. */
export const dppGreedyMap: VectorSet<Input, Expected, Found> = {
  apart: [
    'order',
    'schur_gains',
    'relative_epsilon_order',
    'min_rel_gap',
    'first_near_tie',
    'submodlib_naive_agrees_prefix',
  ],
  compute({ input }) {
    const { order, residuals } = greedyDeterminant(
      { ...kernelOf(input), steps: input.k, window: input.window },
      input.epsilon,
    );
    let sum = 0;
    const prefixes = residuals.map((residual) => {
      sum += Math.log(residual);
      return sum;
    });
    return { order, n_selected: order.length, schur_gains: residuals, prefix_logdet: prefixes };
  },
  wanted({ expected }) {
    if (!expected.relative_epsilon_order) return { ...expected };
    const { prefix_logdet: _, ...rest } = expected;
    return { ...rest, n_selected: expected.relative_epsilon_order.length };
  },
  clause: (field) => field,
  judge({ expected, equivalence_class: classes }, { order, schur_gains: gains }, compare) {
    const { schur_gains: known = [], first_near_tie: tie } = expected;
    const until = classes ? undefined : (tie ?? undefined);
    const compared = Math.min(known.length, until ?? known.length);
    return [
      ...orderDifferences(order, expected.relative_epsilon_order ?? expected.order, { until, classes }),
      ...differences(
        'schur_gains',
        gains.slice(0, compared),
        known.slice(0, compared),
        toleranceOf(compare, 'schur_gains'),
      ),
    ];
  },
};
