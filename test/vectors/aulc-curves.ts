import { exactBootstrap } from '@/server/core/evaluation/bootstrap';
import { compareArms } from '@/server/core/evaluation/compare-arms';
import type { Line } from '@/server/core/evaluation/curve';
import { demonstrationsToTarget } from '@/server/core/evaluation/demonstrations-to-target';
import type { Interval } from '@/server/core/evaluation/interval';
import { seededRandom } from '@/server/core/numeric/random';
import { mean } from '@/server/core/numeric/variance';
import { differences, figureAfter, toleranceOf } from './compare';
import type { VectorSet } from './vector-set';

/** Sizes of a training set: one list for all runs, or one for each. */
type Sizes = number[] | number[][];

interface Input {
  demos?: Sizes;
  /** Where an arm was evaluated at sizes of its own. */
  demos_active?: Sizes;
  demos_random?: Sizes;
  /** A null, or a row that ends early, is an evaluation that was never made. */
  success_active: (number | null)[][];
  success_random: (number | null)[][];
  target: number;
}

interface Expected {
  paired_difference: number[];
  exact_bootstrap_percentile_ci95?: [number, number] | null;
  exact_bootstrap_resamples?: number | null;
}

interface Found {
  exact_bootstrap_percentile_ci95: [number, number] | null;
}

/** Up to here every resample is counted. */
const COUNTED = 10;

/** The runs of one arm, evaluations that were never made left out. */
function linesOf(rates: Input['success_active'], sizes: Sizes | undefined): Line[] {
  if (!sizes) throw new Error('These curves have no sizes.');
  return rates.map((row, run) => {
    const own = sizes[run];
    const x = Array.isArray(own) ? own : sizes.filter((size) => typeof size === 'number');
    const points = row.flatMap((y, i) => (y === null || x[i] === undefined ? [] : [{ x: x[i], y }]));
    return { x: points.map((point) => point.x), y: points.map((point) => point.y) };
  });
}

const ends = (interval: Interval | null): [number, number] | null => interval && [interval.low, interval.high];

/** Areas under learning curves, demonstrations to a target, and paired intervals and tests, as a comparison of two arms. */
export const aulcCurves: VectorSet<Input, Expected, Found> = {
  apart: ['exact_bootstrap_percentile_ci95', 'exact_bootstrap_resamples'],
  compute({ input }) {
    const [active, random] = [
      linesOf(input.success_active, input.demos_active ?? input.demos),
      linesOf(input.success_random, input.demos_random ?? input.demos),
    ];
    const pairs = active.map((line, i) => ({ seed: String(i), active: line, random: random[i] }));
    const compared = compareArms(pairs, seededRandom('bootstrap'));
    if (!compared) throw new Error('These curves have no range in common.');
    const paired = compared.areas.map((area) => area.active - area.random);
    return {
      aulc_active: compared.areas.map((area) => area.active),
      aulc_random: compared.areas.map((area) => area.random),
      paired_difference: paired,
      mean_difference: mean(paired),
      demos_to_target_active: pairs.map((pair) => demonstrationsToTarget(pair.active, input.target)),
      demos_to_target_random: pairs.map((pair) => demonstrationsToTarget(pair.random, input.target)),
      paired_t_ci95: ends(compared.difference),
      exact_bootstrap_percentile_ci95: ends(
        paired.length > 1 && paired.length <= COUNTED ? exactBootstrap(paired) : compared.bootstrap,
      ),
      wilcoxon_exact_two_sided_p: compared.signedRankP,
      sign_flip_permutation_p_two_sided: compared.p,
    };
  },
  judge({ expected }, { exact_bootstrap_percentile_ci95: found }, compare) {
    const wanted = expected.exact_bootstrap_percentile_ci95;
    if (!wanted) return [];
    const n = expected.paired_difference.length;
    const sampled = n > COUNTED || (expected.exact_bootstrap_resamples ?? n ** n) !== n ** n;
    const share = figureAfter(compare, 'must be within') ?? 0;
    const tolerance = sampled
      ? { relative: 0, absolute: share * (wanted[1] - wanted[0]) }
      : toleranceOf(compare, 'enumerated bootstrap');
    return differences('exact_bootstrap_percentile_ci95', found, wanted, tolerance);
  },
};
