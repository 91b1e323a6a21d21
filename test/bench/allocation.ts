import { highsSolver } from '@/server/adapters/highs-solver';
import { seededRandom } from '@/server/core/numeric/random';
import { allocate } from '@/server/core/schedule/allocate';
import type { AllocationProblem } from '@/server/core/schedule/allocation-problem';
import { denseAllocation } from './baselines/allocation';
import { exponent, printed, report, turns } from './measure';

/**
 * 200 demonstrations divided under caps of a fifth on one, two and four factors, by the exact method for each, against the
 * dense greedy under the same caps; how time grows from 10³ to 10⁵ configurations, with scores that vary and all equal.
 */
const SIZES = [
  [10, 5, 5, 4],
  [10, 10, 10, 10],
  [10, 20, 25, 20],
];
const TOTAL = 200;
const MAXIMUM = 20;
const SATURATION = 20;
const solver = await highsSolver();

for (const capped of [1, 2, 4]) {
  for (const spread of [0.3, 0]) {
    const times = SIZES.map((sizes) => {
      const size = sizes.reduce((product, count) => product * count, 1);
      const random = seededRandom(`bench/allocation/${spread}`);
      const weights = Float64Array.from({ length: size }, () => Math.exp(spread * random.normal()));
      const levels = new Int32Array(size * sizes.length);
      for (let i = 0; i < size; i++)
        for (let f = 0, rest = i; f < sizes.length; rest = Math.floor(rest / sizes[f++]))
          levels[i * sizes.length + f] = rest % sizes[f];
      const caps = sizes.map((count, f) =>
        f < capped ? new Float64Array(count).fill(Math.max(TOTAL / 5, Math.ceil(TOTAL / count))) : null,
      );
      const problem: AllocationProblem = {
        levels,
        caps,
        minimum: new Int32Array(size),
        maximum: new Int32Array(size).fill(MAXIMUM),
        total: TOTAL,
        fill: 'exact',
        budgets: [],
        worth: (i, n) => -weights[i] * Math.expm1(-n / SATURATION),
      };
      const dense = () => denseAllocation(levels, caps, weights, MAXIMUM, TOTAL, SATURATION);
      const { found, expected, ...times } = turns(() => allocate(problem, solver), dense);
      const value = expected?.reduce((sum, n, i) => sum + problem.worth(i, n), 0) ?? 0;
      const name = `${capped} capped by ${found.method}, spread ${spread}`;
      const same = found.placed === TOTAL && found.value >= value - 1e-9;
      const row = { bench: 'allocation', name, n: size, k: TOTAL, same, goal: null, ...times };
      report(row);
      console.log(
        `${printed(row)} value ${(found.value / value).toFixed(5)} of the greedy's, gap ${found.gap.toExponential(1)}`,
      );
      if (!same) process.exitCode = 1;
      return { n: size, ms: times.ms };
    });
    const growth = exponent(times[0], times[2]);
    console.log(`${capped} capped, spread ${spread}: time grows with N to the ${growth.toFixed(2)}`);
  }
}
