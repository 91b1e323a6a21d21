import type { EffectTables } from './effect-tables';
import type { LogDet } from './log-det';

export interface EffectLogDetInput {
  /** L_ij = quality_i · quality_j · k(i, j). */
  quality: Float64Array;
  tables: EffectTables;
  /** What k(i, i) has beyond the effects of its levels. */
  nugget: number;
  /** Most items that will be added. */
  steps: number;
}

/**
 * `LogDet` for log det(I + L) of a kernel of effects. Row t of the Cholesky factor is quality_i·Σ_s β_ts k(i, j_s) with β the
 * rows of the inverse factor, so it is one table an added item: a candidate needs F(F−1)/2 look-ups for each item it has missed
 * and no memory of its own, where the general form needs a kernel entry, a dot product of length t and t stored numbers.
 * I + L is well conditioned, which makes the inverse factor harmless. O(N + steps·cells) memory.
 */
export function createEffectLogDet({ quality, tables, nugget, steps }: EffectLogDetInput): LogDet {
  const size = quality.length;
  const { cells } = tables;
  const written: Float64Array[] = [];
  const residuals = new Float64Array(size).fill(Number.NaN);
  const seen = new Int32Array(size);
  const items: number[] = [];
  const inverse: Float64Array[] = [];
  /** weight·quality of each added item. */
  const scales: number[] = [];
  /** Which times an item was added, for those that were. */
  const times = new Map<number, number[]>();
  const added = new Uint8Array(size);
  const places = new Int32Array(64);
  const row = new Float64Array(steps);

  /** Entries `first` … `to` − 1 of the factor's row of item i, into `row`. */
  const entries = (i: number, first: number, to: number) => {
    const count = tables.places(i, places);
    const own = added[i] ? times.get(i)! : null;
    for (let t = first; t < to; t++) {
      const table = written[t];
      let sum = 0;
      for (let p = 0; p < count; p++) sum += table[places[p]];
      if (own) for (const s of own) if (s <= t) sum += inverse[t][s] * scales[s] * nugget;
      row[t] = quality[i] * sum;
    }
  };
  const refresh = (i: number) => {
    if (Number.isNaN(residuals[i])) residuals[i] = 1 + quality[i] * quality[i];
    const first = seen[i];
    const to = items.length;
    if (first === to) return;
    let residual = residuals[i];
    if (added[i]) {
      entries(i, first, to);
      for (let t = first; t < to; t++) residual -= row[t] * row[t];
    } else {
      const count = tables.places(i, places);
      const square = quality[i] * quality[i];
      for (let t = first; t < to; t++) {
        const table = written[t];
        let sum = 0;
        for (let p = 0; p < count; p++) sum += table[places[p]];
        residual -= square * sum * sum;
      }
    }
    residuals[i] = residual;
    seen[i] = to;
  };

  return {
    residual(i) {
      refresh(i);
      return residuals[i];
    },
    add(i, weight = 1) {
      refresh(i);
      const t = items.length;
      const pivot = Math.sqrt(1 + weight * weight * (residuals[i] - 1));
      entries(i, 0, t);
      const beta = new Float64Array(t + 1);
      for (let s = 0; s < t; s++) for (let r = 0; r <= s; r++) beta[r] -= (weight * row[s] * inverse[s][r]) / pivot;
      beta[t] = 1 / pivot;
      inverse.push(beta);
      scales.push(weight * quality[i]);
      items.push(i);
      added[i] = 1;
      times.set(i, [...(times.get(i) ?? []), t]);
      const table = new Float64Array(cells);
      for (let s = 0; s <= t; s++) tables.add(table, 0, items[s], beta[s] * scales[s]);
      written.push(table);
    },
  };
}
