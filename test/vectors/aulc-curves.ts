import { ENUMERABLE } from '@/server/core/evaluation/bootstrap';
import { compareArms } from '@/server/core/evaluation/compare-arms';
import { demonstrationsToTarget } from '@/server/core/evaluation/demonstrations-to-target';
import type { Interval } from '@/server/core/evaluation/interval';
import { signedRankP } from '@/server/core/evaluation/wilcoxon';
import { seededRandom } from '@/server/core/numeric/random';
import { mean } from '@/server/core/numeric/variance';
import { differences, figureAfter, toleranceOf } from './compare';
import type { VectorSet } from './vector-set';

interface Input {
  demos: number[];
  success_active: number[][];
  success_random: number[][];
  target: number;
}

interface Expected {
  paired_difference: number[];
  exact_bootstrap_percentile_ci95?: [number, number] | null;
}

interface Found {
  exact_bootstrap_percentile_ci95: [number, number] | null;
}

const ends = (interval: Interval | null): [number, number] | null => interval && [interval.low, interval.high];

/** Areas under learning curves, demonstrations to a target, and paired intervals and tests, as a comparison of two arms. */
export const aulcCurves: VectorSet<Input, Expected, Found> = {
  apart: ['exact_bootstrap_percentile_ci95', 'exact_bootstrap_resamples'],
  compute({ input: { demos: x, success_active: active, success_random: random, target } }) {
    const pairs = active.map((y, i) => ({ seed: String(i), active: { x, y }, random: { x, y: random[i] } }));
    const compared = compareArms(pairs, seededRandom('bootstrap'));
    if (!compared) throw new Error('These curves have no range in common.');
    const paired = compared.areas.map((area) => area.active - area.random);
    return {
      aulc_active: compared.areas.map((area) => area.active),
      aulc_random: compared.areas.map((area) => area.random),
      paired_difference: paired,
      mean_difference: mean(paired),
      demos_to_target_active: pairs.map((pair) => demonstrationsToTarget(pair.active, target)),
      demos_to_target_random: pairs.map((pair) => demonstrationsToTarget(pair.random, target)),
      paired_t_ci95: ends(compared.difference),
      exact_bootstrap_percentile_ci95: ends(compared.bootstrap),
      wilcoxon_exact_two_sided_p: signedRankP(paired),
      sign_flip_permutation_p_two_sided: compared.p,
    };
  },
  judge({ expected }, { exact_bootstrap_percentile_ci95: found }, compare) {
    const wanted = expected.exact_bootstrap_percentile_ci95;
    if (!wanted) return [];
    const sampled = expected.paired_difference.length > ENUMERABLE;
    const share = figureAfter(compare, 'must be within') ?? 0;
    const tolerance = sampled
      ? { relative: 0, absolute: share * (wanted[1] - wanted[0]) }
      : toleranceOf(compare, 'enumerated bootstrap');
    return differences('exact_bootstrap_percentile_ci95', found, wanted, tolerance);
  },
};
