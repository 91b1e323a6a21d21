import { seededRandom } from '@/server/core/numeric/random';
import { defaultVariances } from '@/server/core/uncertainty/anova-fit';
import { conditionAnova } from '@/server/core/uncertainty/anova-process';
import { predictField } from '@/server/core/uncertainty/effect-tables';
import { interpolateScores } from '@/server/core/uncertainty/interpolation';
import { groupRollouts, observe } from '@/server/core/uncertainty/measured-configurations';
import { denseField } from './baselines/interpolation';
import { exponent, type Measured, printed, report, turns } from './measure';

/** Mean and spread of every configuration from 500 measured ones, against the dense form and by the number of rows. */
const MEASURED = 500;
const FACTORS = 4;
const PLAIN = [null, null, null, null];
const SIZES = [
  { sizes: [10, 10, 10, 10], dense: true, seconds: null },
  { sizes: [10, 20, 25, 20], dense: true, seconds: 0.4 },
  { sizes: [20, 50, 50, 20], dense: false, seconds: 3 },
];
/** Both sides are exact; their sums are made in another order. */
const ROUNDING = 1e-9;

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

function finish(row: Measured): Measured {
  report(row);
  console.log(printed(row));
  return row;
}

console.log(`n = ${MEASURED} measured, exact mean and spread of every row`);
const fields = SIZES.map(({ sizes, dense, seconds }) => {
  const { rows, matrix, measured, observations } = problemOf(sizes);
  const tables = () => predictField(matrix, observations, variances, conditionAnova(observations, variances));
  const textbook = () => denseField(matrix, observations, variances);
  const alike = (a: Float64Array, b: Float64Array) => a.every((value, i) => Math.abs(value - b[i]) < ROUNDING);
  const common = { bench: 'interpolation', n: rows, k: MEASURED };
  const { found, expected, ...times } = turns(tables, dense ? textbook : null);
  const field = finish({
    ...common,
    ...times,
    name: 'conditioning and field',
    same: expected && alike(found.mean, expected.mean) && alike(found.variance, expected.variance),
    goal: seconds === null ? null : { text: `under ${seconds} s`, met: times.ms < seconds * 1000 },
  });
  const { found: _, expected: _none, ...whole } = turns(() => interpolateScores(matrix, measured), null);
  finish({ ...common, ...whole, name: 'with the fit, on the score scale', same: null, goal: null });
  return { n: rows, ms: field.ms };
});
const growth = [0, 1].map((at) => exponent(fields[at], fields[at + 1]).toFixed(2));
console.log(`field: time grows with rows to the ${growth[0]} from 10⁴ to 10⁵, ${growth[1]} from 10⁵ to 10⁶`);
