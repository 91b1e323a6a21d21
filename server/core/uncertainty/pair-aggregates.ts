import type { LevelTable } from './effect-tables';

/** Mean score and spread over the configurations that share two levels of different factors. */
export interface PairOfLevels {
  levelA: number;
  levelB: number;
  configurations: number;
  measured: number;
  mean: number;
  sd: number;
}

/**
 * A field summed up per pair of levels, pairs in rising order of factors and level indices; `levelIds` has the id of
 * every level index per factor. Pairs without a configuration are left out. O(N · factors²).
 */
export function aggregatePairs(
  { factors, levels }: LevelTable,
  field: { mean: Float64Array; sd: Float64Array; measured: Uint8Array },
  levelIds: readonly (readonly number[])[],
): PairOfLevels[] {
  const rows = field.mean.length;
  const pairs: PairOfLevels[] = [];
  for (let a = 0; a < factors; a++)
    for (let b = a + 1; b < factors; b++) {
      const [across, down] = [levelIds[b].length, levelIds[a].length];
      const cells = across * down;
      const [count, measured] = [new Int32Array(cells), new Int32Array(cells)];
      const [mean, sd] = [new Float64Array(cells), new Float64Array(cells)];
      for (let row = 0; row < rows; row++) {
        const cell = levels[row * factors + a] * across + levels[row * factors + b];
        count[cell]++;
        measured[cell] += field.measured[row];
        mean[cell] += field.mean[row];
        sd[cell] += field.sd[row];
      }
      for (let cell = 0; cell < cells; cell++)
        if (count[cell] > 0)
          pairs.push({
            levelA: levelIds[a][Math.floor(cell / across)],
            levelB: levelIds[b][cell % across],
            configurations: count[cell],
            measured: measured[cell],
            mean: mean[cell] / count[cell],
            sd: sd[cell] / count[cell],
          });
    }
  return pairs;
}
