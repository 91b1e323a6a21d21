import type { SelectionProblem } from './strategy';

/** (mean + beta·sd) × discount per configuration; all ones where nothing is scored, so that only diversity decides. */
export function acquisitionScores({
  scores,
  beta,
  discount,
  pool,
}: Pick<SelectionProblem, 'scores' | 'beta' | 'discount' | 'pool'>): Float64Array {
  if (!scores) return new Float64Array(pool.room.length).fill(1);
  return scores.mean.map((mean, i) => (mean + beta * scores.sd[i]) * (discount?.[i] ?? 1));
}

/** Scores in standard deviations from the mean of the configurations with room; zeros where they do not vary. */
export function standardised(scores: Float64Array, room: Int32Array): Float64Array {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < scores.length; i++) {
    if (room[i] <= 0) continue;
    count++;
    const step = scores[i] - mean;
    mean += step / count;
    squares += step * (scores[i] - mean);
  }
  const sd = Math.sqrt(squares / Math.max(1, count));
  if (!(sd > 1e-12 * Math.max(1e-300, Math.abs(mean)))) return new Float64Array(scores.length);
  return scores.map((score) => (score - mean) / sd);
}

/** Scores moved up so that the smallest with room is at least 0; unchanged when none is negative. */
export function nonNegative(scores: Float64Array, room: Int32Array): Float64Array {
  let least = 0;
  for (let i = 0; i < scores.length; i++) if (room[i] > 0) least = Math.min(least, scores[i]);
  return least < 0 ? scores.map((score) => Math.max(0, score - least)) : scores;
}
