import { describe, expect, it } from 'vitest';
import { aulc } from '@/server/core/evaluation/aulc';
import { bcaBootstrap, exactBootstrap } from '@/server/core/evaluation/bootstrap';
import { commonRange } from '@/server/core/evaluation/curve';
import { demonstrationsToTarget } from '@/server/core/evaluation/demonstrations-to-target';
import { tInterval } from '@/server/core/evaluation/interval';
import { signFlipP } from '@/server/core/evaluation/sign-flip';
import { signedRankP } from '@/server/core/evaluation/wilcoxon';
import { seededRandom } from '@/server/core/numeric/random';
import { goldenCases } from './golden';

interface CurveCase {
  name: string;
  input: { demos: number[]; success_active: number[][]; success_random: number[][]; target: number };
  expected: {
    aulc_active: number[];
    aulc_random: number[];
    paired_difference: number[];
    mean_difference: number;
    demos_to_target_active: (number | null)[];
    demos_to_target_random: (number | null)[];
    paired_t_ci95?: [number, number];
    exact_bootstrap_percentile_ci95?: [number, number];
    wilcoxon_exact_two_sided_p?: number;
    sign_flip_permutation_p_two_sided?: number;
  };
}

const cases = goldenCases<CurveCase>('aulc_curves');
const near = (values: readonly (number | null)[], expected: readonly (number | null)[]) =>
  values.forEach((value, i) => {
    if (expected[i] === null || value === null) expect(value).toBe(expected[i]);
    else expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, Math.abs(expected[i])));
  });

describe.skipIf(cases === null)('reference learning curves', () => {
  it.each(cases ?? [])('$name: areas, targets, intervals and tests agree', ({ input, expected }) => {
    const active = input.success_active.map((y) => ({ x: input.demos, y }));
    const random = input.success_random.map((y) => ({ x: input.demos, y }));
    const range = commonRange([...active, ...random]);
    if (range === null) throw new Error('the reference curves share a range');
    const areas = active.map((line) => aulc(line, range));
    const baseline = random.map((line) => aulc(line, range));
    const differences = areas.map((area, i) => area - baseline[i]);
    near(areas, expected.aulc_active);
    near(baseline, expected.aulc_random);
    near(differences, expected.paired_difference);
    const targets = (lines: typeof active) => lines.map((line) => demonstrationsToTarget(line, input.target));
    near(targets(active), expected.demos_to_target_active);
    near(targets(random), expected.demos_to_target_random);
    const interval = tInterval(differences);
    if (!expected.paired_t_ci95 || !expected.exact_bootstrap_percentile_ci95) return expect(interval).toBeNull();
    if (interval === null) throw new Error('two seeds have an interval');
    near([interval.estimate, interval.low, interval.high], [expected.mean_difference, ...expected.paired_t_ci95]);
    const exact = exactBootstrap(differences);
    near([exact.low, exact.high], expected.exact_bootstrap_percentile_ci95);
    expect(signFlipP(differences)).toBe(expected.sign_flip_permutation_p_two_sided);
    expect(signedRankP(differences)).toBe(expected.wilcoxon_exact_two_sided_p);
  });

  it('the sampled BCa interval lies near the enumerated one where both exist', () => {
    const differences = cases?.[1].expected.paired_difference ?? [];
    const exact = exactBootstrap(differences);
    const sampled = bcaBootstrap(differences, seededRandom('bca'));
    const width = exact.high - exact.low;
    expect(Math.abs(sampled.low - exact.low)).toBeLessThan(0.15 * width);
    expect(Math.abs(sampled.high - exact.high)).toBeLessThan(0.15 * width);
  });
});
