import { incompleteBeta } from './incomplete-beta';

/** P(T ≤ t) for Student's t with `df` > 0 degrees of freedom. */
export function studentTCdf(t: number, df: number): number {
  // Near the centre the complement is the small argument; the other form would cancel.
  const tail =
    t * t < df
      ? 0.5 - 0.5 * incompleteBeta((t * t) / (df + t * t), 0.5, df / 2)
      : 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p for `df` > 0 degrees of freedom, relative error near 1e-13. Throws RangeError unless 0 < p < 1. */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`studentTQuantile needs p in (0, 1), got ${p}`);
  if (p === 0.5) return 0;
  // Work in the lower tail, where the distribution function keeps its relative precision.
  const tail = Math.min(p, 1 - p);
  let low = -1;
  while (studentTCdf(low, df) > tail) low *= 2;
  let high = 0;
  for (let i = 0; i < 200 && high - low > 1e-15 * -low; i++) {
    const middle = (low + high) / 2;
    if (studentTCdf(middle, df) > tail) high = middle;
    else low = middle;
  }
  const magnitude = -(low + high) / 2;
  return p > 0.5 ? magnitude : -magnitude;
}
