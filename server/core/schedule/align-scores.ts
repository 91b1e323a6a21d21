import type { ScoreField } from '../uncertainty/field-codec';

export interface AlignedScores {
  scores: { mean: Float64Array; sd: Float64Array };
  /** 1 where measured on rollouts. */
  measured: Uint8Array;
}

/**
 * The scores of a run in the order of a pool of `n` configurations; null when the run scored none. A configuration that
 * came after the scoring takes the mean with the widest spread: nothing is known of it. Without `informative` the
 * interpolated means say nothing either, so unmeasured configurations all take the mean of the measured ones and only
 * their spread, which grows with the distance from evidence, ranks them.
 */
export function alignScores(
  field: ScoreField,
  indexOfId: ReadonlyMap<number, number>,
  n: number,
  informative: boolean,
): AlignedScores | null {
  if (field.ids.length === 0) return null;
  const counts = (k: number) => informative || field.measured[k] !== 0;
  const anyCounts = field.ids.some((_, k) => counts(k));
  let sum = 0;
  let terms = 0;
  let widest = 0;
  for (let k = 0; k < field.ids.length; k++) {
    widest = Math.max(widest, field.sd[k]);
    if (anyCounts && !counts(k)) continue;
    sum += field.mean[k];
    terms++;
  }
  const average = sum / terms;
  const mean = new Float64Array(n).fill(average);
  const sd = new Float64Array(n).fill(widest);
  const measured = new Uint8Array(n);
  for (let k = 0; k < field.ids.length; k++) {
    const i = indexOfId.get(field.ids[k]);
    if (i === undefined) continue;
    if (counts(k)) mean[i] = field.mean[k];
    sd[i] = field.sd[k];
    measured[i] = field.measured[k];
  }
  return { scores: { mean, sd }, measured };
}
