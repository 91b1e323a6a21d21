import { seededRandom } from '@/server/core/numeric/random';
import { interpolateScores } from '@/server/core/uncertainty/interpolation';
import { medianOf } from './paired';

/** Mean and spread of every configuration from 500 measured ones, fit included: how time grows from 10⁴ to 10⁵ rows. */
const MEASURED = 500;

function timeAt(sizes: readonly number[]): number {
  const random = seededRandom('bench/interpolation');
  const rows = sizes.reduce((product, size) => product * size, 1);
  const levels = new Uint16Array(rows * sizes.length);
  for (let i = 0; i < rows; i++) {
    let rest = i;
    for (let f = 0; f < sizes.length; f++) {
      levels[i * sizes.length + f] = rest % sizes[f];
      rest = Math.floor(rest / sizes[f]);
    }
  }
  const measured = Array.from({ length: MEASURED }, () => {
    const row = random.int(rows);
    const own = levels.subarray(row * sizes.length, (row + 1) * sizes.length);
    const base = Math.exp(0.2 * own[0] - 0.1 * own[1]);
    return { levels: own, scores: Array.from({ length: 3 }, () => base * Math.exp(0.3 * random.normal())) };
  });
  const run = () => {
    const from = performance.now();
    interpolateScores({ factors: sizes.length, levels }, measured);
    return performance.now() - from;
  };
  run();
  return medianOf([run(), run(), run(), run(), run()]);
}

const small = timeAt([10, 10, 10, 10]);
const large = timeAt([10, 20, 25, 20]);
console.log(
  `n = ${MEASURED}: 10⁴ rows ${small.toFixed(0)} ms, 10⁵ rows ${large.toFixed(0)} ms, ratio ${(large / small).toFixed(2)}`,
);
