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
