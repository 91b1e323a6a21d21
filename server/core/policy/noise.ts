import { seededRandom } from '../numeric/random';

/**
 * Fills `out`, standard normal noise for `rows` decision steps from `firstStep` and one sample, row after row. A row
 * depends on seed, step and sample alone, so that members share it and the batch size does not matter.
 */
export function fillNoise(out: Float32Array, seed: string, firstStep: number, rows: number, sample: number): void {
  const size = out.length / rows;
  for (let row = 0, at = 0; row < rows; row++) {
    const random = seededRandom(`${seed}/${firstStep + row}/${sample}`);
    for (let i = 0; i < size; i++) out[at++] = random.normal();
  }
}

/**
 * Fills `out` for `rows` decision steps of one dropout pass, every row alike: the number of the pass for a seed, else a
 * mask of 0 and 1/keep. Depends on input name and pass alone, so that a pass is one network over all rollouts.
 */
export function fillDropout(out: Float32Array, name: string, rows: number, pass: number, keep: number | null): void {
  const size = out.length / rows;
  const random = seededRandom(`dropout/${name}/${pass}`);
  for (let i = 0; i < size; i++) out[i] = keep === null ? pass + 1 : random.uniform() < keep ? 1 / keep : 0;
  for (let row = 1; row < rows; row++) out.copyWithin(row * size, 0, size);
}
