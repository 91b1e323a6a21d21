import { seededRandom } from '@/server/core/numeric/random';
import { defaultVariances } from '@/server/core/uncertainty/anova-fit';
import { conditionAnova } from '@/server/core/uncertainty/anova-process';
import { predictField } from '@/server/core/uncertainty/effect-tables';
import { interpolateScores } from '@/server/core/uncertainty/interpolation';
import { groupRollouts, observe } from '@/server/core/uncertainty/measured-configurations';
import { denseField } from './baselines/interpolation';
import { medianOf, paired } from './paired';

/** Mean and spread of every configuration from 500 measured ones, against the dense form and by the number of rows. */
const MEASURED = 500;
const FACTORS = 4;
const PLAIN = [null, null, null, null];

/** A full matrix of these level counts with 500 of its configurations measured three times each. */
function problemOf(sizes: readonly number[]) {
  const random = seededRandom('bench/interpolation');
  const rows = sizes.reduce((product, size) => product * size, 1);
  const levels = new Uint16Array(rows * FACTORS);
  for (let i = 0; i < rows; i++)
    for (let f = FACTORS - 1, rest = i; f >= 0; f--) {
      levels[i * FACTORS + f] = rest % sizes[f];
      rest = Math.floor(rest / sizes[f]);
    }
  const measured = Array.from({ length: MEASURED }, () => {
    const row = random.int(rows);
    const own = levels.subarray(row * FACTORS, (row + 1) * FACTORS);
    const base = Math.exp(0.2 * own[0] - 0.1 * own[1]);
    return { levels: own, scores: Array.from({ length: 3 }, () => base * Math.exp(0.3 * random.normal())) };
  });
  const { observations } = observe(groupRollouts(measured, FACTORS), PLAIN);
  return { rows, matrix: { factors: FACTORS, levels }, measured, observations };
}

const variances = defaultVariances(PLAIN, 0.25, 0.09);
const ms = (value: number) => `${value.toFixed(0)} ms`;

function timed(run: () => void, runs = 5): number {
  run();
  return medianOf(
    Array.from({ length: runs }, () => {
      const from = performance.now();
      run();
      return performance.now() - from;
    }),
  );
}

console.log(`n = ${MEASURED} measured, exact mean and spread of every row, medians of 5`);
for (const [name, sizes] of [
  ['10⁴ rows', [10, 10, 10, 10]],
  ['10⁵ rows', [10, 20, 25, 20]],
] as const) {
  const { matrix, observations } = problemOf(sizes);
  const tables = () => predictField(matrix, observations, variances, conditionAnova(observations, variances));
  const [ours, dense] = [tables(), denseField(matrix, observations, variances)];
  const apart = ours.variance.reduce((most, value, i) => Math.max(most, Math.abs(value - dense.variance[i])), 0);
  const { aMs, bMs, ratio } = paired(() => denseField(matrix, observations, variances), tables);
  console.log(
    `${name}: tables ${ms(bMs)}, dense ${ms(aMs)}, dense/tables ${ratio.toFixed(1)}; variances differ by ${apart.toExponential(0)}`,
  );
}

const times = [
  [10, 10, 10, 10],
  [10, 20, 25, 20],
  [20, 50, 50, 20],
].map((sizes) => {
  const { rows, matrix, measured, observations } = problemOf(sizes);
  const field = timed(() => predictField(matrix, observations, variances, conditionAnova(observations, variances)));
  const whole = timed(() => interpolateScores(matrix, measured));
  return { rows, field, whole, megabytes: process.memoryUsage().rss / 2 ** 20 };
});
for (const { rows, field, whole, megabytes } of times)
  console.log(
    `${rows.toLocaleString('en')} rows: conditioning and field ${ms(field)}; with the fit, on the score scale ${ms(whole)}; RSS ${megabytes.toFixed(0)} MB`,
  );
const exponent = (a: number, b: number) =>
  Math.log(times[b].field / times[a].field) / Math.log(times[b].rows / times[a].rows);
console.log(
  `time grows with rows to the power ${exponent(0, 1).toFixed(2)} from 10⁴ to 10⁵, ${exponent(1, 2).toFixed(2)} from 10⁵ to 10⁶`,
);
